"""Gaps between mean scores, to set beside gaps between shares, which depend on where the cut lies."""

import math
from dataclasses import dataclass
from typing import Literal

from groundswell.core.equity.gaps import Gap
from groundswell.core.stats.rates import AmountChange, ChangeInterval
from groundswell.core.stats.special import normal_quantile, t_quantile
from groundswell.core.stats.wording import said

CUT = "A gap in the share above a cut depends on where the cut lies; the gap between means does not."
APART = "The two disagree on who is ahead, which the cut can bring about; look at the whole spread of scores."


@dataclass(frozen=True, slots=True)
class Scores:
    """Mean, standard deviation (divisor n − 1) and number of one group's scores."""

    mean: float
    deviation: float
    n: int

    def __post_init__(self) -> None:
        if self.n < 2 or not self.deviation >= 0:
            raise ValueError(
                f"Two scores or more are needed, not {self.n} with deviation {self.deviation:g}."
            )


@dataclass(frozen=True, slots=True)
class MeanGap:
    """Group minus reference, in score units, and as standardized effect size d with its interval."""

    group: str
    reference: str
    difference: AmountChange
    interval: ChangeInterval
    effect_size: float
    effect_low: float
    effect_high: float

    def words(self, decimals: int = 1) -> str:
        size = self.difference.words(decimals) if self.difference.value else "no difference"
        d, low, high = (said(v, "", 2) for v in (self.effect_size, self.effect_low, self.effect_high))
        beside = f"{self.group} beside {self.reference}: {size} ({self.interval.words(decimals)})"
        return f"{beside}, effect size {d} ({low} to {high})."


def mean_gap(
    group: Scores,
    reference: Scores,
    *,
    names: tuple[str, str] = ("This group", "the reference"),
    unit: str = "score points",
    standardized_by: Literal["pooled", "reference"] = "pooled",
    confidence: float = 0.95,
) -> MeanGap:
    """Difference of means with the interval of Welch (1947), Biometrika 34, 28-35, and its standardized size.

    "pooled" gives Cohen's d, "reference" Glass's delta, by the reference's own deviation. Both intervals use the
    large-sample variances of Hedges & Olkin (1985), Statistical Methods for Meta-Analysis, chapter 5. Raises
    ValueError when no score differs from another.
    """
    spread = reference.deviation if standardized_by == "reference" else pooled_deviation(group, reference)
    if not spread:
        raise ValueError("Every score is the same, so there is no spread to measure a gap by.")
    difference = group.mean - reference.mean
    half, d = _welch_half(group, reference, confidence), difference / spread
    freedom = reference.n - 1 if standardized_by == "reference" else group.n + reference.n
    variance = 1 / group.n + 1 / reference.n + d * d / (2 * freedom)
    d_half = normal_quantile(0.5 + confidence / 2) * math.sqrt(variance)
    ends = AmountChange(difference - half, unit), AmountChange(difference + half, unit)
    interval = ChangeInterval(*ends, confidence)
    return MeanGap(*names, AmountChange(difference, unit), interval, d, d - d_half, d + d_half)


def pooled_deviation(one: Scores, other: Scores) -> float:
    """Root of the weighted mean of both variances, by n − 1."""
    squares = (one.n - 1) * one.deviation**2 + (other.n - 1) * other.deviation**2
    return math.sqrt(squares / (one.n + other.n - 2))


def _welch_half(one: Scores, other: Scores, confidence: float) -> float:
    first, second = one.deviation**2 / one.n, other.deviation**2 / other.n
    freedom = (first + second) ** 2 / (first**2 / (one.n - 1) + second**2 / (other.n - 1))
    return t_quantile(0.5 + confidence / 2, freedom) * math.sqrt(first + second)


def both_gaps_words(share_gap: Gap, means: MeanGap, decimals: int = 1) -> str:
    """The gap in shares and the gap in means together; says so when they point to different sides."""
    apart = share_gap.points.value * means.difference.value < 0
    return f"{share_gap.words(decimals)} {means.words(decimals)} {APART if apart else CUT}"
