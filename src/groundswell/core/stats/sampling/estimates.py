"""Totals, means, ratios and means of groups from a sample, with standard errors that know how it was drawn."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.core.stats.sampling.design import Column, Design, SampleError
from groundswell.core.stats.sampling.variance import variance_of_sum
from groundswell.core.stats.special import normal_quantile


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate in its own unit with its standard error.

    `design_effect`: its variance over that of as many rows drawn one by one; None where it is not worked out.
    """

    value: float
    error: float
    design_effect: float | None = None

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        half = normal_quantile(0.5 + confidence / 2) * self.error
        return self.value - half, self.value + half


def total(design: Design, values: Sequence[float]) -> Estimate:
    """What all of the population add up to (Horvitz and Thompson 1952)."""
    y = _column(design, values)
    shares = design.weight * y
    variance = variance_of_sum(design, shares)
    alone = _variance_one_by_one(design, y)
    return Estimate(float(shares.sum()), math.sqrt(variance), variance / alone if alone else None)


def mean(design: Design, values: Sequence[float]) -> Estimate:
    """The mean of the population, as a ratio of two estimated totals."""
    return ratio(design, values, np.ones(len(design.weights)).tolist())


def ratio(design: Design, values: Sequence[float], out_of: Sequence[float]) -> Estimate:
    """Total over total, its error by linearization: Särndal, Swensson and Wretman (1992), section 5.6."""
    return _ratio(design, _column(design, values), _column(design, out_of))


def mean_by(design: Design, values: Sequence[float], groups: Sequence[Hashable]) -> dict[Hashable, Estimate]:
    """The mean in each group, in order of first appearance. Rows outside a group still tell of its error."""
    if len(groups) != len(design.weights):
        raise SampleError(
            f"There are {len(groups)} groups for {len(design.weights)} rows. Give one for each row."
        )
    y = _column(design, values)
    found: dict[Hashable, Estimate] = {}
    for group in dict.fromkeys(groups):
        here = np.array([each == group for each in groups], dtype=np.float64)
        found[group] = _ratio(design, y * here, here)
    return found


def _ratio(design: Design, y: Column, x: Column) -> Estimate:
    below = float((design.weight * x).sum())
    if not below:
        raise SampleError("What is divided by adds up to 0, so there is no ratio.")
    value = float((design.weight * y).sum()) / below
    return Estimate(value, math.sqrt(variance_of_sum(design, design.weight * (y - value * x) / below)))


def _column(design: Design, values: Sequence[float]) -> Column:
    found = np.asarray(values, dtype=np.float64)
    if len(found) != len(design.weights):
        raise SampleError(
            f"There are {len(found)} values for {len(design.weights)} rows. Give one for each row."
        )
    if not np.isfinite(found).all():
        raise SampleError(
            "A value is missing. Leave such rows out and weigh the others anew, or fill the value in."
        )
    return found


def _variance_one_by_one(design: Design, y: Column) -> float:
    """Variance of the total from as many rows drawn one by one without replacement."""
    n, everyone = len(y), float(design.weight.sum())
    center = float((design.weight * y).sum()) / everyone
    spread = float((design.weight * (y - center) ** 2).sum()) / everyone * n / (n - 1)
    return everyone**2 * (1 - n / everyone) * spread / n
