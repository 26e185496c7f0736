"""CSV and TSV: Arrow reads what is certainly well formed; the strict reader finds what is wrong with the rest."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from groundswell.store.read import unpack
from groundswell.store.read.columnar.buffers import numbers_of
from groundswell.store.read.columnar.refused import refuse_if
from groundswell.store.read.columnar.sheet import Sheet
from groundswell.store.read.columnar.wanted import require_columns
from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.rows import Row
from groundswell.store.read.tables import Table, read_table

BOM = b"\xef\xbb\xbf"
BLOCK = 4 * 1024 * 1024
LARGEST_RATIO = 200
SMALL = 64 * 1024 * 1024


def read_delimited(stream: BinaryIO, *, name: str, wanted: Sequence[str], limits: Limits) -> Sheet:
    """The wanted columns as text. Raises `Unreadable`, or `RefusedFile` with the rows that break the table."""
    raw = b"".join(_bounded(stream, limits))
    opened = _open(raw, limits)
    require_columns(opened.header, wanted)
    text = _as_utf8(raw, opened.encoding)
    found = None if text is None else _fast(text, opened, wanted)
    if found is None or _holds_long_cells(found, limits):
        return _strict(raw, name=name, wanted=wanted, limits=limits)

    def lines_of(rows: Sequence[int]) -> list[int]:
        return _lines_of(raw, rows, limits)

    return Sheet(name, {each: found.column(each) for each in wanted}, lines_of, opened.notices)


def _bounded(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The bytes, unpacked; a small file that unpacks to a huge one stops early."""
    packed = max(stream.seek(0, io.SEEK_END), 1)
    total = 0
    for piece in unpack.pieces(stream, limits=limits):
        total += len(piece)
        if total > SMALL and total > LARGEST_RATIO * packed:
            words = f"Unpacked, the file is more than {LARGEST_RATIO} times its size."
            raise Unreadable(Fault(1, "", "too_large", words, "Unpack it and look what it holds."))
        yield piece


def _open(raw: bytes, limits: Limits) -> Table:
    return read_table(io.BytesIO(raw), limits=limits, encoding="utf-8-sig" if raw.isascii() else "")


def _as_utf8(raw: bytes, encoding: str) -> bytes | None:
    """The text in UTF-8 without a mark, or None where it holds what only the strict reader can place."""
    try:
        text = raw.removeprefix(BOM) if encoding == "utf-8-sig" else raw.decode(encoding).encode()
        if not text.isascii():
            text.decode()
    except UnicodeError:
        return None
    odd = b"\x00" in text or re.search(rb"\r(?!\n)", text)
    return None if odd else text


def _fast(text: bytes, opened: Table, wanted: Sequence[str]) -> "pa.Table | None":
    """The table by Arrow; None unless every row is certainly one that the strict reader would read alike."""
    start = re.match(rb"[\r\n]*", text)
    blank = start.end() if start else 0
    header = text[blank:].partition(b"\n")[0]
    has_quotes = b'"' in text
    if header.count(b'"') % 2 or (has_quotes and not _well_formed(text, opened.delimiter)):
        return None
    try:
        return csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(
                column_names=list(opened.header),
                skip_rows=text[:blank].count(b"\n") + 1,
                block_size=BLOCK,
            ),
            parse_options=csv.ParseOptions(
                delimiter=opened.delimiter, newlines_in_values=has_quotes, quote_char='"'
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()),
                include_columns=list(wanted),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None


def _holds_long_cells(table: "pa.Table", limits: Limits) -> bool:
    lengths = (numbers_of(pc.binary_length(column), np.int32)[0] for column in table.columns)
    return any(len(each) > 0 and int(each.max()) > limits.field_characters for each in lengths)


def _well_formed(text: bytes, delimiter: str) -> bool:
    """Every quote opens or closes a cell, or is doubled inside one."""
    sign = re.escape(delimiter.encode())
    quoted, plain = rb'"[^"]*+(?:""[^"]*+)*+"', rb'[^"\r\n' + sign + rb"]*+"
    cell = rb"(?:" + quoted + rb"|" + plain + rb")(?:" + sign + rb"|\r?\n|\Z)"
    return re.fullmatch(rb"(?:" + cell + rb")*+", text) is not None


def _strict(raw: bytes, *, name: str, wanted: Sequence[str], limits: Limits) -> Sheet:
    """Row by row; every fault of every column, since a broken row may hide where its cells belong."""
    opened = _open(raw, limits)
    columns: dict[str, list[str]] = {each: [] for each in wanted}
    lines: list[int] = []
    faults: list[Fault] = []
    for row in opened.rows:
        faults += row.faults
        lines.append(row.line)
        for each in wanted:
            columns[each].append(row.values.get(each, ""))
    refuse_if(name, faults)
    arrays = {each: pa.chunked_array([pa.array(cells, pa.string())]) for each, cells in columns.items()}
    return Sheet(name, arrays, lambda rows: [lines[row] for row in rows], opened.notices)


def _lines_of(raw: bytes, rows: Sequence[int], limits: Limits) -> list[int]:
    """Physical lines of some rows, by reading up to the last of them."""
    wanted = set(rows)
    last = max(rows, default=-1)
    every: Iterator[Row] = islice(_open(raw, limits).rows, last + 1)
    at = {number: row.line for number, row in enumerate(every) if number in wanted}
    return [at[row] for row in rows]
