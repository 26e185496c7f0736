"""A year read in stretches gives the numbers of the year read in one go, and of the slow engine."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from groundswell.core.indicators import naive
from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.example_tables import Rows
from groundswell.core.indicators.results import Query
from groundswell.store.query import Engine, compute
from groundswell.store.query.stretches import stretches
from groundswell.store.query.year import YearOfData
from tests.store.query.engines import engine
from tests.store.query.invented import YEARS, district
from tests.store.query.test_engines_agree import ALL, GROUPS, rounded

YEAR = YEARS[1]
RATE = ALL["attendance_rate"]


@pytest.fixture(scope="module")
def opened() -> Iterator[tuple[Engine, Rows]]:
    rows = district(5)
    with engine("duckdb", rows) as found:
        yield found, rows


def parts(opened: Engine, name: str, period: Period, at_once: int) -> list[YearOfData]:
    query = Query(period, "school", (), (YEAR,))
    return stretches(ALL[name], YearOfData(opened, query, YEAR, {}), at_once)


@pytest.mark.parametrize(("period", "at_once"), [("month", 1), ("week", 9), ("day", 60)])
def test_a_year_in_stretches_has_the_same_numbers(
    opened: tuple[Engine, Rows], period: Period, at_once: int
) -> None:
    found, rows = opened
    query = Query(period, "school", GROUPS, (YEAR,))
    assert len(parts(found, RATE.id, period, at_once)) > 2
    expected = rounded(naive.compute(RATE, query, rows))
    assert rounded(compute(found, RATE, query, at_once=at_once)) == expected
    assert len(expected) > 30


def test_stretches_follow_one_another_and_leave_no_day_out(opened: tuple[Engine, Rows]) -> None:
    held = parts(opened[0], RATE.id, "week", 7)
    assert len(held) > 3
    assert (held[0].first, held[-1].until) == (None, None)
    assert all(one.until == other.first is not None for one, other in pairwise(held))
    assert all(each.first.weekday() == 0 for each in held[1:] if each.first)


def test_a_year_that_is_read_in_one_go(opened: tuple[Engine, Rows]) -> None:
    assert len(parts(opened[0], RATE.id, "month", 1_000_000)) == 1
    assert len(parts(opened[0], RATE.id, "school_year", 1)) == 1
    assert len(parts(opened[0], RATE.id, "term", 1)) == 1
    assert len(parts(opened[0], "suspension_rate", "month", 1)) == 1
