"""The cheapest company for a withheld cell, when tables cross: which cells to withhold so that it can move.

A number is safe when it can rise or fall and all sums still hold, because other withheld numbers move with
it. The cheapest such movement is a linear program: the cost of a cell is 0 once it is withheld and else the
logarithm of its size (Kelly, Golden and Assad 1992, "Cell suppression: disclosure protection for sensitive
tabular data"), times ten for every table it is the total of, so that totals go last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import highspy
import numpy as np

from groundswell.core.disclosure.covering import costs
from groundswell.core.disclosure.rules import AdditiveSet, Cell
from groundswell.core.disclosure.solver import quiet_model

STILL = 1e-7
ALREADY_WITHHELD = 1e-3
DUAL_SIMPLEX = 1


class Movements:
    """Movements of one kind of number (sizes or counts) that keep all sums.

    `room` gives by key how far a number may fall and rise from its true value; keys without it stand still.
    """

    def __init__(
        self, known: Mapping[str, Cell], sets: Sequence[AdditiveSet], room: Mapping[str, tuple[int, int]]
    ) -> None:
        self.keys = sorted(room)
        self.column = {key: index for index, key in enumerate(self.keys)}
        self.room = room
        self.cost = costs(known, sets)
        self.withheld: set[str] = set()
        self.model = self._model(sets)

    def company(self, key: str, *, by: int, withheld: Iterable[str]) -> list[str] | None:
        """Cells that move along in the cheapest movement of `key` by so much (below 0: down), or None."""
        self._make_free(withheld)
        fall, rise = self.room[key]
        column = self.column[key] if by > 0 else self.column[key] + len(self.keys)
        self.model.changeColBounds(column, abs(by), abs(by))
        self.model.clearSolver()
        self.model.run()
        found = self._moving(key)
        self.model.changeColBounds(column, 0, rise if by > 0 else fall)
        return found

    def _moving(self, key: str) -> list[str] | None:
        if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.asarray(self.model.getSolution().col_value).reshape(2, -1)
        moved = np.flatnonzero(np.abs(values[0] - values[1]) > STILL)
        return [self.keys[index] for index in moved if self.keys[index] != key]

    def _make_free(self, withheld: Iterable[str]) -> None:
        new = sorted((set(withheld) - self.withheld) & self.column.keys())
        self.withheld.update(new)
        columns = [self.column[key] for key in new]
        both = np.asarray([*columns, *(column + len(self.keys) for column in columns)], dtype=np.int32)
        self.model.changeColsCost(len(both), both, np.full(len(both), ALREADY_WITHHELD))

    def _model(self, sets: Sequence[AdditiveSet]) -> highspy.Highs:
        rows = [row for each in sets if (row := self._row(each))]
        model, program, size = quiet_model(), highspy.HighsLp(), len(self.keys)
        model.setOptionValue("presolve", "off")
        model.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
        program.num_col_, program.num_row_ = 2 * size, len(rows)
        program.col_cost_ = np.tile([self.cost[key] for key in self.keys], 2)
        program.col_lower_ = np.zeros(2 * size)
        program.col_upper_ = np.asarray([float(self.room[key][side]) for side in (1, 0) for key in self.keys])
        program.row_lower_ = program.row_upper_ = np.zeros(len(rows))
        _fill(program, rows, size)
        model.passModel(program)
        return model

    def _row(self, each: AdditiveSet) -> list[tuple[int, int]]:
        signed = [(each.total, -1), *((part, 1) for part in each.parts)]
        return [(self.column[key], sign) for key, sign in signed if key in self.column]


def _fill(program: highspy.HighsLp, rows: Sequence[Sequence[tuple[int, int]]], size: int) -> None:
    """Each number moves up in one column and down in the other."""
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum([0, *(2 * len(row) for row in rows)])
    program.a_matrix_.start_ = starts.astype(np.int32)
    index = [place for row in rows for column, _ in row for place in (column, column + size)]
    program.a_matrix_.index_ = np.asarray(index, dtype=np.int32)
    value = [side for row in rows for _, sign in row for side in (sign, -sign)]
    program.a_matrix_.value_ = np.asarray(value, dtype=float)
