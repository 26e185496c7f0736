"""Pupils within schools, against published numbers."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats.shrinkage.normal import shrink
from groundswell.core.stats.shrinkage.random_intercept import RandomIntercept, random_intercept
from tests.core.stats.school_data import column, multilevel


def test_high_school_and_beyond() -> None:
    """Raudenbush & Bryk (2002), tables 4.2 and 4.3: 7,185 pupils in 160 schools."""
    rows = multilevel("MathAchieve_hsb")
    scores, schools = column(rows, "MathAch"), [r["School"] for r in rows]
    empty = random_intercept(scores, schools)
    assert empty.coefficients == pytest.approx((12.637,), abs=5e-4)
    assert (empty.between_variance, empty.within_variance) == pytest.approx((8.614, 39.148), abs=5e-4)
    assert empty.share_between == pytest.approx(0.180, abs=5e-4)
    with_mean = random_intercept(scores, schools, [column(rows, "MEANSES")])
    assert with_mean.coefficients == pytest.approx((12.649, 5.864), abs=6e-4)
    assert (with_mean.between_variance, with_mean.within_variance) == pytest.approx((2.639, 39.157), abs=6e-4)


def test_school_means_alone_give_the_same_spread_and_the_same_schools() -> None:
    """Shrinking the 160 means with their sampling variances is the same model, seen from the schools."""
    rows = multilevel("MathAchieve_hsb")
    scores, schools = np.array(column(rows, "MathAch")), np.array([r["School"] for r in rows])
    empty = random_intercept(scores.tolist(), schools.tolist())
    means = [float(scores[schools == e.group].mean()) for e in empty.effects]
    found = shrink(means, [empty.within_variance / e.n for e in empty.effects], method="reml")
    assert found.between_variance == pytest.approx(8.614, abs=5e-4)
    assert found.overall == pytest.approx(12.637, abs=5e-4)
    for group, effect in zip(found.groups, empty.effects, strict=True):
        assert group.estimate - found.overall == pytest.approx(effect.effect, abs=1e-4)


@pytest.fixture(scope="module")
def exam() -> tuple[RandomIntercept, RandomIntercept]:
    """Exam scores of 4,059 pupils in 65 London schools (Goldstein and others 1993), empty and with intake."""
    rows = multilevel("Exam")
    scores, schools = column(rows, "normexam"), [r["school"] for r in rows]
    return (
        random_intercept(scores, schools, method="ml"),
        random_intercept(scores, schools, [column(rows, "standLRT")], method="ml"),
    )


def test_london_exams(exam: tuple[RandomIntercept, RandomIntercept]) -> None:
    empty, intake = exam
    assert empty.coefficients == pytest.approx((-0.01317,), abs=5e-6)
    assert (empty.between_variance, empty.within_variance) == pytest.approx((0.16864, 0.84776), abs=5e-6)
    assert intake.coefficients[1] == pytest.approx(0.5634, abs=5e-5)
    assert (intake.between_variance, intake.within_variance) == pytest.approx((0.09213, 0.56573), abs=5e-6)


def test_london_schools_beside_their_expectation(exam: tuple[RandomIntercept, RandomIntercept]) -> None:
    effects = {e.group: e for e in exam[1].effects}
    assert effects["1"].effect == pytest.approx(0.3738, abs=5e-5)
    assert effects["1"].deviation == pytest.approx(0.0845, abs=5e-5)
    ends = [(e.effect - 1.959964 * e.deviation, e.effect + 1.959964 * e.deviation) for e in effects.values()]
    assert (sum(low > 0 for low, _ in ends), sum(high < 0 for _, high in ends)) == (15, 16)


def test_dutch_language_scores() -> None:
    """Snijders & Bosker (2012), table 4.4: 2,287 pupils in 131 schools, language by verbal IQ."""
    rows = multilevel("bdf")
    found = random_intercept(
        column(rows, "langPOST"), [r["schoolNR"] for r in rows], [column(rows, "IQ.ver.cen")], method="ml"
    )
    assert found.coefficients == pytest.approx((40.609, 2.488), abs=6e-4)
    assert (found.between_variance, found.within_variance) == pytest.approx((9.497, 42.227), abs=6e-4)


def _deviance(
    scores: np.ndarray, groups: np.ndarray, between: float, within: float, *, restricted: bool
) -> float:
    """The plain way: the whole covariance matrix of all scores."""
    covariance = within * np.eye(len(scores)) + between * (groups[:, None] == groups[None, :])
    ones = np.ones(len(scores))
    weighed = np.linalg.solve(covariance, ones)
    left = scores - (weighed @ scores) / (weighed @ ones)
    value = np.linalg.slogdet(covariance)[1] + left @ np.linalg.solve(covariance, left)
    return float(value + (math.log(weighed @ ones) if restricted else 0.0))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_nothing_nearby_is_more_likely(seed: int, restricted: bool) -> None:
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(6), rng.integers(2, 7, 6))
    scores = rng.normal(0, 2, len(groups)) + rng.normal(0, rng.uniform(0, 3), 6)[groups]
    found = random_intercept(scores.tolist(), groups.tolist(), method="reml" if restricted else "ml")
    best = _deviance(scores, groups, found.between_variance, found.within_variance, restricted=restricted)
    for up, wide in ((1.02, 1), (0.98, 1), (1, 1.02), (1, 0.98)):
        between = found.between_variance * up + (0.01 if up > 1 else 0)
        other = _deviance(scores, groups, between, found.within_variance * wide, restricted=restricted)
        assert other >= best - 1e-7


def test_bad_input_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="same number"):
        random_intercept([1.0, 2.0], ["a"])
    with pytest.raises(ValueError, match="Not enough data"):
        random_intercept([1.0, 2.0, 3.0, 4.0], ["a", "a", "b", "b"])
    with pytest.raises(ValueError, match="missing"):
        random_intercept([1.0, math.nan, 3, 4, 5], ["a", "b", "c", "d", "d"])
