"""Shrinkage averaged over every between-group spread the data allow, instead of betting on one."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.shrinkage.between_variance import Column
from groundswell.core.stats.special import normal_cdf

GRID = 400
NEGLIGIBLE = 1e-10
BISECTIONS = 50
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mixture:
    """For each spread on a grid (rows) and each group (columns), a normal with this mean and deviation."""

    chances: Column
    spreads: Column
    overall: Column
    overall_variance: Column
    means: Table
    deviations: Table

    def quantile(self, p: float) -> Column:
        """Per group, where the averaged distribution reaches `p`: by bisection."""
        low = (self.means - 12 * self.deviations).min(axis=0)
        high = (self.means + 12 * self.deviations).max(axis=0)
        middle: Column = (low + high) / 2
        for _ in range(BISECTIONS):
            below = self.chances @ normal_cdf((middle - self.means) / self.deviations) < p
            low, high = np.where(below, middle, low), np.where(below, high, middle)
            middle = (low + high) / 2
        return middle

    def median_spread(self) -> float:
        """The between-group standard deviation that is as likely too low as too high."""
        return float(self.spreads[int(np.searchsorted(np.cumsum(self.chances), 0.5))])


def mixture(estimates: Column, variances: Column) -> Mixture:
    """Flat prior on the overall mean and on the between-group standard deviation; proper from 3 groups on.

    Source: Gelman and others (2013), Bayesian Data Analysis, 3rd ed., section 5.4, equations 5.17 to 5.21.
    """
    spreads, chances = _likely_spreads(estimates, variances)
    weights = 1 / (variances + spreads[:, None] ** 2)
    overall_variance = 1 / weights.sum(axis=1)
    overall = (weights @ estimates) * overall_variance
    kept = spreads[:, None] ** 2 * weights
    means = overall[:, None] + kept * (estimates - overall[:, None])
    spread = kept * variances + (1 - kept) ** 2 * overall_variance[:, None]
    return Mixture(chances, spreads, overall, overall_variance, means, np.sqrt(spread))


def _likely_spreads(estimates: Column, variances: Column) -> tuple[Column, Column]:
    """Spreads worth counting and how likely each is, given the estimates."""
    spreads, width = _spreads(estimates, variances)
    weights = 1 / (variances + spreads[:, None] ** 2)
    total = weights.sum(axis=1)
    overall = (weights @ estimates) / total
    distance = (weights * (estimates - overall[:, None]) ** 2).sum(axis=1)
    logs = 0.5 * (np.log(weights).sum(axis=1) - np.log(total) - distance) + np.log(width)
    likely = logs > logs.max() + math.log(NEGLIGIBLE)
    chances = np.exp(logs[likely] - logs.max())
    return spreads[likely], chances / chances.sum()


def _spreads(estimates: Column, variances: Column) -> tuple[Column, Column]:
    """Standard deviations from 0 to infinity, dense where the data are, and the width each stands for."""
    part = (np.arange(GRID) + 0.5) / GRID
    scale = float(np.sqrt(estimates.var() + np.median(variances)))
    return scale * part / (1 - part), scale / (1 - part) ** 2
