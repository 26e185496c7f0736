"""The cheapest movement of one number by a linear program over the sums around it.

How far every number near it moves, up or down, such that all sums still hold, and what that costs (Kelly, Golden and
Assad 1992, "Cell suppression: disclosure protection for sensitive tabular data").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from groundswell.core.disclosure.movements import Web
from groundswell.core.disclosure.solver import quiet_model

REWARD = 1e5  # for a step of the number itself: more than any company costs
WHOLE = 1e-6
DUAL_SIMPLEX = 1


@dataclass(frozen=True)
class Found:
    """What moves and how far, in whole numbers; or without them, when the program knows none (`is_whole`)."""

    moved: Mapping[int, int]
    is_whole: bool


class Around:
    """One number, the first of those `near`, and the linear program of what moves with it."""

    def __init__(
        self, web: Web, near: Sequence[int], cost: Sequence[float], room: Sequence[tuple[int, int]]
    ) -> None:
        self.web, self.near, self.room = web, near, room
        self.model = self._model(cost)

    def movement(self, step: int) -> Found:
        """The cheapest movement of the number as far as it can, up to `step` (below 0: down)."""
        model, down = self.model, len(self.near)
        fall, rise = self.room[0]
        model.changeColBounds(0, 0, max(0, min(rise, step)))
        model.changeColBounds(down, 0, max(0, min(fall, -step)))  # and not back again
        model.clearSolver()
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return Found({}, is_whole=True)
        values = np.asarray(model.getSolution().col_value)
        net = values[:down] - values[down:]
        whole = np.rint(net)
        moved = {self.near[int(index)]: int(whole[index]) for index in np.flatnonzero(np.abs(net) > WHOLE)}
        is_whole = bool(np.abs(net - whole).max(initial=0.0) <= WHOLE) and self.web.keeps_sums(moved)
        return Found(moved, is_whole=is_whole)

    def _model(self, cost: Sequence[float]) -> highspy.Highs:
        size = len(self.near)
        program = highspy.HighsLp()
        program.col_cost_ = np.tile([-REWARD, *cost[1:]], 2)
        program.col_lower_ = np.zeros(2 * size)
        program.col_upper_ = np.asarray([room[side] for side in (1, 0) for room in self.room], dtype=float)
        rows = self._fill(program)
        program.num_col_, program.num_row_ = 2 * size, rows
        program.row_lower_ = program.row_upper_ = np.zeros(rows)
        model = quiet_model()
        model.setOptionValue("presolve", "off")
        model.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
        model.passModel(program)
        return model

    def _fill(self, program: highspy.HighsLp) -> int:
        """Each number moves up in one column and down in the other. How many sums there are."""
        uses = [self.web.uses[each] for each in self.near]
        links = np.asarray([link for each in uses for link in each], dtype=np.int32).reshape(-1, 2)
        rows, index = np.unique(links[:, 0], return_inverse=True)
        starts = np.cumsum([0, *map(len, uses)])
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = np.concatenate([starts, starts[1:] + starts[-1]]).astype(np.int32)
        program.a_matrix_.index_ = np.tile(index.astype(np.int32), 2)
        program.a_matrix_.value_ = np.concatenate([links[:, 1], -links[:, 1]]).astype(float)
        return len(rows)
