"""The linear programs behind the attack, solved by HiGHS: one block, many questions.

The model is passed once. Each question changes the objective alone, so that the last answer is a feasible
start for the next (primal simplex). Whole numbers are asked for where the simplex corner is not whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from groundswell.core.disclosure.propagation import Sum, Tableau

NEARLY = 1e-6
PRIMAL_SIMPLEX = 4


class Infeasible(ValueError):
    """No numbers satisfy all limits of this block."""


@dataclass(frozen=True)
class Corner:
    """Where the objective is least. `point` None: not all whole there. `bound`: no solution goes below."""

    bound: float
    point: tuple[int, ...] | None


class Program:
    """A block as a linear program, warm from question to question."""

    def __init__(self, block: Tableau, *, nodes: int) -> None:
        self.block, self.nodes = block, nodes
        self.relaxed = _model(block, whole=False)
        self.relaxed.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        self.whole: highspy.Highs | None = None
        self.asked: tuple[int, ...] = ()

    def least(self, weights: Mapping[int, float]) -> Corner:
        """The corner where the weighted sum is least, whole numbers not asked for. Raises Infeasible."""
        self._ask(self.relaxed, weights)
        self.relaxed.run()
        if self.relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Infeasible
        return Corner(self.relaxed.getInfo().objective_function_value, self._point(self.relaxed))

    def least_whole(self, place: int, sign: int) -> Corner:
        """The same for one unknown (least for sign 1, most for -1) in whole numbers. Raises Infeasible."""
        if self.whole is None:
            self.whole = _model(self.block, whole=True)
            self.whole.setOptionValue("mip_max_nodes", self.nodes)
            self.whole.setOptionValue("mip_rel_gap", 0.0)
            self.whole.setOptionValue("mip_abs_gap", 0.5)
        _cost(self.whole, dict.fromkeys(range(len(self.block.keys)), 0.0) | {place: float(sign)})
        self.whole.run()
        if self.whole.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible
        info = self.whole.getInfo()
        solved = self.whole.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Corner(info.mip_dual_bound, self._point(self.whole) if solved else None)

    def _ask(self, model: highspy.Highs, weights: Mapping[int, float]) -> None:
        _cost(model, dict.fromkeys(self.asked, 0.0) | dict(weights))
        self.asked = tuple(weights)

    def _point(self, model: highspy.Highs) -> tuple[int, ...] | None:
        """The solution, when it is whole and keeps every limit exactly: no tolerance is trusted."""
        values = np.asarray(model.getSolution().col_value)
        near = np.rint(values)
        if np.abs(values - near).max(initial=0.0) > NEARLY:
            return None
        point = tuple(int(value) for value in near)
        return point if holds(self.block, point) else None


def holds(block: Tableau, point: Sequence[int]) -> bool:
    """The point is within all bounds and keeps every sum."""
    within = all(low <= value <= high for low, value, high in zip(block.low, point, block.high, strict=True))
    return within and all(_keeps(each, point) for each in block.sums)


def _keeps(each: Sum, point: Sequence[int]) -> bool:
    total = sum(sign * point[place] for place, sign in zip(each.places, each.signs, strict=True))
    return (each.low is None or total >= each.low) and (each.high is None or total <= each.high)


def _cost(model: highspy.Highs, weights: Mapping[int, float]) -> None:
    places = np.fromiter(weights, dtype=np.int32, count=len(weights))
    model.changeColsCost(len(weights), places, np.fromiter(weights.values(), dtype=float, count=len(weights)))


def _model(block: Tableau, *, whole: bool) -> highspy.Highs:
    model = quiet_model()
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(block.keys), len(block.sums)
    program.col_cost_ = np.zeros(len(block.keys))
    program.col_lower_ = np.asarray(block.low, dtype=float)
    program.col_upper_ = np.asarray(block.high, dtype=float)
    program.row_lower_ = np.asarray([_side(each.low, -highspy.kHighsInf) for each in block.sums])
    program.row_upper_ = np.asarray([_side(each.high, highspy.kHighsInf) for each in block.sums])
    _fill(program, block.sums)
    if whole:
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(block.keys)
    model.passModel(program)
    return model


def quiet_model() -> highspy.Highs:
    """HiGHS without a word on the screen, and with the same answer on every machine."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
        model.setOptionValue(name, value)
    return model


def _fill(program: highspy.HighsLp, sums: Sequence[Sum]) -> None:
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum([0, *(len(each.places) for each in sums)])
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = np.asarray([place for each in sums for place in each.places], dtype=np.int32)
    program.a_matrix_.value_ = np.asarray([sign for each in sums for sign in each.signs], dtype=float)


def _side(value: int | None, otherwise: float) -> float:
    return otherwise if value is None else float(value)
