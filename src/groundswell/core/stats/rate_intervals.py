"""Intervals for the difference and the ratio of two proportions."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from groundswell.core.stats.rates import wilson_interval


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`, for instance students present. Raises ValueError unless 0 <= count <= n and n > 0."""

    count: float
    n: float

    def __post_init__(self) -> None:
        if not (self.n > 0 and 0 <= self.count <= self.n):
            raise ValueError(f"A share needs 0 <= count <= n and n > 0, not {self.count:g} of {self.n:g}.")

    @property
    def proportion(self) -> float:
        """In 0 to 1."""
        return self.count / self.n

    def wilson(self, confidence: float = 0.95) -> tuple[float, float]:
        """Wilson score interval of the proportion, in 0 to 1."""
        return wilson_interval(self.count, self.n, confidence=confidence)


@dataclass(frozen=True, slots=True)
class RiskRatio:
    """How many times the other proportion. `corrected`: half a person was added to every cell first."""

    ratio: float
    low: float
    high: float
    corrected: bool


def newcombe_interval(first: Share, second: Share, *, confidence: float = 0.95) -> tuple[float, float]:
    """Interval for first minus second proportion, in −1 to 1, from the two Wilson intervals.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10. The two groups are different people.
    """
    p1, p2 = first.proportion, second.proportion
    (low1, high1), (low2, high2) = first.wilson(confidence), second.wilson(confidence)
    below = math.hypot(p1 - low1, high2 - p2)
    above = math.hypot(high1 - p1, p2 - low2)
    return p1 - p2 - below, p1 - p2 + above


def risk_ratio_interval(first: Share, second: Share, *, confidence: float = 0.95) -> RiskRatio:
    """First proportion over second, with the log interval.

    Source: Katz and others (1978), Biometrics 34, 469-474: the log ratio has variance 1/x1 − 1/n1 + 1/x2 − 1/n2.
    When a count is zero, or everyone counts in both groups, 0.5 is added to every cell (x + 0.5, n + 1).
    """
    full = first.count == first.n and second.count == second.n
    corrected = first.count == 0 or second.count == 0 or full
    x1, n1, x2, n2 = (
        value + extra * corrected
        for value, extra in ((first.count, 0.5), (first.n, 1), (second.count, 0.5), (second.n, 1))
    )
    ratio = (x1 / n1) / (x2 / n2)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    factor = math.exp(z * math.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2))
    return RiskRatio(ratio, ratio / factor, ratio * factor, corrected)
