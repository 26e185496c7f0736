"""The fast engines against the slow one, on invented districts with everything that goes wrong."""

import importlib.util
from typing import Any

import pytest

from groundswell.core.indicators import naive
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.results import PLACE_KINDS, Query, Result
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS, compute
from tests.store.query.engines import engine
from tests.store.query.invented import YEARS, district

ALL = indicators(TABLE_KINDS)
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


def test_spark_agrees_with_the_slow_one(spark: Any) -> None:
    hold_together("spark", 0, spark)


def hold_together(name: str, seed: int, spark: Any = None) -> None:
    rows = district(seed)
    counted = 0
    with engine(name, rows, spark) as opened:
        for number, indicator in enumerate(ALL.values()):
            query = question(indicator, number, seed)
            expected = rounded(naive.compute(indicator, query, rows))
            assert rounded(compute(opened, indicator, query)) == expected, (indicator.id, query)
            counted += len(expected)
    assert counted > 80
