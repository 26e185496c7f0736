"""Individuals (I, XmR) chart: mean and limits from the mean moving range.

Formula: center -/+ 3 * mean moving range / 1.128, ranges at or above 3.267 times their mean left out once.
"""

from groundswell.core.stats import ranges
from groundswell.core.stats.family import Family, LimitChoices, Limits, Segment, Values

SPIKE_NOTE = (
    "Nearly all points are equal, so leaving out the largest steps would leave limits with no width. "
    "The limits here use every step."
)


def _center(segment: Segment) -> float | None:
    return ranges.mean(segment.base_values)


def _deviations(segment: Segment, centers: Values) -> list[float | None]:
    """Base points about the center.

    Points set aside are removed first, so ranges bridge them; missing ones stay.
    """
    rows = zip(segment.values, centers, segment.base, strict=True)
    return [None if y is None or c is None else y - c for y, c, used in rows if used]


def _mean_range(deviations: list[float | None], choices: LimitChoices) -> tuple[float | None, str]:
    steps = ranges.moving_ranges(deviations)
    everything = ranges.mean(steps)
    if not choices.screened:
        return everything, ""
    kept = ranges.mean(ranges.screened(steps))
    if choices.guarded and not kept and everything:
        return everything, SPIKE_NOTE
    return kept, ""


def _limits(segment: Segment, centers: Values, choices: LimitChoices) -> Limits:
    average, note = _mean_range(_deviations(segment, centers), choices)
    if average is None:
        return Limits([None] * len(centers), [None] * len(centers), note)
    width = 3 * average / ranges.D2
    lower = [None if c is None else c - width for c in centers]
    return Limits(lower, [None if c is None else c + width for c in centers], note)


I = Family(title="Individuals (I) chart", center_word="mean", center=_center, limits=_limits)  # noqa: E741
