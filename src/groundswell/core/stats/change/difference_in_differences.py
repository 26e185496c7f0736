"""One tested unit beside one comparison unit: the difference between their two changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from groundswell.core.stats.change.alike import Series
from groundswell.core.stats.change.before_after import compare_means
from groundswell.core.stats.change.compared import ComparedChange
from groundswell.core.stats.change.found import FEWEST_PERIODS, found_in
from groundswell.core.stats.change.parallel_trend import check_parallel
from groundswell.core.stats.change.shares import ShareChange
from groundswell.core.stats.rates import ChangeInterval, PointChange, difference_in


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One unit's periods before and after the work began, in order; None is a gap."""

    before: Series
    after: Series


def difference_in_differences(
    tested: BeforeAfter,
    comparison: BeforeAfter,
    *,
    unit: str = "",
    confidence: float = 0.95,
    fewest: int = FEWEST_PERIODS,
) -> ComparedChange:
    """(tested after − tested before) − (comparison after − comparison before), over the periods both have.

    Both units hold the same periods in the same order. Working on the gap period by period lets a snow week
    that hit both drop out; its before and after means are compared by Welch's interval, widened when
    neighboring gaps resemble each other. Source of the design: Angrist & Pischke (2009), Mostly Harmless
    Econometrics, section 5.2. Why neighbors matter: Bertrand, Duflo & Mullainathan (2004), QJE 119, 249-275.
    """
    gaps = BeforeAfter(
        _gaps(tested.before, comparison.before, "before"), _gaps(tested.after, comparison.after, "after")
    )
    level = compare_means(gaps.before, gaps.after, unit=unit, confidence=confidence, fewest=fewest)
    changes = [_shared_change(own, gaps) for own in (tested, comparison)]
    return ComparedChange(
        tested_change=None if changes[0] is None else difference_in(unit, changes[0]),
        comparison_change=None if changes[1] is None else difference_in(unit, changes[1]),
        difference=level.difference,
        interval=level.cautious_interval,
        n_comparison=1,
        found=level.found,
        parallel=check_parallel(gaps.before, gaps.after, confidence=confidence, fewest=fewest),
    )


def compare_share_changes(tested: ShareChange, comparison: ShareChange) -> ComparedChange:
    """The difference between two changes in percentage points, each from its own two groups of people.

    The two Newcombe intervals are combined by square-and-add: Zou & Donner (2008), Statistics in Medicine 27,
    1693-1702. With one number before there is no earlier trend to look at. Both need the same confidence.
    """
    one, two = tested.points_interval, comparison.points_interval
    if one.confidence != two.confidence:
        raise ValueError("Both changes need the same confidence. Compare the shares again with one level.")
    a, b = tested.points.value, comparison.points.value
    low = a - b - math.hypot(a - one.low.value, two.high.value - b)
    high = a - b + math.hypot(one.high.value - a, b - two.low.value)
    interval = ChangeInterval(PointChange(low), PointChange(high), one.confidence)
    return ComparedChange(
        tested_change=tested.points,
        comparison_change=comparison.points,
        difference=PointChange(a - b),
        interval=interval,
        n_comparison=1,
        found=found_in(interval, enough="not_enough" not in (tested.found, comparison.found)),
    )


def _gaps(tested: Series, comparison: Series, when: str) -> list[float | None]:
    if len(tested) != len(comparison):
        lengths = f"{len(tested)} periods {when} where tested and {len(comparison)} in the comparison"
        raise ValueError(f"There are {lengths}. Give both the same periods, with None for a gap.")
    pairs = zip(tested, comparison, strict=True)
    return [None if a is None or b is None else a - b for a, b in pairs]


def _shared_change(own: BeforeAfter, gaps: BeforeAfter) -> float | None:
    """Change of means over the periods that both units have."""
    before, after = _kept(own.before, gaps.before), _kept(own.after, gaps.after)
    return fmean(after) - fmean(before) if before and after else None


def _kept(values: Series, gaps: Series) -> Sequence[float]:
    return [v for v, gap in zip(values, gaps, strict=True) if v is not None and gap is not None]
