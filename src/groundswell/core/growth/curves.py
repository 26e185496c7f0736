"""A line of growth for everyone, with children and schools that start and grow differently around it."""

import importlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
Labels = NDArray[np.int64]
FEWEST_SCHOOLS = 5


@dataclass(frozen=True, slots=True)
class GrowthCurve:
    """`start` at time 0 in score units, `per_year` in score units per unit of time, with standard errors.

    `children` and `schools`: 2 x 2 covariances of start and growth among the children of a school, and among
    schools; `within`: the variance of single scores around a child's own line.
    """

    start: float
    per_year: float
    start_error: float
    per_year_error: float
    children: Table
    schools: Table
    within: float


@dataclass(frozen=True, slots=True)
class _Sums:
    """Per child: Z'Z, Z'y, y'y and the number of scores; and the school each child is in."""

    cross: Table
    upon: Table
    squares: Table
    n: Table
    school: Labels


@dataclass(frozen=True, slots=True)
class _Fit:
    deviance: float
    fixed: Table
    covariance: Table


def growth_curve(
    scores: Sequence[float], times: Sequence[float], children: Sequence[Hashable], schools: Sequence[Hashable]
) -> GrowthCurve:
    """Fit by maximum likelihood: Raudenbush and Bryk (2002), Hierarchical Linear Models, chapter 8.

    One entry per score. `times` in years, 0 where the start is told. A child of two schools counts as two.
    Raises ValueError for fewer than five schools, or when nobody was seen twice.
    """
    sums = _sums(scores, times, children, schools)
    scale = float(np.var(np.asarray(scores, dtype=np.float64))) or 1.0
    first = np.array([np.log(scale / 3), *_start(scale / 3), *_start(scale / 10)])
    found = _optimize().minimize(
        lambda p: _fit(sums, p).deviance, first, method="BFGS", options={"gtol": 1e-3}
    )
    fit = _fit(sums, found.x)
    errors = np.sqrt(np.diag(fit.covariance))
    return GrowthCurve(
        start=float(fit.fixed[0]),
        per_year=float(fit.fixed[1]),
        start_error=float(errors[0]),
        per_year_error=float(errors[1]),
        children=_covariance(found.x[1:4]),
        schools=_covariance(found.x[4:7]),
        within=float(np.exp(found.x[0])),
    )


def _optimize() -> Any:
    """Scipy's optimizers: half a second to load, for those who fit growth alone."""
    return importlib.import_module("scipy.optimize")


def _start(variance: float) -> tuple[float, float, float]:
    return float(np.log(variance) / 2), 0.0, float(np.log(variance / 10) / 2)


def _covariance(three: Table) -> Table:
    """From the logarithms of the diagonal of its triangular root, and the number below it."""
    root = np.array([[np.exp(three[0]), 0.0], [three[1], np.exp(three[2])]])
    return np.asarray(root @ root.T, dtype=np.float64)


def _sums(
    scores: Sequence[float], times: Sequence[float], children: Sequence[Hashable], schools: Sequence[Hashable]
) -> _Sums:
    pairs = list(zip(schools, children, strict=True))
    child = _numbered(pairs)
    school = _numbered([pairs[i][0] for i in np.unique(child, return_index=True)[1]])
    if school.max() + 1 < FEWEST_SCHOOLS:
        raise ValueError(f"Growth around schools takes {FEWEST_SCHOOLS} schools or more.")
    y, line = np.asarray(scores, dtype=np.float64), np.column_stack([np.ones(len(scores)), np.asarray(times)])
    n = np.bincount(child).astype(np.float64)
    if n.max() < 2:
        raise ValueError("Nobody was seen twice, so growth cannot be told from differences between children.")
    cross, upon = np.zeros((len(n), 2, 2)), np.zeros((len(n), 2))
    np.add.at(cross, child, line[:, :, None] * line[:, None, :])
    np.add.at(upon, child, line * y[:, None])
    return _Sums(cross, upon, _added(child, y * y), n, school)


def _added(labels: Labels, amounts: Table) -> Table:
    return np.asarray(np.bincount(labels, weights=amounts), dtype=np.float64)


def _numbered(labels: Sequence[Hashable]) -> Labels:
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(label, len(seen)) for label in labels], dtype=np.int64)


def _fit(sums: _Sums, parameters: Table) -> _Fit:
    """Minus twice the log likelihood, at the best fixed line for these variances (up to a constant)."""
    within = float(np.exp(parameters[0]))
    cross, upon = sums.cross / within, sums.upon / within
    a, b, c, logs = _seen_through(cross, upon, sums.squares / within, _covariance(parameters[1:4]))
    every = int(sums.school.max()) + 1
    school_a, school_b = np.zeros((every, 2, 2)), np.zeros((every, 2))
    np.add.at(school_a, sums.school, a)
    np.add.at(school_b, sums.school, b)
    school_c = _added(sums.school, c)
    a, b, c, more = _seen_through(school_a, school_b, school_c, _covariance(parameters[4:7]))
    covariance = np.linalg.inv(a.sum(axis=0))
    fixed = covariance @ b.sum(axis=0)
    left = float(c.sum() - fixed @ b.sum(axis=0))
    spread = float(sums.n.sum() * np.log(within) + logs.sum() + more.sum())
    return _Fit(left + spread, fixed, covariance)


def _seen_through(
    cross: Table, upon: Table, squares: Table, spread: Table
) -> tuple[Table, Table, Table, Table]:
    """What is left of Z'Z, Z'y and y'y once a random line of covariance `spread` is taken into account.

    By the matrix inversion lemma, (n, 2, 2), (n, 2) and (n,); the last is the logarithm of the determinant.
    """
    around = np.eye(2) + spread @ cross
    a = cross @ np.linalg.inv(around)
    b = np.linalg.solve(np.swapaxes(around, 1, 2), upon[:, :, None])[:, :, 0]
    c = squares - np.einsum("ni,ij,nj->n", upon, spread, b)
    return a, np.asarray(b, dtype=np.float64), np.asarray(c, dtype=np.float64), np.log(np.linalg.det(around))
