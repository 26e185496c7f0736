"""Quantile regression and splines, against an independent solver and by their definitions."""

import importlib

import numpy as np
import pytest

from groundswell.core.growth.quantile_regression import quantile_coefficients
from groundswell.core.growth.splines import Column, Table, spline_basis


def check_loss(table: Table, values: Column, coefficients: Column, quantile: float) -> float:
    left = values - table @ coefficients
    return float(np.where(left > 0, quantile * left, (quantile - 1) * left).sum())


def simplex_loss(table: Table, values: Column, quantile: float) -> float:
    """The smallest loss there is, by HiGHS on the primal linear program."""
    n, k = table.shape
    found = importlib.import_module("scipy.optimize").linprog(
        np.concatenate([np.zeros(k), np.full(n, quantile), np.full(n, 1 - quantile)]),
        A_eq=np.hstack([table, np.eye(n), -np.eye(n)]),
        b_eq=values,
        bounds=[(None, None)] * k + [(0, None)] * (2 * n),
        method="highs",
    )
    return float(found.fun)


def scores(n: int, seed: int) -> tuple[Column, Column]:
    rng = np.random.default_rng(seed)
    prior = np.round(rng.normal(500, 50, n))
    return prior, np.round(100 + 0.8 * prior + rng.normal(0, 10 + 0.05 * (prior - 300), n))


@pytest.mark.parametrize("quantile", [0.005, 0.1, 0.5, 0.835, 0.995])
def test_no_other_coefficients_lose_less(quantile: float) -> None:
    prior, now = scores(300, seed=3)
    table = spline_basis(prior).columns(prior)
    found = check_loss(table, now, quantile_coefficients(table, now, quantile), quantile)
    assert found == pytest.approx(simplex_loss(table, now, quantile), rel=1e-6)


def test_with_an_intercept_alone_it_is_the_sample_quantile() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 10.0])
    assert quantile_coefficients(np.ones((5, 1)), values, 0.5) == pytest.approx([3.0], abs=1e-5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile_coefficients(np.ones((5, 1)), values, 1.0)


def test_splines_are_those_of_scipy() -> None:
    prior, _ = scores(200, seed=5)
    basis = spline_basis(prior)
    knots = [basis.low] * 4 + list(basis.inner) + [basis.high] * 4
    splines = importlib.import_module("scipy.interpolate").BSpline
    expected = splines.design_matrix(prior, np.array(knots), 3).toarray()
    assert basis.columns(prior) == pytest.approx(expected, abs=1e-12)
    assert basis.inner == pytest.approx(np.quantile(prior, [0.2, 0.4, 0.6, 0.8]))
    spread = prior.max() - prior.min()
    assert [prior.min() - basis.low, basis.high - prior.max()] == pytest.approx([0.1 * spread] * 2)


def test_scores_beyond_the_ends_count_as_the_ends() -> None:
    basis = spline_basis(np.arange(100.0))
    beyond = basis.columns(np.array([-1e6, 1e6]))
    assert beyond.sum(axis=1) == pytest.approx([1, 1])
    assert (beyond[0, 0], beyond[1, -1]) == (pytest.approx(1), pytest.approx(1))


def test_equal_scores_are_refused_and_equal_knots_are_kept_once() -> None:
    with pytest.raises(ValueError, match="All prior scores are the same"):
        spline_basis(np.full(20, 3.0))
    few = np.repeat([1.0, 2.0, 3.0], [10, 60, 10])
    assert spline_basis(few).inner == (2.0,)
