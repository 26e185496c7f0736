"""Schools that name only who was away: with days of instruction a rate, without them nothing, never a false one."""

from datetime import date
from typing import Any

import pytest

from groundswell.core.indicators import naive
from groundswell.core.indicators.example_tables import Rows
from groundswell.core.indicators.results import Query
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS, compute
from tests.store.query.engines import engine, filled

RATE = indicators(TABLE_KINDS)["attendance_rate"]
QUERY = Query(period="school_year", place="school", groups=(), school_years=(2026,))
DAYS = [date(2025, 9, day) for day in range(1, 11)]


def district(
    *, calendars: tuple[str, ...], marking: tuple[str, ...] = ("A", "B"), away_on: date = DAYS[-1]
) -> Rows:
    year = {"school_year": 2026}
    rows: dict[str, list[dict[str, Any]]] = {
        "organizations": [year | {"org_id": "N", "name": "N", "type": "network"}]
    }
    rows |= {name: [] for name in ("students", "enrollments", "attendance", "calendar_days")}
    for school in ("A", "B"):
        who = year | {"student_id": f"P{school}"}
        rows["organizations"].append(
            year | {"org_id": school, "name": school, "type": "school", "parent_id": "N"}
        )
        rows["students"].append(who | {"grade": "05"})
        rows["enrollments"].append(who | {"school_id": school, "grade": "05"})
        away = {"school_id": school, "date": away_on, "attended": 0.0, "category": "unexcused"}
        if school in marking:
            rows["attendance"].append(who | away)
        if school in calendars:
            rows["calendar_days"] += [
                year | {"school_id": school, "date": day, "is_instructional": True, "marks": "exceptions"}
                for day in DAYS
            ]
    return filled(rows)


def rates(rows: Rows, name: str) -> dict[str, float]:
    if name == "naive":
        found = naive.compute(RATE, QUERY, rows)
    else:
        with engine(name, rows) as opened:
            found = compute(opened, RATE, QUERY)
    return {each.place: float(each.numerator) / float(each.denominator) for each in found}


@pytest.mark.parametrize("name", ["naive", "duckdb", "pyarrow"])
@pytest.mark.parametrize(
    ("calendars", "expected"), [(("A", "B"), {"A": 0.9, "B": 0.9}), (("A",), {"A": 0.9}), ((), {})]
)
def test_no_days_of_instruction_no_rate(
    name: str, calendars: tuple[str, ...], expected: dict[str, float]
) -> None:
    assert rates(district(calendars=calendars), name) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["naive", "duckdb", "pyarrow"])
@pytest.mark.parametrize(("marking", "expected"), [(("A",), {"A": 0.9}), ((), {})])
def test_a_calendar_alone_is_no_perfect_attendance(
    name: str, marking: tuple[str, ...], expected: dict[str, float]
) -> None:
    assert rates(district(calendars=("A", "B"), marking=marking), name) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["naive", "duckdb", "pyarrow"])
def test_days_to_come_are_not_days_of_presence(name: str) -> None:
    found = rates(district(calendars=("A", "B"), away_on=DAYS[4]), name)
    assert found == pytest.approx({"A": 0.8, "B": 0.8}), "One day of the five that have been."
