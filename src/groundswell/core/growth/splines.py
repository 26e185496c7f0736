"""Cubic B-splines of a prior score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Table = NDArray[np.float64]
DEGREE = 3
KNOTS_AT = (0.2, 0.4, 0.6, 0.8)
WIDENED = 0.1


@dataclass(frozen=True, slots=True)
class SplineBasis:
    """Knots of a cubic spline: inner ones, and the two ends between which it holds."""

    inner: tuple[float, ...]
    low: float
    high: float

    def columns(self, scores: Column) -> Table:
        """One row per score and one column per basis function; every row adds up to 1.

        A score beyond the ends is taken as if at the end. Source: de Boor (2001), A Practical Guide to Splines,
        revised edition, chapter IX (the recurrence).
        """
        ends = [self.low] * (DEGREE + 1), [self.high] * (DEGREE + 1)
        knots = np.array([*ends[0], *self.inner, *ends[1]])
        x = np.clip(scores, self.low, np.nextafter(self.high, self.low))[:, None]
        basis = ((knots[:-1] <= x) & (x < knots[1:])).astype(np.float64)
        for degree in range(1, DEGREE + 1):
            basis = _next_degree(basis, x, knots, degree)
        return basis


def spline_basis(priors: Column) -> SplineBasis:
    """Knots at the 20th, 40th, 60th and 80th percentile; ends a tenth of the range beyond the scores.

    Equal knots, as scores with few values give, are kept once. Source: Betebenner (2011), An overview of student
    growth percentiles, National Center for the Improvement of Educational Assessment.
    """
    low, high = float(priors.min()), float(priors.max())
    if not low < high:
        raise ValueError(
            "All prior scores are the same, so growth from them cannot be told. Look at the prior test."
        )
    inner = sorted({float(knot) for knot in np.quantile(priors, KNOTS_AT)} - {low, high})
    margin = WIDENED * (high - low)
    return SplineBasis(tuple(inner), low - margin, high + margin)


def _next_degree(basis: Table, x: Table, knots: Column, degree: int) -> Table:
    wide = knots[degree:] - knots[:-degree]
    safe = np.where(wide > 0, wide, 1.0)
    rising = np.where(wide > 0, (x - knots[:-degree]) / safe, 0.0)
    falling = np.where(wide > 0, (knots[degree:] - x) / safe, 0.0)
    grown: Table = rising[:, :-1] * basis[:, :-1] + falling[:, 1:] * basis[:, 1:]
    return grown
