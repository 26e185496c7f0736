"""Shrinkage of rates: counts out of denominators, drawn toward the rate of all groups."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.shrinkage.beta_integrated import averaged_rates
from groundswell.core.stats.shrinkage.beta_prior import BetaPrior, prior_by_likelihood, prior_by_moments
from groundswell.core.stats.shrinkage.between_variance import Column
from groundswell.core.stats.shrinkage.normal import FEWEST_GROUPS, ONE_SPREAD, Shrinkage, ShrunkenEstimate
from groundswell.core.stats.special import beta_quantile

ALL_ALIKE = "The rates differ no more than chance alone gives, so every group gets the rate of all."


def shrink_shares(
    shares: Sequence[Share],
    *,
    method: Literal["moments", "ml", "integrated"] = "integrated",
    confidence: float = 0.95,
) -> Shrinkage:
    """Each rate becomes (a + count) / (a + b + n), in 0 to 1; a and b come from all groups.

    At least 4 groups. "integrated" (default) averages over a and b, and its intervals hold with few groups; "moments"
    and "ml" use one pair (see `beta_prior`) as if it were known. Source: Griffin & Krutchkoff (1971), Sankhya B 33,
    217-222; of "integrated" see `beta_integrated`.
    """
    if len(shares) < FEWEST_GROUPS:
        raise ValueError(
            f"Not enough data: leaning on each other takes {FEWEST_GROUPS} groups, not {len(shares)}."
        )
    counts = np.array([s.count for s in shares], dtype=np.float64)
    sizes = np.array([s.n for s in shares], dtype=np.float64)
    if method == "integrated":
        return _averaged(counts, sizes, confidence)
    prior = (prior_by_moments if method == "moments" else prior_by_likelihood)(counts, sizes)
    doubt = math.sqrt(_variance_of_mean(prior, sizes))
    if math.isinf(prior.strength):
        total = Share(float(counts.sum()), float(sizes.sum()))
        alike = tuple(_shared_rate(share, total, confidence) for share in shares)
        return Shrinkage(alike, prior.mean, doubt, 0.0, method, confidence, ALL_ALIKE)
    groups = tuple(shrunken_share(share, prior, confidence=confidence) for share in shares)
    between = prior.mean * (1 - prior.mean) / (prior.strength + 1)
    return Shrinkage(groups, prior.mean, doubt, between, method, confidence, ONE_SPREAD)


def _averaged(counts: Column, sizes: Column, confidence: float) -> Shrinkage:
    found = averaged_rates(counts, sizes, confidence=confidence)
    columns = (counts / sizes, found.means, found.low, found.high, found.kept, found.deviations)
    groups = tuple(ShrunkenEstimate(*map(float, row)) for row in zip(*columns, strict=True))
    doubt, between = found.overall_deviation, found.between_variance
    return Shrinkage(groups, found.overall, doubt, between, "integrated", confidence)


def shrunken_share(share: Share, prior: BetaPrior, *, confidence: float = 0.95) -> ShrunkenEstimate:
    """One rate under a known beta prior of finite strength."""
    a, b = prior.a + share.count, prior.b + share.n - share.count
    mean = a / (a + b)
    tail = (1 - confidence) / 2
    low = float(beta_quantile(tail, a, b)) if a else 0.0
    high = float(beta_quantile(1 - tail, a, b)) if b else 1.0
    return ShrunkenEstimate(
        measured=share.proportion,
        estimate=mean,
        # A very lopsided distribution has its mean beyond an outer quantile; the interval holds the estimate.
        low=min(low, mean),
        high=max(high, mean),
        kept=share.n / (share.n + prior.strength),
        deviation=math.sqrt(mean * (1 - mean) / (a + b + 1)),
    )


def _shared_rate(share: Share, total: Share, confidence: float) -> ShrunkenEstimate:
    """The rate of all, with the Jeffreys interval of Brown, Cai & DasGupta (2001), Statistical Science 16, 101-133."""
    pooled = shrunken_share(total, BetaPrior(0.5, 1.0), confidence=confidence)
    low, high = min(pooled.low, total.proportion), max(pooled.high, total.proportion)
    return ShrunkenEstimate(share.proportion, total.proportion, low, high, 0.0, pooled.deviation)


def _variance_of_mean(prior: BetaPrior, sizes: Column) -> float:
    """Of the mean rate, groups weighted by size: each group's count spreads by the beta-binomial variance."""
    within = 0.0 if math.isinf(prior.strength) else 1 / (prior.strength + 1)
    spread = prior.mean * (1 - prior.mean)
    return float((sizes * spread * (1 + (sizes - 1) * within)).sum() / sizes.sum() ** 2)
