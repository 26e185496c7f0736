"""A school's or group's growth: mean and median of its students' growth percentiles, with intervals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

from groundswell.core.stats.special import normal_quantile, t_quantile
from groundswell.core.stats.wording import said

FEWEST = 20


@dataclass(frozen=True, slots=True)
class GrowthSummary:
    """Percentiles are 1 to 99, 50 being usual growth. Intervals speak of students like these, not of teaching."""

    students: int
    mean: float
    mean_low: float
    mean_high: float
    median: float
    median_low: float
    median_high: float
    confidence: float

    def words(self) -> str:
        mean, low, high = (said(value, "", 1) for value in (self.mean, self.mean_low, self.mean_high))
        band = f"{100 * self.confidence:g}% interval {low} to {high}"
        return f"Mean growth percentile {mean} of {self.students} students ({band}); 50 is usual growth."


def growth_summary(
    percentiles: Sequence[int], *, fewest: int = FEWEST, confidence: float = 0.95
) -> GrowthSummary | None:
    """None with fewer than `fewest` students (20, as CORE shows groups; never below 10).

    The mean has a t interval, the median the interval between two order statistics (Conover, 1999, Practical
    Nonparametric Statistics, 3rd ed., section 3.2).
    """
    if fewest < 10:
        raise ValueError(f"Growth of fewer than 10 students is not shown, so 'fewest' cannot be {fewest}.")
    n = len(percentiles)
    if n < fewest:
        return None
    mean, ordered = fmean(percentiles), sorted(percentiles)
    half = t_quantile(0.5 + confidence / 2, n - 1) * stdev(percentiles) / math.sqrt(n)
    reach = normal_quantile(0.5 + confidence / 2) * math.sqrt(n) / 2
    first = max(0, math.floor(n / 2 - reach) - 1)
    return GrowthSummary(
        students=n,
        mean=mean,
        mean_low=max(1.0, mean - half),
        mean_high=min(99.0, mean + half),
        median=float(median(ordered)),
        median_low=float(ordered[first]),
        median_high=float(ordered[n - 1 - first]),
        confidence=confidence,
    )
