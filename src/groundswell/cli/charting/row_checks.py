"""Numbers that cannot be, found by row before any chart is made: what the engine would refuse, with its place."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines import CHARTS, Family
from groundswell.core.stats.points import ChartName
from groundswell.store.read.columnar import Findings

if TYPE_CHECKING:
    from groundswell.cli.charting.loading import Loaded

Flags = NDArray[np.bool_]
Describe = Callable[[int], tuple[str, str, str]]


def check_rows(loaded: Loaded, options: argparse.Namespace, findings: Findings) -> None:
    """Add every row whose numbers the chart cannot use."""
    if options.chart == "pareto":
        _add(findings, loaded.values < 0, options.value, _below("count"))
        return
    if options.chart == "cusum":
        odd = ~np.isin(loaded.values, (0.0, 1.0)) & ~np.isnan(loaded.values)
        _add(findings, odd, options.value, _neither(loaded))
        return
    if options.chart == "funnel":
        _check(loaded, options, findings, CHARTS[cast("ChartName", options.kind or "p")])
        _add(findings, _again(loaded), options.x, lambda _row: _SAME_PLACE)
        return
    _check(loaded, options, findings, CHARTS[options.chart])


def _check(loaded: Loaded, options: argparse.Namespace, findings: Findings, family: Family) -> None:
    y, n = loaded.values, loaded.denominators
    if n is not None:
        _add(findings, n < 0, options.denominator, _below("denominator"))
    if family.counts_events or family.needs_denominator:
        _add(findings, y < 0, options.value, _below("count"))
    if family.is_proportion and n is not None:
        _add(findings, y > n, options.value, _larger(loaded))
    if family.positive:
        _add(findings, y <= 0, options.value, lambda _row: _NOT_POSITIVE)
    if n is None and not options.aggregate and not _combines(family):
        _add(findings, _again(loaded), options.x, lambda _row: _REPEATED)


_NOT_POSITIVE = (
    "not_positive",
    "A T chart needs times above zero.",
    "Use finer units, such as hours, or check the cell.",
)
_SAME_PLACE = (
    "repeated",
    "There is a row for this place already.",
    "A funnel has one row per place: add its rows up first, or name the column that tells them apart with --by.",
)
_REPEATED = (
    "repeated",
    "There is a row for this place and series already.",
    "Name the column that tells them apart with --by, or say how to combine them: --aggregate mean.",
)


def _add(findings: Findings, wrong: Flags, column: str, describe: Describe) -> None:
    findings.add(np.flatnonzero(wrong), column, describe)


def _below(what: str) -> Describe:
    described = "below_zero", f"A {what} cannot be below zero.", "Check the cell."
    return lambda _row: described


def _larger(loaded: Loaded) -> Describe:
    def describe(row: int) -> tuple[str, str, str]:
        y, n = loaded.values[row], 0.0 if loaded.denominators is None else loaded.denominators[row]
        said = f"The count {y:g} is larger than its denominator {n:g}."
        return "count_over_denominator", said, "Check which column is which: --value and --denominator."

    return describe


def _neither(loaded: Loaded) -> Describe:
    def describe(row: int) -> tuple[str, str, str]:
        said = f"{loaded.values[row]:g} is neither 1 nor 0."
        return "not_a_case", said, "Write 1 where it happened and 0 where it did not, one row per case."

    return describe


def _combines(family: Family) -> bool:
    return family.by_subgroup or family.counts_events


def _again(loaded: Loaded) -> Flags:
    """Rows whose place and series came before."""
    joint = loaded.at.astype(np.int64)
    for cells in loaded.keys.values():
        joint = joint * (len(cells.texts) + 1) + cells.codes
    again = np.ones(len(joint), dtype=np.bool_)
    again[np.unique(joint, return_index=True)[1]] = False
    return again
