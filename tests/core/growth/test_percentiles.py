"""Growth percentiles, on made-up scores and on 292,610 real ones where they are at hand."""

import importlib
import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from groundswell.core.growth.percentiles import QUANTILES, growth_model, growth_percentiles
from groundswell.core.growth.splines import Column, Table, spline_basis
from groundswell.core.growth.summary import growth_summary

DATA = Path(os.environ.get("GROUNDSWELL_DATA", Path(__file__).parents[4] / "shared" / "data"))
RNG = np.random.default_rng(8)
PRIOR = np.round(RNG.normal(500, 50, 800))
NOW = np.round(100 + 0.8 * PRIOR + RNG.normal(0, 25, 800))


def by_simplex(table: Table, values: Column) -> Column:
    """Growth percentiles with HiGHS in place of our own solver, on the dual program."""
    n, linprog = len(values), importlib.import_module("scipy.optimize").linprog
    rows = []
    for quantile in QUANTILES:
        total = (1 - quantile) * table.sum(axis=0)
        found = linprog(-values, A_eq=table.T, b_eq=total, bounds=[(0, 1)] * n, method="highs")
        rows.append(table @ -found.eqlin.marginals)
    limit = values - 1e-5 * values.std()
    below = (np.sort(np.array(rows).T, axis=1) < limit[:, None]).sum(axis=1)
    return np.asarray(np.clip(below, 1, 99), dtype=np.float64)


def test_an_independent_solver_agrees_within_one() -> None:
    ours = growth_percentiles(list(NOW), [list(PRIOR)])
    theirs = by_simplex(spline_basis(PRIOR).columns(PRIOR), NOW)
    assert np.mean(np.abs(ours - theirs) <= 1) > 0.999
    assert {int(ours.min()), int(ours.max())} == {1, 99}


def test_growth_is_even_at_every_prior_score() -> None:
    """A little below 50 on the whole, as each quantile goes through a few of these 800 scores."""
    found = growth_percentiles(list(NOW), [list(PRIOR)])
    assert found.mean() == pytest.approx(49, abs=0.5)
    for part in np.array_split(np.argsort(PRIOR), 4):
        assert found[part].mean() == pytest.approx(49, abs=3)


def test_quantiles_never_cross_and_rise_with_the_score() -> None:
    model = growth_model(list(NOW), [list(PRIOR)])
    rows = model.quantiles([[420.0, 500.0, 580.0]])
    assert rows.shape == (3, 100)
    assert (np.diff(rows, axis=1) >= 0).all()
    assert list(model.percentiles([0.0, 490.0, 900.0], [[500.0] * 3])[[0, 2]]) == [1, 99]
    more = model.percentiles([480.0, 500.0, 520.0], [[500.0] * 3])
    assert list(more) == sorted(more)


def test_units_of_the_score_do_not_matter() -> None:
    plain = growth_percentiles(list(NOW), [list(PRIOR)])
    other = growth_percentiles(list(1000 * NOW - 5), [list(0.1 * PRIOR + 3)])
    assert np.mean(np.abs(plain - other) <= 1) > 0.99


def test_too_few_or_missing_scores_are_refused() -> None:
    with pytest.raises(ValueError, match="take 500 students, not 20"):
        growth_model(list(NOW[:20]), [list(PRIOR[:20])])
    with pytest.raises(ValueError, match="score is missing"):
        growth_model([float("nan"), *NOW[1:]], [list(PRIOR)])
    with pytest.raises(ValueError, match="one score per student"):
        growth_model(list(NOW), [])
    with pytest.raises(ValueError, match="1 prior years and 2"):
        growth_model(list(NOW), [list(PRIOR)]).quantiles([[500.0], [500.0]])


def test_real_scores_two_prior_years() -> None:
    """Grade 5 mathematics of 2022-23 in three districts: tenths of equal size, no tilt by prior score."""
    file = DATA / "sgp" / "sgpdata_long_2020-21_to_2023-24.parquet"
    if not file.exists():
        pytest.skip("the growth scores are not here; set GROUNDSWELL_DATA to check them")
    joined = _scores(file, "2022_2023", "5").join(_scores(file, "2021_2022", "4"), on="ID", suffix="_1")
    both = joined.join(_scores(file, "2020_2021", "3"), on="ID", suffix="_2").to_numpy()[:, 1:].astype(float)
    found = growth_percentiles(both[:, 0].tolist(), [both[:, 1].tolist(), both[:, 2].tolist()])
    assert len(found) == 3575
    tenths = np.histogram(found, [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])[0] / len(found)
    assert tenths == pytest.approx(np.full(10, 0.1), abs=0.006)
    for part in np.array_split(np.argsort(both[:, 1], kind="stable"), 5):
        assert found[part].mean() == pytest.approx(50, abs=1.5)


def _scores(file: Path, year: str, grade: str) -> pl.DataFrame:
    right = (pl.col("YEAR") == year) & (pl.col("CONTENT_AREA") == "MATHEMATICS")
    valid = (pl.col("VALID_CASE") == "VALID_CASE") & pl.col("SCALE_SCORE").is_not_null()
    rows = pl.read_parquet(file).filter(right & valid & (pl.col("GRADE").cast(pl.String) == grade))
    return rows.select(pl.col("ID").cast(pl.Int64), "SCALE_SCORE").unique("ID", maintain_order=True)


def test_summary_of_a_school() -> None:
    found = growth_summary(list(range(1, 100)))
    assert found is not None
    assert (found.mean, found.median) == (50, 50)
    assert found.mean_low == pytest.approx(50 - 1.9845 * 28.7228 / 99**0.5, abs=1e-3)
    assert (found.median_low, found.median_high) == (39, 61)
    assert (
        found.words()
        == "Mean growth percentile 50 of 99 students (95% interval 44.3 to 55.7); 50 is usual growth."
    )
    assert growth_summary([50] * 19) is None
    with pytest.raises(ValueError, match="fewer than 10"):
        growth_summary([50] * 19, fewest=9)
