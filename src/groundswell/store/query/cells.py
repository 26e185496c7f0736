"""From sums to results: column by column, since there may be hundreds of thousands of numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.results import Result
from groundswell.store.query.grouping import GROUP, SET
from groundswell.store.query.year import PERIOD, PLACE, YearOfData

STUDENTS, MISSING, UPPER, LOWER = ADDED = ("_students", "_missing", "_numerator", "_denominator")
_BY = (PLACE, PERIOD, SET, GROUP)


@dataclass(frozen=True)
class _Named:
    """A column of few names: `names` in order, and for each row the number of its name."""

    names: np.ndarray[Any, Any]
    numbers: np.ndarray[Any, Any]

    def of(self, rows: np.ndarray[Any, Any]) -> list[str]:
        found: list[str] = self.names[self.numbers[rows]].tolist()
        return found


def results(indicator: Indicator, year: YearOfData, sums: Sequence[pa.Table]) -> list[Result]:
    """The sums of some stretches as results, in order of place, period and group."""
    held = [table for table in sums if table.num_rows]
    if not held:
        return []
    table = pa.concat_tables([table.select([*_BY, *ADDED]) for table in held])
    named = [_named(table[name], year.label if name == PERIOD else str) for name in _BY]
    rows = np.lexsort([each.numbers for each in reversed(named)])
    amounts = {name: table[name].to_numpy() for name in ADDED}
    rows = rows[amounts[STUDENTS][rows] > 0]
    upper, lower = (amounts[name][rows].astype(float).tolist() for name in (UPPER, LOWER))
    places, periods, sets, groups = (each.of(rows) for each in named)
    return list(
        map(
            Result, repeat(indicator.id), repeat(year.number), periods, repeat(year.query.place), places, sets, groups,
            *(amounts[name][rows].astype(int).tolist() for name in (STUDENTS, MISSING)),
            upper, lower, map(indicator.scaled, upper, lower),
        )
    )  # fmt: skip


def _named(column: pa.ChunkedArray, name_of: Callable[[Any], str]) -> _Named:
    encoded = pc.dictionary_encode(column.combine_chunks())
    names = np.array([name_of(each) for each in encoded.dictionary.to_pylist()], dtype=object)
    order = np.argsort(names, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return _Named(names[order], place[encoded.indices.to_numpy()])
