"""The fast engines against the slow one, on invented districts with everything that goes wrong."""

import importlib.util
from collections.abc import Iterable
from itertools import repeat
from typing import Any

import pytest

from groundswell.core.indicators import naive
from groundswell.core.indicators.definition import Indicator, Period
from groundswell.core.indicators.example_tables import Rows
from groundswell.core.indicators.results import PLACE_KINDS, PlaceKind, Query, Result
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS, Engine, compute
from tests.store.query.engines import engine
from tests.store.query.invented import YEARS, district

ALL = indicators(TABLE_KINDS)
PERIODS: tuple[Period, ...] = ("school_year", "term", "month", "week", "day")
GROUPS = ("race_ethnicity", "english_learner", "grade_band", "english_learner*race_ethnicity")


def rounded(results: list[Result]) -> list[tuple[Any, ...]]:
    return [
        (each.school_year, each.place, each.period, each.group_set, each.group, each.students, each.missing,
         round(each.numerator, 6), round(each.denominator, 6))
        for each in results
    ]  # fmt: skip


def question(indicator: Indicator, number: int, seed: int) -> Query:
    """Another period, kind of place and choice of groups for each indicator and seed."""
    return Query(
        period=indicator.periods[seed % len(indicator.periods)],
        place=PLACE_KINDS[(number + seed) % 3],
        groups=GROUPS if (number + seed) % 4 else (),
        school_years=YEARS if seed else YEARS[1:],
    )


@pytest.mark.parametrize(
    ("name", "seed"), [("duckdb", 0), ("duckdb", 1), ("pyarrow", 2), ("polars", 3), ("polars", 4)]
)
def test_every_engine_agrees_with_the_slow_one(name: str, seed: int) -> None:
    if name == "polars" and importlib.util.find_spec("polars") is None:
        pytest.skip("polars is not installed")
    hold_together(name, seed)


def hold_together(name: str, seed: int) -> None:
    rows = district(seed)
    counted = 0
    with engine(name, rows) as opened:
        for number, indicator in enumerate(ALL.values()):
            query = question(indicator, number, seed)
            expected = rounded(naive.compute(indicator, query, rows))
            assert rounded(compute(opened, indicator, query)) == expected, (indicator.id, query)
            counted += len(expected)
    assert counted > 80


@pytest.mark.parametrize("period", PERIODS)
def test_duckdb_agrees_by_every_period_and_kind_of_place(period: Period) -> None:
    rows = district(0)
    with engine("duckdb", rows) as opened:
        hold_by(period, opened, rows, places=repeat(PLACE_KINDS))


def test_days_weeks_and_terms_are_there_for_what_moves_within_a_year() -> None:
    assert ALL["attendance_rate"].periods == PERIODS
    for name in ("chronic_absence_cde", "suspension_rate"):
        assert ALL[name].periods == PERIODS[:3]
    assert ALL["course_failure"].periods == PERIODS[:2]


def hold_by(period: Period, opened: Engine, rows: Rows, *, places: Iterable[tuple[PlaceKind, ...]]) -> None:
    """Every definition that has this period, at its kinds of places, against the slow engine."""
    counted = 0
    for indicator, kinds in zip(
        (each for each in ALL.values() if period in each.periods), places, strict=False
    ):
        for place in kinds:
            query = Query(period=period, place=place, groups=GROUPS, school_years=YEARS[1:])
            expected = rounded(naive.compute(indicator, query, rows))
            assert rounded(compute(opened, indicator, query)) == expected, (indicator.id, query)
            counted += len(expected)
    assert counted > 20
