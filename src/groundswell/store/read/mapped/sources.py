"""One file of any kind as chunks of text columns, with the line on which each row stands."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from groundswell.store.read import text, unpack
from groundswell.store.read.chunks import Chunk, TextTable
from groundswell.store.read.columnar import RefusedFile as BrokenTable
from groundswell.store.read.columnar import read_columns
from groundswell.store.read.columnar.wanted import require_columns
from groundswell.store.read.columnar.workbook import read_header
from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.headers import check_header
from groundswell.store.read.mapped.mapping import DELIMITERS, FileMapping
from groundswell.store.read.mapped.parquet import ParquetTable
from groundswell.store.read.package import Member, RefusedFile, open_package
from groundswell.store.read.records import OpenQuote, Record, records
from groundswell.store.read.rows import Row, open_quote_fault, row_from
from groundswell.store.read.text import Encoding, Line

SUFFIXES = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".parquet")
ROWS_AT_ONCE = 20_000
GIB = 1024**3


@dataclass(frozen=True)
class Source:
    """A file being read: its columns, and its rows as columns `c0`, `c1`, ... in that order."""

    header: tuple[str, ...]
    chunks: Iterator[Chunk]
    notices: tuple[Fault, ...] = ()


@contextmanager
def open_files(path: Path, limits: Limits) -> Iterator[dict[str, Member]]:
    """The tables at a path: one file, or those of a zip file or folder (also one folder down). Raises `RefusedFile`."""
    if path.is_file() and not _is_plain_zip(path):
        yield {path.name: Member(path.name, path.stat().st_size, lambda: path.open("rb"))}
        return
    with open_package(path, limits=limits, suffixes=SUFFIXES) as members:
        found = {name: each for name, each in sorted(members.items()) if name.lower().endswith(SUFFIXES)}
        if not found:
            words = "There is no table here that we read."
            raise RefusedFile(
                "", Fault(1, "", "no_files", words, f"Name a file, or a folder with {', '.join(SUFFIXES)}.")
            )
        yield found


def _is_plain_zip(path: Path) -> bool:
    """Whether it is a zip file with tables in it, and not a workbook."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" not in archive.namelist()
    except zipfile.BadZipFile:
        return True


def open_source(stream: BinaryIO, *, name: str, mapping: FileMapping, limits: Limits) -> Source:
    """The file with the columns that the mapping needs. Raises `Unreadable`."""
    head = stream.read(4)
    stream.seek(0)
    if head == b"PAR1":
        return Source(tuple(mapping.read), ParquetTable(stream).chunks(mapping.read, limits))
    if head == b"PK\x03\x04":
        return _workbook(stream, name, mapping, limits)
    source = _delimited(stream, head, mapping, limits)
    require_columns(source.header, mapping.read, line=mapping.header_line or 1)
    return source


def header_of(stream: BinaryIO, *, mapping: FileMapping, limits: Limits) -> tuple[str, ...]:
    """The columns' names alone. Raises `Unreadable`."""
    head = stream.read(4)
    stream.seek(0)
    if head == b"PAR1":
        return ParquetTable(stream).header
    if head == b"PK\x03\x04":
        return read_header(stream, sheet=mapping.sheet, limits=limits)
    return _delimited(stream, head, mapping, limits).header


def _delimited(stream: BinaryIO, head: bytes, mapping: FileMapping, limits: Limits) -> Source:
    plain = mapping.delimiter == "comma" and mapping.header_line == 1 and not mapping.number_repeats
    if plain and not head.startswith(unpack.GZIP):
        _refuse_binary(head)
        table = TextTable(stream, limits=limits, encoding=mapping.encoding)
        return Source(table.header, table.chunks())
    return _strict(stream, mapping, limits)


def _refuse_binary(head: bytes) -> None:
    for start, message in unpack.NOT_TABLES.items():
        if head.startswith(start):
            raise Unreadable(
                Fault(1, "", "not_a_table", message, "Save it as CSV or XLSX and send that file.")
            )


