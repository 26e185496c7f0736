"""Every definition on Spark, cell for cell as the slow engine gives it. One file, so that one Spark does.

A question costs Spark about a second however few the rows, so each definition and period is asked of one kind of
place, in turn, and one definition of each family is held to its examples. GROUNDSWELL_SPARK_ALL=1 asks everything.
"""

import os
from collections.abc import Iterator
from itertools import cycle, repeat
from typing import Any

import pytest

from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.results import PLACE_KINDS
from tests.store.query.engines import engine
from tests.store.query.invented import district
from tests.store.query.test_engines_agree import ALL, PERIODS, hold_by
from tests.store.query.test_spec import hold_to_the_answer

ASK_ALL = bool(os.environ.get("GROUNDSWELL_SPARK_ALL"))


@pytest.fixture(scope="module")
def sparks(spark: Any) -> Iterator[Any]:
    """The invented district, handed over once."""
    rows = district(0)
    with engine("spark", rows, spark) as opened:
        yield opened, rows


@pytest.mark.parametrize("period", PERIODS)
def test_spark_agrees_by_every_period_and_kind_of_place(sparks: Any, period: Period) -> None:
    opened, rows = sparks
    in_turn = cycle((place,) for place in PLACE_KINDS)
    hold_by(period, opened, rows, places=repeat(PLACE_KINDS) if ASK_ALL else in_turn)


def test_spark_gives_the_answers_worked_out_by_hand(spark: Any) -> None:
    families = {each.family: each for each in ALL.values()}
    for indicator in ALL.values() if ASK_ALL else families.values():
        hold_to_the_answer(indicator, "spark", spark)
