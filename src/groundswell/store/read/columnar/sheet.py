"""The columns of one file, and a column as the few different texts in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from groundswell.store.read.columnar.buffers import numbers_of, positions, present
from groundswell.store.read.faults import Fault

Codes = NDArray[np.int32]
EMPTY = -1


@dataclass(frozen=True)
class Sheet:
    """The wanted columns of one file: text, or what the file itself says they are (Parquet).

    `exact` holds numbers that a workbook stores more exactly than its text says. `lines_of` turns rows
    (from 0, under the header) into the rows that people see in the file.
    """

    name: str
    columns: dict[str, pa.ChunkedArray]
    lines_of: Callable[[Sequence[int]], list[int]]
    notices: tuple[Fault, ...] = ()
    exact: dict[str, pa.ChunkedArray] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return len(next(iter(self.columns.values())))


def without_blank_rows(sheet: Sheet) -> Sheet:
    """The same without rows that say nothing in any wanted column; rows keep their numbers."""
    blank: NDArray[np.bool_] | None = None
    for column in sheet.columns.values():
        here = _blank(column)
        blank = here if blank is None else blank & here
        if not blank.any():
            return sheet
    kept = np.flatnonzero(~np.asarray(blank))
    taken = positions(kept)
    before = sheet.lines_of
    return replace(
        sheet,
        columns={name: column.take(taken) for name, column in sheet.columns.items()},
        exact={name: column.take(taken) for name, column in sheet.exact.items()},
        lines_of=lambda rows: before([int(kept[row]) for row in rows]),
    )


def _blank(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    if not pa.types.is_string(column.type):
        return ~present(column)
    lengths, there = numbers_of(pc.utf8_length(pc.utf8_trim_whitespace(column)), np.int32)
    found: NDArray[np.bool_] = ~there | (lengths == 0)
    return found


@dataclass(frozen=True)
class Cells:
    """A column as its different texts, in order of appearance, and which of them each row holds.

    Texts are trimmed. A row without a text has the code `EMPTY`.
    """

    texts: list[str]
    codes: Codes


def words(column: pa.ChunkedArray) -> Cells:
    """Any column as trimmed text; ids keep their leading zeros."""
    text = column if pa.types.is_string(column.type) else column.cast(pa.string())
    coded = text.dictionary_encode().combine_chunks()
    codes, there = numbers_of(coded.indices, np.int32)
    texts = [each or "" for each in coded.dictionary.to_pylist()]
    return _trimmed(texts, np.where(there, codes, np.int32(EMPTY)))


def _trimmed(texts: list[str], codes: Codes) -> Cells:
    """The same after trimming, which may make two texts one."""
    order: dict[str, int] = {}
    moved = np.full(len(texts) + 1, EMPTY, dtype=np.int32)
    for code, text in enumerate(texts):
        short = text.strip()
        if short:
            moved[code] = order.setdefault(short, len(order))
    return Cells(list(order), moved[codes])


def rows_with(cells: Cells, bad: Sequence[int]) -> NDArray[np.intp]:
    """Rows that hold one of the texts whose codes are given."""
    marked = np.zeros(len(cells.texts) + 1, dtype=np.bool_)
    marked[list(bad)] = True
    return np.flatnonzero(marked[cells.codes])
