"""Intervals for the difference of two means and of two medians."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, variance

from groundswell.core.stats.special import normal_quantile, t_quantile


@dataclass(frozen=True, slots=True)
class Spread:
    """A difference, its standard error, and the degrees of freedom behind it (infinite for medians)."""

    difference: float
    error: float
    freedom: float

    def ends(self, *, confidence: float, worth: float = 1.0) -> tuple[float, float]:
        """The interval. `worth` below 1 widens it: each period then counts as that part of a period."""
        half = t_quantile(0.5 + confidence / 2, max(1.0, self.freedom * worth)) * self.error
        half /= math.sqrt(worth)
        return self.difference - half, self.difference + half


def welch(before: Sequence[float], after: Sequence[float]) -> Spread:
    """Difference of means (after minus before) of two samples of at least 2 values each.

    Source: Welch (1947), Biometrika 34, 28-35; degrees of freedom of Satterthwaite (1946).
    """
    parts = [(variance(values) / len(values), len(values) - 1) for values in (before, after)]
    squared = sum(part for part, _ in parts)
    freedom = sum(part * part / df for part, df in parts)
    total = squared * squared / freedom if freedom else float(sum(df for _, df in parts))
    return Spread(fmean(after) - fmean(before), math.sqrt(squared), total)


def price_bonett(before: Sequence[float], after: Sequence[float]) -> Spread:
    """Difference of medians (after minus before), with no assumption about the shape of either sample.

    Source: Price & Bonett (2002), J. Statistical Computation and Simulation 72, 119-124.
    """
    error = math.hypot(_median_error(before), _median_error(after))
    return Spread(median(after) - median(before), error, math.inf)


def _median_error(values: Sequence[float]) -> float:
    """Standard error of a median from two order statistics: c = (n + 1)/2 − √n, at least the first."""
    n, ordered = len(values), sorted(values)
    c = max(1, round((n + 1) / 2 - math.sqrt(n)))
    tail = sum(math.comb(n, i) for i in range(c)) / 2**n
    z = normal_quantile(1 - tail)
    return (ordered[n - c] - ordered[c - 1]) / (2 * z)
