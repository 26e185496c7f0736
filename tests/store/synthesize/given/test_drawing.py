"""The parts of the drawing: whom, how many days, which days."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.store.synthesize.days import Stays
from groundswell.store.synthesize.given.quotas import bounds, chronic_line, days_absent
from groundswell.store.synthesize.given.spread import hold_to_line, spread
from groundswell.store.synthesize.streams import stream


def whole_year(students: int, days: int) -> Stays:
    zeros = np.zeros(students, dtype=np.int64)
    return Stays(np.zeros((0, 0)), zeros, zeros + days - 1)


@given(
    students=st.integers(25, 60),
    days=st.integers(30, 60),
    share=st.floats(0.04, 0.3),
    seed=st.integers(0, 50),
)
@settings(max_examples=25, deadline=None)
def test_the_days_add_up_and_each_day_has_its_count(
    students: int, days: int, share: float, seed: int
) -> None:
    random = stream(seed, "attendance")
    enrolled = np.full(students, days)
    per_day = random.binomial(students, share, days)
    own = 2 * random.standard_normal(students)
    quota = days_absent(own, enrolled, int(per_day.sum()), bounds(enrolled, None))
    assert quota.sum() == per_day.sum()
    assert (quota >= 0).all()
    assert (quota <= enrolled).all()
    absent = spread(quota, whole_year(students, days), per_day, random)
    assert absent.sum(axis=0).tolist() == per_day.tolist()
    assert abs(absent.sum(axis=1) - quota).mean() <= 1.5


def test_exactly_a_tenth_is_chronic() -> None:
    assert chronic_line(np.array([180, 181, 10, 9])).tolist() == [18, 19, 1, 1]


@given(seed=st.integers(0, 200))
@settings(max_examples=25, deadline=None)
def test_the_chosen_are_over_the_line_and_nobody_else(seed: int) -> None:
    """Also where single days have to be exchanged; each day keeps its count."""
    random = stream(seed, "attendance")
    chronic = random.random_sample(80) < 0.3
    enrolled = np.full(80, 50)
    absent = random.random_sample((80, 50)) < np.where(chronic, 0.2, 0.06)[:, None]
    per_day = absent.sum(axis=0)
    wrong_before = ((absent.sum(axis=1) >= 5) != chronic).sum()
    hold_to_line(absent, chronic, enrolled)
    assert ((absent.sum(axis=1) >= 5) == chronic).all()
    assert absent.sum(axis=0).tolist() == per_day.tolist()
    assert wrong_before > 0


def test_nobody_is_absent_when_not_enrolled() -> None:
    first, last = np.array([0, 0, 10]), np.array([29, 9, 29])
    per_day = np.full(30, 1)
    absent = spread(
        np.array([14, 6, 10]), Stays(np.zeros((0, 0)), first, last), per_day, stream(1, "attendance")
    )
    assert not absent[1, 10:].any()
    assert not absent[2, :10].any()
    assert absent.sum() == 30


def test_the_bounds_leave_a_margin_on_both_sides_of_the_line() -> None:
    within = bounds(np.array([180, 180]), np.array([True, False]))
    assert within.least.tolist() == [20, 0]
    assert within.most.tolist() == [165, 15]


@pytest.mark.parametrize("total", [0, 10_000])
def test_a_sum_that_cannot_be_stays_within_the_bounds(total: int) -> None:
    enrolled = np.full(20, 40)
    within = bounds(enrolled, np.arange(20) < 5)
    found = days_absent(np.zeros(20), enrolled, total, within)
    assert (found >= within.least).all()
    assert (found <= within.most).all()
