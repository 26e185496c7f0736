"""Charts of counts: C, U, P and their primed forms for numbers that vary more (or less) than chance alone.

C: c -/+ 3 sqrt(c). U: u -/+ 3 sqrt(u / n). P: p -/+ 3 sqrt(p (1 - p) / n). P' and U' (Laney 2002) widen these by
the mean moving range of the z-scores / 1.128; side by side (a funnel) by their standard deviation.
"""

from collections.abc import Callable

import numpy as np

from groundswell.core.stats.lines.ranges import D2, mean_range, steps
from groundswell.core.stats.lines.segment import (
    Choices,
    Drawn,
    Family,
    Flags,
    Lines,
    Numbers,
    Segment,
    average,
    spread_of,
    total,
)

Unit = Callable[[Numbers, Numbers], Numbers]


def _pooled(segment: Segment) -> Numbers:
    """All counts of the base over all its denominators."""
    together = total(segment.of_base(segment.counts)), total(segment.of_base(segment.denominators))
    return together[0] / np.where(together[1] > 0, together[1], np.nan)


def _unit_of_share(center: Numbers, n: Numbers) -> Numbers:
    return np.sqrt(center * (1 - center) / np.where(n > 0, n, np.nan))


def _unit_of_rate(center: Numbers, n: Numbers) -> Numbers:
    return np.sqrt(center / np.where(n > 0, n, np.nan))


def _excess(segment: Segment, z: Numbers, choices: Choices) -> tuple[Numbers, Flags]:
    """How many times more than chance alone the base varies."""
    if not segment.ordered:
        spread = spread_of(z)
        return spread, np.zeros(spread.shape, dtype=np.bool_)
    mean, unscreened = mean_range(steps(z), choices)
    return mean / D2, unscreened


def _drawn(unit_of: Unit, *, most: float, primed: bool) -> Drawn:
    def lines(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
        center = _pooled(segment) if given is None else given
        unit, unscreened = unit_of(center, segment.denominators), None
        if primed:
            z = (segment.values - center) / np.where(unit > 0, unit, np.nan)
            excess, everywhere = _excess(segment, segment.of_base(z), choices)
            unit, unscreened = unit * excess, everywhere[0]
        lower, upper = center - choices.sigmas * unit, center + choices.sigmas * unit
        limits = np.maximum(lower, 0.0), np.minimum(upper, most)
        return Lines(segment.values, center, *limits, unit, unscreened)

    return lines


def _counts(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    center = average(segment.of_base(segment.counts)) if given is None else given
    unit = np.sqrt(center)
    width = choices.sigmas * unit
    return Lines(segment.counts, center, np.maximum(center - width, 0.0), center + width, unit)


def _family(title: str, unit_of: Unit, *, most: float = np.inf, primed: bool = False) -> Family:
    lines = _drawn(unit_of, most=most, primed=primed)
    return Family(title, "mean", lines, needs_denominator=True, is_proportion=unit_of is _unit_of_share)


C = Family(title="Counts (C) chart", center_word="mean", lines=_counts, counts_events=True)
U = _family("Rates (U) chart", _unit_of_rate)
UP = _family("Rates (U′) chart", _unit_of_rate, primed=True)
P = _family("P chart", _unit_of_share, most=1.0)
PP = _family("P′ chart", _unit_of_share, most=1.0, primed=True)
