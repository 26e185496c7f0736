"""A CSV file as Arrow tables of text, piece by piece: fast where it is regular, strict where it is not.

A regular piece is checked and parsed as a whole. An irregular one is narrowed down and then read row by row
by the strict grammar, so that both ways tell of the same rows; only the time differs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pc

from groundswell.store.read.bytestream import ByteStream
from groundswell.store.read.faults import Limits, Unreadable
from groundswell.store.read.headers import check_header
from groundswell.store.read.records import OpenQuote, Record, records
from groundswell.store.read.rows import Row, open_quote_fault, row_from
from groundswell.store.read.shapes import Shape, regular

LARGE, SMALL = 16 * 1024 * 1024, 32 * 1024
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows as text columns `c0`, `c1`, ... in the header's order, and `line`, where each row starts.

    `damaged` are rows that are no rows of this table, each with its faults. `tidy` says that no cell
    holds a control character or begins or ends with a space.
    """

    table: pa.Table
    damaged: tuple[Row, ...]
    tidy: bool


class TextTable:
    """A CSV file being read. Raises `Unreadable` where it stops being a table."""

    def __init__(self, source: BinaryIO, *, limits: Limits, encoding: str = "") -> None:
        self.limits = limits
        self._stream = ByteStream(source, limits, encoding)
        self.header = self._header()
        self._names = [f"c{index}" for index in range(len(self.header))]
        self._want = LARGE

    def _header(self) -> tuple[str, ...]:
        try:
            first = next(self._records(), None)
        except OpenQuote as problem:
            raise Unreadable(open_quote_fault(problem, ())) from problem
        return check_header(first, columns=self.limits.columns)

    def _records(self) -> Iterator[Record]:
        return records(self._stream.lines(), delimiter=",", field_limit=self.limits.field_characters)

    def chunks(self) -> Iterator[Chunk]:
        """The rows after the header, in order."""
        while True:
            self._stream.fill(self._want)
            if not self._stream.waiting:
                return
            yield self._next()

    def _next(self) -> Chunk:
        while True:
            shape = self._shape()
            if shape is not None:
                self._want = min(LARGE, self._want * 4)
                return self._parsed(shape)
            if self._want <= SMALL:
                return self._row_by_row()
            self._want = SMALL

    def _shape(self) -> Shape | None:
        piece = self._stream.look(self._want)
        if self._stream.at_end and len(piece) == self._stream.waiting and not piece.endswith(b"\n"):
            return None
        longest = self.limits.field_characters
        return regular(piece, columns=len(self.header), line=self._stream.line, longest=longest)

    def _parsed(self, shape: Shape) -> Chunk:
        text = self._stream.take(shape.size, shape.line_ends)
        table = pc.read_csv(
            pa.py_buffer(text),
            pc.ReadOptions(column_names=self._names, block_size=2 * 1024 * 1024),
            pc.ParseOptions(newlines_in_values=shape.quoted),
            pc.ConvertOptions(
                column_types=dict.fromkeys(self._names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        lines = pa.Array.from_buffers(
            pa.int64(), len(shape.first_lines), [None, pa.py_buffer(shape.first_lines)]
        )
        table = table.append_column("line", lines)
        return Chunk(table, (), shape.tidy)

    def _row_by_row(self) -> Chunk:
        try:
            found = list(islice(self._records(), ROWS_AT_ONCE))
        except OpenQuote as problem:
            raise Unreadable(open_quote_fault(problem, self.header)) from problem
        rows = [row_from(record, self.header, field_limit=self.limits.field_characters) for record in found]
        whole = [record for record, row in zip(found, rows, strict=True) if not row.faults]
        table = _as_table([(record.line, record.cells) for record in whole], self._names)
        return Chunk(table, tuple(row for row in rows if row.faults), tidy=False)


def _as_table(rows: Sequence[tuple[int, list[str]]], names: list[str]) -> pa.Table:
    columns = [pa.array([cells[index] for _, cells in rows], pa.string()) for index in range(len(names))]
    lines = pa.array([line for line, _ in rows], pa.int64())
    return pa.Table.from_arrays([*columns, lines], names=[*names, "line"])
