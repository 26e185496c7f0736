"""What one phase is made of, for one series or for many: its places, its lines, and whether limits may be shown."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines import CHARTS, Choices, Lines
from groundswell.core.stats.lines.segment import Flags, Numbers, Segment
from groundswell.core.stats.points import ChartOptions, Layout
from groundswell.core.stats.result import FEWEST_FOR_LIMITS


@dataclass(frozen=True, slots=True)
class Stretch:
    """Places `first` to `last`, ends included. `included` and `base` (points,): not set aside, and the baseline."""

    first: int
    last: int
    baseline_end: int | None
    included: Flags
    base: Flags


def stretches(positions: Layout, n_points: int) -> list[Stretch]:
    """One stretch per phase; each ends before the next begins."""
    lasts = [start - 1 for start in positions.starts[1:]] + [n_points - 1]
    rows = zip(positions.starts, lasts, positions.baseline_ends, strict=True)
    return [_stretch(positions, first, last, end) for first, last, end in rows]


def _stretch(positions: Layout, first: int, last: int, end: int | None) -> Stretch:
    places = np.arange(first, last + 1)
    included = ~np.isin(places, list(positions.excluded))
    base = included if end is None else included & (places <= end)
    return Stretch(first, last, end, included, base)


def lines_of(segment: Segment, options: ChartOptions, given: Numbers | None, choices: Choices) -> Lines:
    """The chart's lines. Limits of numbers that are never below zero do not go there either, if so wished."""
    lines = CHARTS[options.chart].lines(segment, given, choices)
    if not options.floor_at_zero:
        return lines
    never_below = np.fmin.reduce(lines.values, axis=0, initial=np.inf) >= 0
    return replace(lines, lower=np.where(never_below, np.maximum(lines.lower, 0.0), lines.lower))


def known(numbers: Numbers) -> NDArray[np.int64]:
    """How many values each series has; (series,)."""
    found: NDArray[np.int64] = len(numbers) - np.isnan(numbers).sum(axis=0, dtype=np.int64)
    return found


def limits_shown(lines: Lines, n_baseline: NDArray[np.int64]) -> Flags:
    """Series with enough baseline points, and limits that have a width somewhere; (series,)."""
    wide: Flags = np.any(lines.lower < lines.upper, axis=0)
    return (n_baseline >= FEWEST_FOR_LIMITS) & wide
