"""Student growth percentiles by conditional quantile regression."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.core.growth.quantile_regression import quantile_coefficients
from groundswell.core.growth.splines import Column, SplineBasis, Table, spline_basis

QUANTILES: tuple[float, ...] = tuple((2 * i + 1) / 200 for i in range(100))
FEWEST_STUDENTS = 500
ON_THE_LINE = 1e-5


@dataclass(frozen=True, slots=True)
class GrowthModel:
    """What students of one grade and subject score, given their prior scores. `coefficients`: a row per quantile.

    `deviation`: standard deviation of the scores fitted.
    """

    bases: tuple[SplineBasis, ...]
    coefficients: Table
    students: int
    deviation: float

    def quantiles(self, priors: Sequence[Sequence[float]]) -> Table:
        """For each student (row) the score at each of the 100 quantiles, sorted so that none cross.

        `priors`: one column per prior year, latest first. Source of the sorting: Chernozhukov, Fernández-Val &
        Galichon (2010), Econometrica 78, 1093-1125.
        """
        fitted: Table = np.sort(_design(self.bases, _columns(priors)) @ self.coefficients.T, axis=1)
        return fitted

    def percentiles(self, scores: Sequence[float], priors: Sequence[Sequence[float]]) -> NDArray[np.int64]:
        """1 to 99 for each student: how many of the 100 quantiles lie below the score.

        Every quantile goes exactly through a few scores. Those lie on it, not above, and rounding may not decide.
        """
        limit = np.asarray(scores, dtype=np.float64) - ON_THE_LINE * self.deviation
        below = (self.quantiles(priors) < limit[:, None]).sum(axis=1)
        return np.asarray(np.clip(below, 1, 99), dtype=np.int64)


def growth_model(scores: Sequence[float], priors: Sequence[Sequence[float]]) -> GrowthModel:
    """Fit 100 conditional quantiles (.005, .015, ... .995) on cubic B-splines of each prior score.

    One grade and subject; `priors` has one column per prior year, latest first, each as long as `scores`. At least 500
    students, since the outer quantiles rest on few. Scores carry measurement error, which this fit leaves in.
    Source: Betebenner (2009), Educational Measurement: Issues and Practice 28(4), 42-51.
    """
    y, columns = np.asarray(scores, dtype=np.float64), _columns(priors)
    _check(y, columns)
    bases = tuple(spline_basis(column) for column in columns)
    table = _design(bases, columns)
    scale, middle = max(float(y.std()), 1e-12), float(y.mean())
    standard = (y - middle) / scale
    fitted = np.array([quantile_coefficients(table, standard, quantile) for quantile in QUANTILES]) * scale
    fitted[:, 0] += middle
    return GrowthModel(bases, fitted, len(y), scale)


def growth_percentiles(scores: Sequence[float], priors: Sequence[Sequence[float]]) -> NDArray[np.int64]:
    """Growth percentile 1 to 99 of every student beside the same students as norm group."""
    return growth_model(scores, priors).percentiles(scores, priors)


def _columns(priors: Sequence[Sequence[float]]) -> list[Column]:
    return [np.asarray(column, dtype=np.float64) for column in priors]


def _design(bases: tuple[SplineBasis, ...], columns: Sequence[Column]) -> Table:
    """An intercept, and every basis without its first function, which the intercept makes up for."""
    if len(bases) != len(columns):
        raise ValueError(f"The model has {len(bases)} prior years and {len(columns)} are given.")
    parts = [basis.columns(column)[:, 1:] for basis, column in zip(bases, columns, strict=True)]
    return np.column_stack([np.ones(len(columns[0])), *parts])


def _check(y: Column, columns: Sequence[Column]) -> None:
    if not columns or any(len(column) != len(y) for column in columns):
        raise ValueError("Give one column or more of prior scores, each with one score per student.")
    if len(y) < FEWEST_STUDENTS:
        raise ValueError(
            f"Not enough data: growth percentiles take {FEWEST_STUDENTS} students, not {len(y)}."
        )
    if not all(np.isfinite(column).all() for column in (y, *columns)):
        raise ValueError("A score is missing. Leave students without all scores out first.")
