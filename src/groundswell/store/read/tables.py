"""A strict reader for tables in text files: everything stays text, every fault has a line and a column."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from groundswell.store.read import text, unpack
from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.headers import check_header, suggest_delimiter
from groundswell.store.read.records import OpenQuote, Record, records
from groundswell.store.read.rows import Row, open_quote_fault, row_from

__all__ = ["Fault", "Limits", "Row", "Table", "Unreadable", "read_table"]


@dataclass
class Table(AbstractContextManager["Table"]):
    """A table being read. `rows` is read once, in order; `notices` say what the reader had to assume.

    Reading `rows` raises `Unreadable` where the file stops being a table. A row that breaks a rule is
    handed out with its `faults`, so that rows read = rows good + rows set aside.
    """

    header: tuple[str, ...]
    delimiter: str
    encoding: str
    notices: tuple[Fault, ...]
    rows: Iterator[Row]
    source: BinaryIO

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *caught: object) -> None:
        self.source.close()


def read_table(
    source: Path | BinaryIO, *, limits: Limits | None = None, delimiter: str = "", encoding: str = ""
) -> Table:
    """Open a CSV or TSV file (or a seekable stream of its bytes), plain or gzip. Raises `Unreadable`.

    `delimiter` is comma, semicolon or tab; "" takes the one the header suggests. `encoding` is a codec
    name; "" means UTF-8, UTF-16 by its mark, or else Windows-1252 with a notice.
    """
    stream = source.open("rb") if isinstance(source, Path) else source
    try:
        return _open(stream, limits or Limits(), delimiter, encoding)
    except Unreadable:
        stream.close()
        raise


def _open(stream: BinaryIO, limits: Limits, delimiter: str, encoding: str) -> Table:
    chosen = text.Encoding(encoding) if encoding else text.find_encoding(unpack.pieces(stream, limits=limits))
    separator = delimiter or suggest_delimiter(_first_line(stream, chosen, limits))
    numbered = text.lines(unpack.pieces(stream, limits=limits), chosen, limit=limits.line_characters)
    found = records(numbered, delimiter=separator, field_limit=limits.field_characters)
    header = _header(found, limits)
    return Table(
        header=header,
        delimiter=separator,
        encoding=chosen.codec,
        notices=(chosen.notice,) if chosen.notice else (),
        rows=_rows(found, header, limits),
        source=stream,
    )


def _first_line(stream: BinaryIO, encoding: text.Encoding, limits: Limits) -> str:
    numbered = text.lines(unpack.pieces(stream, limits=limits), encoding, limit=limits.line_characters)
    return next((line.text for line in numbered if line.text), "")


def _header(found: Iterator[Record], limits: Limits) -> tuple[str, ...]:
    try:
        first = next(found, None)
    except OpenQuote as problem:
        raise Unreadable(open_quote_fault(problem, ())) from problem
    return check_header(first, columns=limits.columns)


def _rows(found: Iterator[Record], header: tuple[str, ...], limits: Limits) -> Iterator[Row]:
    try:
        for count, record in enumerate(found, start=1):
            if count > limits.rows:
                raise Unreadable(_too_many(record.line, limits.rows))
            yield row_from(record, header, field_limit=limits.field_characters)
    except OpenQuote as problem:
        raise Unreadable(open_quote_fault(problem, header)) from problem


def _too_many(line: int, rows: int) -> Fault:
    return Fault(line, "", "too_many_rows", f"The file has more than {rows:,} rows.", "Send it in parts.")
