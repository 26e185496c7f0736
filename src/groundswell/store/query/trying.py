"""A definition's own examples, worked out by the slow engine and the fast one."""

from __future__ import annotations

from collections.abc import Iterable

from groundswell.core.indicators import naive
from groundswell.core.indicators.definition import Example, ExpectedCell, Indicator
from groundswell.core.indicators.example_tables import DISTRICT, Rows, example_tables
from groundswell.core.indicators.results import PlaceKind, Query, Result
from groundswell.store.query.compute import compute
from groundswell.store.query.engines import MemoryEngine, arrow_table
from groundswell.store.schema import TABLES

KINDS = {table.name: {column.name: column.kind for column in table.columns} for table in TABLES.values()}


def differences(indicator: Indicator) -> list[str]:
    """One sentence for each expected number that an engine does not give. Empty: the definition is sound."""
    return [
        sentence
        for example in indicator.examples
        for expected in example.expect
        for sentence in _differences(indicator, example, expected)
    ]


def _differences(indicator: Indicator, example: Example, expected: ExpectedCell) -> Iterable[str]:
    rows = example_tables(example, KINDS)
    query = query_for(example, expected, rows)
    engine = MemoryEngine(in_arrow(rows))
    slow = _cells(naive.compute(indicator, query, rows), expected)
    fast = _cells(compute(engine, indicator, query), expected)
    if slow == fast == [(expected.numerator, expected.denominator, expected.value)]:
        return
    given = f"it is {_in_words(slow)}" if slow else "there is no number"
    if slow != fast:
        given = f"the slow engine gives {_in_words(slow)}, the fast one {_in_words(fast)}"
    yield (
        f"{indicator.file}, line {expected.line}: example '{example.about}': {expected.place}, {expected.group}, "
        f"{expected.period}: written {expected.numerator:g} of {expected.denominator:g} = {expected.value:g}, but {given}."
    )


def _cells(results: Iterable[Result], expected: ExpectedCell) -> list[tuple[float, float, float]]:
    found = [result for result in results if _is_cell(result, expected)]
    return [(each.numerator, each.denominator, round(each.value or 0, 4)) for each in found]


def query_for(example: Example, expected: ExpectedCell, rows: Rows) -> Query:
    """The question whose answer the example writes down."""
    kinds = {row["org_id"]: row["type"] for row in rows["organizations"]}
    kind: PlaceKind = kinds.get(expected.place, "school" if expected.place != DISTRICT else "district")
    group_set = expected.group.split("=")[0]
    groups = () if group_set == "all" else (group_set,)
    return Query(period=example.period, place=kind, groups=groups, school_years=(example.school_year,))


def in_arrow(rows: Rows) -> dict[str, object]:
    """The rows as Arrow tables with the store's columns."""
    return {
        name: arrow_table({column: [row[column] for row in rows[name]] for column in columns}, columns)
        for name, columns in KINDS.items()
    }


def _is_cell(result: Result, expected: ExpectedCell) -> bool:
    return (result.place, f"{result.group_set}={result.group}", result.period) == (
        expected.place,
        expected.group,
        expected.period,
    )


def _in_words(got: list[tuple[float, float, float]]) -> str:
    return " and ".join(f"{upper:g} of {lower:g} = {value:g}" for upper, lower, value in got) or "no number"
