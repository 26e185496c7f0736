"""Least squares with robust errors, against published coefficients."""

import math
from functools import cache

import pyarrow.parquet as pq
import pytest

from groundswell.core.stats.regression import regress
from tests.core.stats.school_data import DATA, column, multilevel


def test_class_size_and_scores_in_420_districts() -> None:
    """Stock & Watson: test scores on students per teacher, then with English learners beside it."""
    rows = multilevel("CASchools")
    scores = [(float(r["read"]) + float(r["math"])) / 2 for r in rows]
    size = [float(r["students"]) / float(r["teachers"]) for r in rows]
    alone, beside = regress(scores, [size]), regress(scores, [size, column(rows, "english")])
    assert (alone.coefficients[1], alone.errors[1]) == pytest.approx((-2.2798, 0.5195), abs=6e-5)
    assert beside.coefficients[1:] == pytest.approx((-1.1013, -0.6498), abs=6e-5)
    assert beside.errors[1:] == pytest.approx((0.4328, 0.0310), abs=6e-5)


STAR = {
    "K": ((13.899, 2.454), (0.314, 2.271), 5786),
    "1": ((29.781, 2.831), (11.959, 2.652), 6379),
    "2": ((19.394, 2.712), (3.479, 2.545), 6049),
}


@pytest.mark.parametrize("grade", STAR)
def test_small_classes_from_the_pupils(grade: str) -> None:
    """Stock & Watson, table 13.1: small classes, and regular ones with an aide, beside regular ones."""
    pupils = [(score, kind) for score, kind, _ in _pupils(grade)]
    small, aide, n = STAR[grade]
    found = regress(
        [score for score, _ in pupils],
        [[float(kind == each) for _, kind in pupils] for each in ("small", "reg+A")],
    )
    assert found.n == n
    assert list(zip(found.coefficients, found.errors, strict=True))[1:] == [
        pytest.approx(small, abs=6e-4),
        pytest.approx(aide, abs=6e-4),
    ]


@pytest.mark.parametrize(
    ("grade", "free", "paid"), [("K", 13.79, 14.26), ("1", 25.42, 27.32), ("2", 20.39, 14.31)]
)
def test_small_classes_by_lunch(grade: str, free: float, paid: float) -> None:
    for lunch, difference in (("F", free), ("N", paid)):
        own = [(score, kind) for score, kind, ses in _pupils(grade) if ses == lunch and kind != "reg+A"]
        found = regress([score for score, _ in own], [[float(kind == "small") for _, kind in own]])
        assert found.coefficients[1] == pytest.approx(difference, abs=0.006)


@cache
def _pupils(grade: str) -> list[tuple[float, str, str]]:
    """Reading and mathematics together, the kind of class and the lunch, of pupils with both scores."""
    file = DATA / "star" / "mlmrev_star_long_K-2.parquet"
    if not file.exists():
        pytest.skip("the pupils of Project STAR are not here; set GROUNDSWELL_DATA to check these numbers")
    rows = pq.read_table(file, columns=["gr", "cltype", "read", "math", "ses"]).to_pylist()
    return [
        (r["read"] + r["math"], r["cltype"], r["ses"])
        for r in rows
        if str(r["gr"]) == grade and _known(r["read"]) and _known(r["math"])
    ]


def _known(score: float | None) -> bool:
    return score is not None and not math.isnan(score)


def test_an_even_spread_by_hand() -> None:
    """y = 1, 2, 4 on x = 0, 1, 2: slope 1.5, intercept 5/6, residuals 1/6, -1/3, 1/6."""
    found = regress([1, 2, 4], [[0, 1, 2]], errors="hc0")
    assert found.coefficients == pytest.approx((5 / 6, 1.5))
    assert found.errors[1] == pytest.approx(math.sqrt(2 * (1 / 36)) / 2)
    assert regress([1, 2, 4], [[0, 1, 2]]).errors[1] == pytest.approx(found.errors[1] * math.sqrt(3))


@pytest.mark.parametrize("columns", [[[1, 1, 1]], [[0, 1, 2], [0, 2, 4]], [[0, 1]]])
def test_columns_that_cannot_be_told_apart_are_refused(columns: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"apart|Give one"):
        regress([1, 2, 4], columns)
