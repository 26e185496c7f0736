"""Every definition on Spark, cell for cell as the slow engine gives it. One file, so that one Spark does."""

from typing import Any

import pytest

from groundswell.core.indicators.definition import Period
from tests.store.query.engines import engine
from tests.store.query.invented import district
from tests.store.query.test_engines_agree import ALL, PERIODS, hold_by
from tests.store.query.test_spec import hold_to_the_answer


@pytest.mark.parametrize("period", PERIODS)
def test_spark_agrees_by_every_period_and_kind_of_place(spark: Any, period: Period) -> None:
    rows = district(0)
    with engine("spark", rows, spark) as opened:
        hold_by(period, opened, rows)


def test_spark_gives_the_answers_worked_out_by_hand(spark: Any) -> None:
    for indicator in ALL.values():
        hold_to_the_answer(indicator, "spark", spark)
