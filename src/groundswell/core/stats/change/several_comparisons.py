"""Tested units beside several comparison units, whose own spread says what chance does to a unit."""

import math
from collections.abc import Sequence
from statistics import fmean

from groundswell.core.stats.change.alike import Series, is_nothing, values_of
from groundswell.core.stats.change.compared import ComparedChange, PlaceboSpread
from groundswell.core.stats.change.difference_in_differences import BeforeAfter
from groundswell.core.stats.change.found import FEWEST_COMPARISON_UNITS, found_in
from groundswell.core.stats.change.parallel_trend import check_parallel
from groundswell.core.stats.rates import ChangeInterval, difference_in
from groundswell.core.stats.special import t_quantile


def compare_with_several(
    tested: Sequence[BeforeAfter],
    comparisons: Sequence[BeforeAfter],
    *,
    unit: str = "",
    confidence: float = 0.95,
    fewest: int = FEWEST_COMPARISON_UNITS,
) -> ComparedChange:
    """Mean change of the tested units minus mean change of the comparison units.

    Every unit counts once, by its own change of means, so the interval comes from how much units differ in
    their change: t with (tested + comparison − 2) degrees of freedom, as Donald & Lang (2007), Review of
    Economics and Statistics 89, 221-233. With one tested unit, also the placebo spread over units of Abadie,
    Diamond & Hainmueller (2010), JASA 105, 493-505. Units need the same periods in the same order.
    """
    if not tested or not comparisons:
        raise ValueError("Comparing needs at least one tested unit and one comparison unit.")
    new, old = [_change(u) for u in tested], [_change(u) for u in comparisons]
    difference = fmean(new) - fmean(old)
    interval = _interval(difference, new, old, unit, confidence)
    return ComparedChange(
        tested_change=difference_in(unit, fmean(new)),
        comparison_change=difference_in(unit, fmean(old)),
        difference=difference_in(unit, difference),
        interval=interval,
        n_comparison=len(old),
        found=found_in(interval, enough=len(old) >= fewest),
        parallel=check_parallel(
            _gaps([u.before for u in tested], [u.before for u in comparisons]),
            _gaps([u.after for u in tested], [u.after for u in comparisons]),
            confidence=confidence,
        ),
        placebo=_placebo(difference, old) if len(new) == 1 and len(old) > 1 else None,
    )


def _change(unit: BeforeAfter) -> float:
    before, after = values_of(unit.before), values_of(unit.after)
    if not before or not after:
        raise ValueError("A unit has no value before or none after. Leave that unit out, or add its values.")
    return fmean(after) - fmean(before)


def _interval(
    difference: float, new: Sequence[float], old: Sequence[float], unit: str, confidence: float
) -> ChangeInterval | None:
    freedom = len(new) + len(old) - 2
    if freedom < 1:
        return None
    squares = sum((x - fmean(group)) ** 2 for group in (new, old) for x in group)
    error = math.sqrt(squares / freedom * (1 / len(new) + 1 / len(old)))
    if is_nothing(error, beside=(*new, *old)):
        return None
    half = t_quantile(0.5 + confidence / 2, freedom) * error
    return ChangeInterval(
        difference_in(unit, difference - half), difference_in(unit, difference + half), confidence
    )


def _placebo(difference: float, changes: Sequence[float]) -> PlaceboSpread:
    """Each unit's change beside the mean of the others; both sides count as large."""
    n, total = len(changes), math.fsum(changes)
    apart = [abs(x - (total - x) / (n - 1)) for x in changes]
    return PlaceboSpread(sum(a >= abs(difference) for a in apart), n)


def _gaps(tested: Sequence[Series], comparisons: Sequence[Series]) -> list[float | None]:
    """Mean of the tested units minus mean of the comparison units, period by period; a gap where any is missing."""
    if len({len(s) for s in (*tested, *comparisons)}) > 1:
        raise ValueError("Units hold different numbers of periods. Give each the same ones, None for a gap.")
    return [_gap(now[: len(tested)], now[len(tested) :]) for now in zip(*tested, *comparisons, strict=True)]


def _gap(tested: Series, comparisons: Series) -> float | None:
    known, others = values_of(tested), values_of(comparisons)
    whole = len(known) == len(tested) and len(others) == len(comparisons)
    return fmean(known) - fmean(others) if whole else None
