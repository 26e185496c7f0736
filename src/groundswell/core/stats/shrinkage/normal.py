"""Shrinkage of group means, rates of change or other estimates whose sampling variances are known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Literal

import numpy as np

from groundswell.core.stats.shrinkage.between_variance import (
    BetweenMethod,
    Column,
    between_variance,
    weighted_mean,
)
from groundswell.core.stats.shrinkage.integrated import mixture
from groundswell.core.stats.wording import said

FEWEST_GROUPS = 4
ONE_SPREAD = "The intervals take the spread between groups as known, so with few groups they are too narrow."
PLAIN = "Results of small groups swing more by chance, so each leans on all groups, small groups more."


@dataclass(frozen=True, slots=True)
class ShrunkenEstimate:
    """One group as measured and after leaning on all groups. `kept`: the part of its own distance it keeps, 0 to 1."""

    measured: float
    estimate: float
    low: float
    high: float
    kept: float
    deviation: float

    def words(self, *, unit: str = "", decimals: int = 1, confidence: float = 0.95) -> str:
        """For instance: 45% as measured; 38% after leaning on all groups, 95% interval 30% to 47%."""
        low, high = said(self.low, unit, decimals), said(self.high, unit, decimals)
        first = f"{said(self.measured, unit, decimals)} as measured; "
        after = f"{said(self.estimate, unit, decimals)} after leaning on all groups, "
        return f"{first}{after}{100 * confidence:g}% interval {low} to {high}."


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """All groups in the order given. `between_variance` is the variance of true values between groups.

    `note` says in words what the intervals leave out, when they do.
    """

    groups: tuple[ShrunkenEstimate, ...]
    overall: float
    overall_deviation: float
    between_variance: float
    method: str
    confidence: float
    note: str = ""

    def in_percent(self) -> "Shrinkage":
        """The same for rates from 0 to 1, as percentages."""
        return replace(
            self,
            groups=tuple(_in_percent(group) for group in self.groups),
            overall=100 * self.overall,
            overall_deviation=100 * self.overall_deviation,
            between_variance=100**2 * self.between_variance,
        )

    def words(self, *, unit: str = "", decimals: int = 1) -> str:
        """What was done, in plain words. It sorts nobody: intervals overlap, and order among them is mostly chance."""
        middle = f"The mean of all {len(self.groups)} groups is {said(self.overall, unit, decimals)}."
        order = "What this cannot tell: which of two groups is ahead when their intervals overlap."
        return " ".join(part for part in (PLAIN, middle, self.note, order) if part)


def shrink(
    estimates: Sequence[float],
    variances: Sequence[float],
    *,
    method: BetweenMethod | Literal["integrated"] = "integrated",
    confidence: float = 0.95,
) -> Shrinkage:
    """Each estimate drawn toward the mean of all: mean + B (estimate − mean), B = tau² / (tau² + variance).

    `variances` are sampling variances (a group mean's is sigma²/n), above 0; at least 4 groups.
    "integrated" (default) averages over tau and its intervals hold with few groups; "moments", "ml", "reml"
    and "james_stein" use one tau², and their intervals include the doubt about the mean but not about tau².
    Source: Morris (1983), JASA 78, 47-55; of "integrated" see `integrated.mixture`.
    """
    y, v = _checked(estimates, variances)
    if method == "integrated":
        return _averaged(y, v, confidence)
    between = between_variance(y, v, method)
    overall, doubt = weighted_mean(y, v, between)
    kept = between / (between + v)
    deviations = np.sqrt(kept * v + (1 - kept) ** 2 * doubt)
    center, half = overall + kept * (y - overall), NormalDist().inv_cdf(0.5 + confidence / 2) * deviations
    groups = _groups(y, center, center - half, center + half, kept, deviations)
    return Shrinkage(groups, overall, float(np.sqrt(doubt)), between, method, confidence, ONE_SPREAD)


def _in_percent(group: ShrunkenEstimate) -> ShrunkenEstimate:
    return ShrunkenEstimate(
        measured=100 * group.measured,
        estimate=100 * group.estimate,
        low=100 * group.low,
        high=100 * group.high,
        kept=group.kept,
        deviation=100 * group.deviation,
    )


def _averaged(y: Column, v: Column, confidence: float) -> Shrinkage:
    mixed = mixture(y, v)
    center = mixed.chances @ mixed.means
    deviations = np.sqrt(mixed.chances @ (mixed.deviations**2 + (mixed.means - center) ** 2))
    low, high = mixed.quantile(0.5 - confidence / 2), mixed.quantile(0.5 + confidence / 2)
    kept = mixed.chances @ (mixed.spreads[:, None] ** 2 / (mixed.spreads[:, None] ** 2 + v))
    overall = float(mixed.chances @ mixed.overall)
    doubt = float(mixed.chances @ (mixed.overall_variance + (mixed.overall - overall) ** 2))
    groups = _groups(y, center, low, high, kept, deviations)
    between = mixed.median_spread() ** 2
    return Shrinkage(groups, overall, float(np.sqrt(doubt)), between, "integrated", confidence)


def _groups(*columns: Column) -> tuple[ShrunkenEstimate, ...]:
    return tuple(ShrunkenEstimate(*map(float, row)) for row in zip(*columns, strict=True))


def _checked(estimates: Sequence[float], variances: Sequence[float]) -> tuple[Column, Column]:
    y, v = np.asarray(estimates, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    if y.ndim != 1 or y.shape != v.shape:
        raise ValueError(
            f"There are {len(y)} estimates and {len(v)} variances. Give one variance per estimate."
        )
    if len(y) < FEWEST_GROUPS:
        raise ValueError(
            f"Not enough data: leaning on each other takes {FEWEST_GROUPS} groups, not {len(y)}."
        )
    odd = np.flatnonzero(~(np.isfinite(y) & np.isfinite(v) & (v > 0)))
    if len(odd):
        at = int(odd[0])
        raise ValueError(
            f"Group {at + 1} has estimate {y[at]:g} and variance {v[at]:g}. "
            "Both have to be numbers, the variance above 0; leave the group out if it has no data."
        )
    return y, v
