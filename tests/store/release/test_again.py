"""A second release is decided with all that the first one printed, whether a table is decided alone or with others."""

from dataclasses import replace

import pytest

from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import Result
from groundswell.store.query.places import Places
from groundswell.store.release.computing import Levels, decided
from tests.core.indicators.test_releasing import DAYS, PERSONS, RULE
from tests.core.indicators.test_releasing_again import FIRST, LATER, hidden, table

Tables = dict[Period, list[ReleasedResult]]


def _decided(rows: list[Result], earlier: Tables, *, kinds: tuple[Period, ...]) -> Tables:
    indicator = PERSONS if len(kinds) == 1 else DAYS
    levels = {kind: Levels(indicator, _in(kind, rows), _in(kind, rows)) for kind in kinds}
    places = [
        {"org_id": id_, "type": kind, "parent_id": parent, "name": id_}
        for id_, kind, parent in (("N1", "network", None), ("D1", "district", "N1"), ("S1", "school", "D1"))
    ]
    return decided(levels, RULE, Places(places, "school"), earlier=earlier)


def _in(kind: Period, rows: list[Result]) -> list[Result]:
    label = "2025-26" if kind == "school_year" else "2025-09"
    return [replace(row, period=label) for row in rows]


@pytest.mark.parametrize("kinds", [("month",), ("month", "school_year")], ids=["alone", "with the year"])
def test_company_stays_where_it_was(kinds: tuple[Period, ...]) -> None:
    first = _decided(table(FIRST), {}, kinds=kinds)
    again = _decided(table(LATER), first, kinds=kinds)
    assert {kind: hidden(rows) for kind, rows in again.items()} == {kind: {"a", "b"} for kind in kinds}
    assert any(hidden(rows) != {"a", "b"} for rows in _decided(table(LATER), {}, kinds=kinds).values())
