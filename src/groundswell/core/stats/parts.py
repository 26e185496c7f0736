"""Cuts a clean series into its parts (phases) and computes each one's center, limits and points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.core.stats.clean import CleanSeries
from groundswell.core.stats.family import Family, LimitChoices, Limits, Segment, Values
from groundswell.core.stats.points import ChartOptions, Layout, Phase, X
from groundswell.core.stats.result import FEWEST_FOR_LIMITS, PointResult
from groundswell.core.stats.signals import outside_limits


@dataclass(frozen=True, slots=True)
class Part:
    """One part on its way to a result; `first` and `last` are positions in the series, ends included."""

    number: int
    first: int
    last: int
    baseline_end: int | None
    phase: Phase
    xs: Sequence[X]
    included: tuple[bool, ...]
    segment: Segment

    @property
    def judged_values(self) -> list[float | None]:
        """Raw values, with points set aside taken out."""
        return [y if ok else None for y, ok in zip(self.segment.values, self.included, strict=True)]


@dataclass(frozen=True, slots=True)
class Lines:
    """Center and limits of a part, raw centers beside the shown ones because rules work on raw numbers."""

    raw_centers: Values
    centers: Values
    lower: Values
    upper: Values
    limits_shown: bool
    note: str


def cut(series: CleanSeries, positions: Layout, phases: Sequence[Phase]) -> list[Part]:
    """One part per start; no points, no parts."""
    if not series.xs:
        return []
    lasts = [start - 1 for start in positions.starts[1:]] + [len(series.xs) - 1]
    rows = zip(positions.starts, lasts, positions.baseline_ends, phases, strict=True)
    return [_part(series, positions, number, *row) for number, row in enumerate(rows)]


def _part(
    series: CleanSeries, positions: Layout, number: int, first: int, last: int, end: int | None, phase: Phase
) -> Part:
    here = slice(first, last + 1)
    included = tuple(i not in positions.excluded for i in range(first, last + 1))
    base = [ok and (end is None or first + k <= end) for k, ok in enumerate(included)]
    segment = Segment(series.counts[here], series.denominators[here], series.values[here], base)
    return Part(number, first, last, end, phase, series.xs[here], included, segment)


def lines(part: Part, family: Family, options: ChartOptions, given: Values, *, guarded: bool) -> Lines:
    """Center and limits. A given center counts unless it is missing somewhere in the part."""
    complete = all(c is not None for c in given)
    centers = given if complete else [family.center(part.segment)] * len(part.xs)
    choices = LimitChoices(screened=options.screened, guarded=guarded)
    limits = family.limits(part.segment, centers, choices)
    limits = _floored(limits, part.segment) if options.floor_at_zero else limits
    lower, upper = _scaled(limits.lower, options.multiply), _scaled(limits.upper, options.multiply)
    shown = _wide_enough(part, lower, upper)
    return Lines(centers, _scaled(centers, options.multiply), lower, upper, shown, limits.note)


def points(part: Part, drawn: Lines, options: ChartOptions, *, guarded: bool) -> list[PointResult]:
    """Every point of the part in the shown unit.

    Guarded, points set aside and limits not shown mark nothing.
    """
    values = _scaled(part.segment.values, options.multiply)
    marks = [not guarded or (drawn.limits_shown and ok) for ok in part.included]
    return [_point(part, k, y, drawn, options, marked=marks[k]) for k, y in enumerate(values)]


def _point(
    part: Part, k: int, y: float | None, drawn: Lines, options: ChartOptions, *, marked: bool
) -> PointResult:
    lower, upper = drawn.lower[k], drawn.upper[k]
    found = outside_limits(part.first + k, y, lower=lower, upper=upper, direction=options.direction)
    return PointResult(
        x=part.xs[k],
        y=y,
        n=part.segment.denominators[k],
        center=drawn.centers[k],
        lower=lower,
        upper=upper,
        included=part.included[k],
        signals=found if marked else (),
        part=part.number,
        set_aside=next((e.reason for e in options.excluded if e.x == part.xs[k]), ""),
    )


def _floored(limits: Limits, segment: Segment) -> Limits:
    values = [y for y in segment.values if y is not None]
    if not values or min(values) < 0:
        return limits
    return replace(limits, lower=[None if v is None else max(0.0, v) for v in limits.lower])


def _scaled(values: Values, factor: float) -> list[float | None]:
    return [None if v is None or not math.isfinite(v) else v * factor for v in values]


def _wide_enough(part: Part, lower: Values, upper: Values) -> bool:
    if len(part.segment.base_values) < FEWEST_FOR_LIMITS:
        return False
    return any(lo is not None and hi is not None and lo < hi for lo, hi in zip(lower, upper, strict=True))
