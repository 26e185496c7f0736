"""Shrunken rates averaged over every strength of the beta distribution that the counts allow."""

from dataclasses import dataclass

import numpy as np

from groundswell.core.stats.shrinkage.between_variance import Column
from groundswell.core.stats.shrinkage.integrated import Table
from groundswell.core.stats.special import beta_quantile, log_beta

GRID = 120


@dataclass(frozen=True, slots=True)
class AveragedRates:
    """Per group: mean, deviation and interval ends of the true rate, and the part kept. The rest is about all groups."""

    means: Column
    deviations: Column
    low: Column
    high: Column
    kept: Column
    overall: float
    overall_deviation: float
    between_variance: float


def averaged_rates(counts: Column, sizes: Column, *, confidence: float) -> AveragedRates:
    """Flat prior on the mean, and on how much a group of median size is drawn in (the uniform shrinkage prior).

    Source: Christiansen & Morris (1997), JASA 92, 618-632; Daniels (1999), Canadian J. of Statistics 27, 567-578.
    Each strength uses its weighted mean (half a person of each kind added, so that it is never 0 or 1), whose own
    variance is carried along. The ends are those of a beta distribution with the same mean and variance.
    """
    strengths = _strengths(sizes)
    weights = sizes / (1 + (sizes - 1) / (strengths[:, None] + 1))
    total = weights.sum(axis=1) + 1
    overall = (weights @ (counts / sizes) + 0.5) / total
    doubt = overall * (1 - overall) / total
    chances = _chances(counts, sizes, overall, strengths, np.sqrt(doubt))
    kept = sizes / (sizes + strengths[:, None])
    means = overall[:, None] + kept * (counts / sizes - overall[:, None])
    spread = means * (1 - means) / (sizes + strengths[:, None] + 1) + (1 - kept) ** 2 * doubt[:, None]
    center, variance = chances @ means, chances @ (spread + (means - chances @ means) ** 2)
    low, high = _ends(center, variance, confidence)
    middle = float(chances @ overall)
    between = overall * (1 - overall) / (strengths + 1)
    return AveragedRates(
        means=center,
        deviations=np.sqrt(variance),
        low=low,
        high=high,
        kept=chances @ kept,
        overall=middle,
        overall_deviation=float(np.sqrt(chances @ (doubt + (overall - middle) ** 2))),
        between_variance=float(chances @ between),
    )


def _strengths(sizes: Column) -> Column:
    """Strengths at which a group of median size n keeps even parts of its own rate, n / (n + a + b)."""
    kept = (np.arange(GRID) + 0.5) / GRID
    return float(np.median(sizes)) * (1 - kept) / kept


def _chances(counts: Column, sizes: Column, overall: Column, strengths: Column, widths: Column) -> Column:
    """How likely each strength is, given the counts."""
    a, b = (overall * strengths)[:, None], ((1 - overall) * strengths)[:, None]
    logs: Table = log_beta(counts + a, sizes - counts + b) - log_beta(a, b)
    summed = logs.sum(axis=1) + np.log(widths)
    chances = np.exp(summed - summed.max())
    scaled: Column = chances / chances.sum()
    return scaled


def _ends(means: Column, variances: Column, confidence: float) -> tuple[Column, Column]:
    strength = means * (1 - means) / variances - 1
    a, b, tail = means * strength, (1 - means) * strength, (1 - confidence) / 2
    return np.minimum(beta_quantile(tail, a, b), means), np.maximum(beta_quantile(1 - tail, a, b), means)
