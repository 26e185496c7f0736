"""Each definition's invented students, on every engine, against the answer worked out by hand."""

import importlib.util
from typing import Any

import pytest

from groundswell.core.indicators import naive
from groundswell.core.indicators.definition import Example, ExpectedCell, Indicator
from groundswell.core.indicators.example_tables import example_tables
from groundswell.core.indicators.results import Query, Result
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS, compute
from groundswell.store.query.trying import query_for
from tests.store.query.engines import engine

ALL = indicators(TABLE_KINDS)
ENGINES = ("duckdb", "pyarrow", "polars")


def answer(results: list[Result], expected: ExpectedCell) -> list[tuple[float, float, float]]:
    return [
        (each.numerator, each.denominator, round(each.value or 0, 4))
        for each in results
        if (each.place, f"{each.group_set}={each.group}", each.period)
        == (expected.place, expected.group, expected.period)
    ]


def asked(example: Example, rows: Any) -> dict[Query, list[ExpectedCell]]:
    found: dict[Query, list[ExpectedCell]] = {}
    for expected in example.expect:
        found.setdefault(query_for(example, expected, rows), []).append(expected)
    return found


def hold_to_the_answer(indicator: Indicator, name: str, spark: Any = None) -> None:
    for example in indicator.examples:
        rows = example_tables(example, TABLE_KINDS)
        with engine(name, rows, spark) as opened:
            for query, cells in asked(example, rows).items():
                results = (
                    naive.compute(indicator, query, rows)
                    if name == "naive"
                    else compute(opened, indicator, query)
                )
                for expected in cells:
                    wanted = (expected.numerator, expected.denominator, expected.value)
                    assert answer(results, expected) == [wanted], (example.about, expected)


@pytest.mark.parametrize("name", ALL)
def test_the_slow_engine_gives_the_answer_worked_out_by_hand(name: str) -> None:
    hold_to_the_answer(ALL[name], "naive")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("engine_name", ENGINES)
def test_each_engine_gives_the_answer_worked_out_by_hand(name: str, engine_name: str) -> None:
    if engine_name == "polars" and importlib.util.find_spec("polars") is None:
        pytest.skip("polars is not installed")
    hold_to_the_answer(ALL[name], engine_name)


def test_every_definition_has_what_a_reader_needs() -> None:
    assert len(ALL) >= 22
    for each in ALL.values():
        assert each.boundary
        assert each.caveats
        assert each.status != "reviewed" or each.checked_by
