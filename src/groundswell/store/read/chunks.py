"""A CSV file as Arrow tables of text, piece by piece: fast where it is regular, strict where it is not.

Regular rows are checked and parsed many at once. From the first odd one on some are read row by row by the
strict grammar, and then it is tried again; both ways tell of the same rows, only the time differs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from groundswell.store.read.bytestream import ByteStream
from groundswell.store.read.columnar.buffers import positions, texts, whole_numbers
from groundswell.store.read.faults import Limits, Unreadable
from groundswell.store.read.headers import check_header
from groundswell.store.read.records import OpenQuote, Record, records
from groundswell.store.read.rows import Row, open_quote_fault, row_from
from groundswell.store.read.shapes import Positions, Shape, regular

CHUNK, LARGE, SMALL = 8 * 1024 * 1024, 512 * 1024, 32 * 1024
FEW_ROWS, ROWS_AT_ONCE = 8, 2_000
_UNTIDY = re.compile(r"[\x00-\x1f\x7f]|\A | \Z").search


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows as text columns `c0`, `c1`, ... in the header's order, and `line`, where each row starts.

    `damaged` are rows that are no rows of this table, each with its faults. `tidy` says that no cell
    holds a control character or begins or ends with a space.
    """

    table: pa.Table
    damaged: tuple[Row, ...]
    tidy: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows that follow each other. `untidy` tells which rows of `table` are not tidy."""

    table: pa.Table
    damaged: tuple[Row, ...]
    untidy: Positions


class TextTable:
    """A CSV file being read. Raises `Unreadable` where it stops being a table."""

    def __init__(self, source: BinaryIO, *, limits: Limits, encoding: str = "") -> None:
        self.limits = limits
        self._stream = ByteStream(source, limits, encoding)
        self.header = self._header()
        self._names = [f"c{index}" for index in range(len(self.header))]
        self._want, self._odd_rows = LARGE, FEW_ROWS

    def _header(self) -> tuple[str, ...]:
        try:
            first = next(self._records(), None)
        except OpenQuote as problem:
            raise Unreadable(open_quote_fault(problem, ())) from problem
        return check_header(first, columns=self.limits.columns)

    def _records(self) -> Iterator[Record]:
        return records(self._stream.lines(), delimiter=",", field_limit=self.limits.field_characters)

    def chunks(self) -> Iterator[Chunk]:
        """The rows after the header, about `CHUNK` bytes at a time. Those that are not tidy come after others."""
        untidy: list[pa.Table] = []
        while self._more:
            pieces = [*self._pieces()]
            tidy = pa.concat_tables(_without(each.table, each.untidy) for each in pieces)
            yield Chunk(tidy, _damaged(pieces), tidy=True)
            untidy += [each.table.take(positions(each.untidy)) for each in pieces if len(each.untidy)]
            if untidy and (not self._more or sum(each.nbytes for each in untidy) > CHUNK):
                yield Chunk(pa.concat_tables(untidy), (), tidy=False)
                untidy = []

    def _pieces(self) -> Iterator[Piece]:
        until = self._stream.taken + CHUNK
        while self._more and self._stream.taken < until:
            yield self._piece()

    @property
    def _more(self) -> bool:
        self._stream.fill(1)
        return self._stream.waiting > 0

    def _piece(self) -> Piece:
        """A regular stretch, or single rows where it is odd."""
        self._stream.fill(self._want)
        return self._regular_rows() or self._row_by_row()

    def _regular_rows(self) -> Piece | None:
        piece = self._stream.look(self._want)
        longest = self.limits.field_characters
        shape = regular(piece, columns=len(self.header), line=self._stream.line, longest=longest)
        self._want = min(LARGE, self._want * 4) if shape and shape.whole else SMALL
        if shape is None:
            return None
        self._odd_rows = FEW_ROWS
        self._stream.skip(shape.size, shape.line_ends)
        return self._parsed(piece, shape)

    def _parsed(self, piece: bytes, shape: Shape) -> Piece:
        table = pc.read_csv(
            pa.py_buffer(piece).slice(0, shape.size),
            pc.ReadOptions(column_names=self._names, block_size=2 * LARGE, use_threads=False),
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
        return Piece(table, (), shape.untidy)

    def _row_by_row(self) -> Piece:
        """A few rows by the strict grammar; the longer it stays odd, the more at once."""
        try:
            found = list(islice(self._records(), self._odd_rows))
        except OpenQuote as problem:
            raise Unreadable(open_quote_fault(problem, self.header)) from problem
        self._odd_rows = min(ROWS_AT_ONCE, self._odd_rows * 2)
        rows = [row_from(record, self.header, field_limit=self.limits.field_characters) for record in found]
        whole = [record for record, row in zip(found, rows, strict=True) if not row.faults]
        table = _as_table([(record.line, record.cells) for record in whole], self._names)
        damaged = tuple(row for row in rows if row.faults)
        untidy = [index for index, each in enumerate(whole) if any(map(_UNTIDY, each.cells))]
        return Piece(table, damaged, np.array(untidy, dtype=np.int64))


def _damaged(pieces: Sequence[Piece]) -> tuple[Row, ...]:
    return tuple(row for piece in pieces for row in piece.damaged)


def _without(table: pa.Table, rows: Positions) -> pa.Table:
    if not len(rows):
        return table
    others = np.delete(np.arange(table.num_rows), rows)
    return table.take(positions(others))


def _as_table(rows: Sequence[tuple[int, list[str]]], names: list[str]) -> pa.Table:
    columns = [texts([cells[index] for _, cells in rows]) for index in range(len(names))]
    lines = whole_numbers([line for line, _ in rows])
    return pa.Table.from_arrays([*columns, lines], names=[*names, "line"])
