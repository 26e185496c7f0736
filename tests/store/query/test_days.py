"""What an edition tells of its days spares questions, and changes no answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from groundswell.core.indicators import naive
from groundswell.core.indicators.example_tables import Rows
from groundswell.core.indicators.results import Query
from groundswell.library.indicator_files import indicators
from groundswell.store.publish import editions
from groundswell.store.query import TABLE_KINDS, DuckEngine, compute
from groundswell.store.query.engines import days_of
from groundswell.store.query.opening import opened
from groundswell.store.query.stretches import stretches
from groundswell.store.query.year import YearOfData
from tests.store.query.engines import engine, filled
from tests.store.query.stores import publish

RATE = indicators(TABLE_KINDS)["attendance_rate"]
DAYS = [date(2025, month, 10) for month in (9, 10, 11)]
QUERY = Query("month", "school", ("grade",), (2026,))
# Each school's days as (attended, category): B names nobody as present, C does on the first day alone.
SCHOOLS: Mapping[str, list[tuple[float, str | None]]] = {
    "A": [(1.0, "present"), (1.0, None), (0.0, "unexcused")],
    "B": [(0.0, "unexcused"), (0.5, "tardy"), (0.0, None)],
    "C": [(1.0, None), (0.0, "excused"), (0.5, "tardy")],
    "Ä": [(0.0, "excused"), (1.0, "present"), (1.0, "present")],
}


def district() -> Rows:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("organizations", "students", "attendance")}
    for school, days in SCHOOLS.items():
        who = {"school_year": 2026, "student_id": f"P{school}"}
        rows["organizations"].append(
            {"school_year": 2026, "org_id": school, "name": school, "type": "school"}
        )
        rows["students"].append(who | {"grade": "05"})
        rows["attendance"] += [
            who | {"school_id": school, "date": day, "attended": attended, "category": category}
            for day, (attended, category) in zip(DAYS, days, strict=True)
        ]
    return filled(rows)


def test_an_edition_tells_how_many_rows_each_day_has(tmp_path: Path) -> None:
    publish(tmp_path, district())
    edition = editions.current(tmp_path)
    known = {(2026, day): len(SCHOOLS) for day in DAYS}
    assert days_of(edition) == known
    with opened(tmp_path) as (found, _):
        assert found.days == known
    whole = {
        key._replace(date=None) if key.date == str(DAYS[0]) else key: part
        for key, part in edition.parts.items()
    }
    parts = {key: replace(part, key=key) for key, part in whole.items()}
    assert days_of(replace(edition, parts=parts)) == {}


@pytest.mark.parametrize("period", ["month", "day"])
@pytest.mark.parametrize("place", ["school", "network"])
def test_schools_that_name_only_who_was_away_are_left_out(tmp_path: Path, period: Any, place: Any) -> None:
    rows, query = district(), replace(QUERY, period=period, place=place)
    expected = naive.compute(RATE, query, rows)
    publish(tmp_path, rows)
    with opened(tmp_path) as (told, _), engine("duckdb", rows) as silent:
        assert told.days
        assert not silent.days
        assert compute(told, RATE, query) == expected == compute(silent, RATE, query)
    if place == "school":
        assert [each.place for each in expected if each.group_set == "all"] == [
            place for place in "ACÄ" for _ in DAYS
        ]


def test_days_that_an_edition_tells_of_make_the_stretches() -> None:
    with engine("duckdb", district()) as found:
        assert isinstance(found, DuckEngine)
        found.days = {
            (2026, DAYS[0]): 5, (2026, DAYS[1]): 3, (2026, DAYS[1].replace(day=13)): 4, (2026, DAYS[2]): 2,
            (2025, DAYS[2].replace(year=2024)): 1000,
        }  # fmt: skip
        year = YearOfData(found, QUERY, 2026, {})
        firsts = {
            at_once: [each.first for each in stretches(RATE, year, at_once)] for at_once in (4, 8, 9, 10, 11)
        }
    september, october, november = None, date(2025, 10, 1), date(2025, 11, 1)
    assert firsts[4] == [september, october, november]
    assert firsts[8] == [september, october]  # 5, then 4 and 2
    assert firsts[9] == firsts[10] == [september, november]
    assert firsts[11] == [september]


def test_nobody_gives_no_numbers() -> None:
    rows = district()
    rows["attendance"] = []
    with engine("duckdb", rows) as found:
        assert compute(found, RATE, QUERY) == []