def _strict(stream: BinaryIO, mapping: FileMapping, limits: Limits) -> Source:
    """Row by row: other separators, a header further down, none at all, or packed with gzip."""
    encoding = Encoding(mapping.encoding) if mapping.encoding else Encoding("utf-8-sig", "surrogateescape")
    lines = text.lines(unpack.pieces(stream, limits=limits), encoding, limit=limits.line_characters)
    for _ in range(mapping.header_line - 1):
        next(lines, None)
    found = records(lines if mapping.header_line else _unquoted(lines), delimiter=DELIMITERS[mapping.delimiter],
                    field_limit=limits.field_characters)  # fmt: skip
    if mapping.header_line:
        first = _first(found)
        named = _numbered(first) if first and mapping.number_repeats else first
        header = check_header(named, columns=limits.columns)
        return Source(header, _in_chunks(found, header, limits))
    header = tuple(str(place) for place in range(1, 1 + max(map(int, mapping.read), default=1)))
    return Source(header, _in_chunks(_to_width(found, len(header)), header, limits))


def _unquoted(lines: Iterator[Line]) -> Iterator[Line]:
    """Files without a header know no quoting: a quote mark is a sign like others."""
    return (
        Line(line.number, line.text.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}"), line.end)
        for line in lines
    )


def _to_width(found: Iterator[Record], width: int) -> Iterator[Record]:
    """Records cut to the columns that are used; those that end before keep their blank rest."""
    for record in found:
        yield Record(record.line, (record.cells + [""] * width)[:width], record.faults)


def _numbered(first: Record) -> Record:
    """Headings of which each is there once: the second of the same name gets a number."""
    seen: Counter[str] = Counter()
    cells = []
    for cell in first.cells:
        seen[cell.strip().casefold()] += 1
        count = seen[cell.strip().casefold()]
        cells.append(f"{cell.strip()} ({count})" if cell.strip() and count > 1 else cell)
    return Record(first.line, cells, first.faults)


def _first(found: Iterator[Record]) -> Record | None:
    try:
        return next(found, None)
    except OpenQuote as problem:
        raise Unreadable(open_quote_fault(problem, ())) from problem


def _in_chunks(found: Iterator[Record], header: tuple[str, ...], limits: Limits) -> Iterator[Chunk]:
    while True:
        try:
            some = list(islice(found, ROWS_AT_ONCE))
        except OpenQuote as problem:
            raise Unreadable(open_quote_fault(problem, header)) from problem
        if not some:
            return
        yield _chunk(some, header, limits)


def _chunk(some: list[Record], header: tuple[str, ...], limits: Limits) -> Chunk:
    damaged: list[Row] = []
    whole: list[Record] = []
    for record in some:
        row = row_from(record, header, field_limit=limits.field_characters)
        if row.faults:
            damaged.append(row)
        else:
            whole.append(record)
    columns = {f"c{k}": [record.cells[k] for record in whole] for k in range(len(header))}
    return Chunk(as_text(columns, [record.line for record in whole]), tuple(damaged), tidy=False)


def as_text(columns: dict[str, list[str]], lines: list[int]) -> pa.Table:
    arrays = [pa.array(cells, pa.string()) for cells in columns.values()]
    return pa.Table.from_arrays([*arrays, pa.array(lines, pa.int64())], names=[*columns, "line"])


def _workbook(stream: BinaryIO, name: str, mapping: FileMapping, limits: Limits) -> Source:
    data = stream.read(limits.packed_bytes + 1)
    small = Limits(packed_bytes=min(limits.packed_bytes, GIB), unpacked_bytes=min(limits.unpacked_bytes, GIB))
    try:
        sheet = read_columns(
            io.BytesIO(data), name=name, wanted=mapping.read, sheet=mapping.sheet, limits=small
        )
    except BrokenTable as broken:
        raise Unreadable(broken.faults[0]) from broken
    lines = sheet.lines_of(list(range(sheet.rows)))
    arrays = [
        sheet.columns[column].combine_chunks().cast(pa.string()).fill_null("") for column in mapping.read
    ]
    names = [*(f"c{k}" for k in range(len(arrays))), "line"]
    table = pa.Table.from_arrays([*arrays, pa.array(lines, pa.int64())], names=names)
    return Source(tuple(mapping.read), iter([Chunk(table, (), tidy=False)]))


def opened(member: Member) -> AbstractContextManager[BinaryIO]:
    """The member's bytes, in a form in which one can go back."""
    stream = member.open()
    return stream if stream.seekable() else io.BytesIO(stream.read())
