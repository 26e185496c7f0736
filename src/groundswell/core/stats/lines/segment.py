"""What every chart sees of the data, and what it gives back.

Arrays are (points, series): one column is one series, so that one chart and two million charts
are the same computation. Missing is NaN.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Segment:
    """One phase of series that share a grid.

    `values` are plotted, `counts` and `denominators` what they were made of; `base` (points,) marks the
    points that feed center and limits; `denominators` are all missing where nothing was counted out of
    anything. `sizes`, `means` and `spreads` describe subgroups: number of
    measurements, their mean and their standard deviation. `ordered` False: the points are places, not times.
    """

    values: Numbers
    counts: Numbers
    denominators: Numbers
    base: Flags
    sizes: Numbers
    means: Numbers
    spreads: Numbers
    ordered: bool = True

    def of_base(self, numbers: Numbers) -> Numbers:
        """Rows of the points that feed center and limits."""
        return numbers if self.base.all() else numbers[self.base]


@dataclass(frozen=True, slots=True)
class Choices:
    """`guarded` False reproduces the reference software, its defects included.

    Limits lie so many `sigmas` from the center; rules are made for three.
    """

    screened: bool = True
    guarded: bool = True
    sigmas: float = 3.0


@dataclass(frozen=True, slots=True)
class Lines:
    """Plotted values with their center and limits, each (points, series) or a broadcastable (1, series).

    `unit` is one standard deviation in the same scale, for rules that look at zones; None where zones have
    no meaning. `unscreened` (series,) tells where screening the ranges left nothing and all were used.
    `scaled` is how values and center look in the scale where limits are even on both sides, when that is
    not the shown one (T charts).
    """

    values: Numbers
    center: Numbers
    lower: Numbers
    upper: Numbers
    unit: Numbers | None = None
    unscreened: Flags | None = None
    scaled: tuple[Numbers, Numbers] | None = None


Drawn = Callable[[Segment, Numbers | None, Choices], Lines]


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of chart: how its lines are made, from a segment and a center given by people or None."""

    title: str
    center_word: str
    lines: Drawn
    needs_denominator: bool = False
    is_proportion: bool = False
    by_subgroup: bool = False
    counts_events: bool = False
    has_runs: bool = True
    positive: bool = False


def missing(shape: tuple[int, ...]) -> Numbers:
    """An array with nothing in it."""
    return np.full(shape, np.nan)


def total(numbers: Numbers) -> Numbers:
    """Sums down each series, missing ones left out; (1, series)."""
    gaps = np.isnan(numbers)
    return _sum(np.where(gaps, 0.0, numbers) if gaps.any() else numbers)


def _sum(numbers: Numbers) -> Numbers:
    sums: Numbers = numbers.sum(axis=0, keepdims=True)
    return sums


def average(numbers: Numbers) -> Numbers:
    """Means down each series, missing ones left out; NaN where there is nothing; (1, series)."""
    gaps = np.isnan(numbers)
    if not gaps.any():
        return _sum(numbers) / len(numbers)
    known = len(numbers) - gaps.sum(axis=0, keepdims=True)
    means: Numbers = _sum(np.where(gaps, 0.0, numbers)) / known
    return means


def spread_of(numbers: Numbers) -> Numbers:
    """Sample standard deviations down each series, missing ones left out; (1, series)."""
    known = (~np.isnan(numbers)).sum(axis=0, keepdims=True)
    spreads: Numbers = np.sqrt(total((numbers - average(numbers)) ** 2) / (known - 1.0))
    return spreads
