"""Grand Bend's own attendance events (Ed-Fi 5.2 sample), where the shared data folder is at hand.

The files name absences alone and 81 + 88 instructional days in each of three schools, so presence is what nobody
wrote down. Published with the sample: 1,850 absent student-days, 44 students absent for 17 days or more.
"""

import zipfile
from datetime import date, timedelta
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from groundswell.core.indicators.results import Query
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS, compute
from tests.store.oneroster.loading import SHARED
from tests.store.query.engines import engine, filled

BUNDLE = SHARED / "edfi" / "edfi_ds52_grandbend_core_xml.zip"
pytestmark = pytest.mark.skipif(
    not BUNDLE.exists(), reason="the Grand Bend sample is not here; see GROUNDSWELL_DATA"
)
EDFI = "{http://ed-fi.org/5.2.0}"
YEAR = 2022
SESSIONS = ((date(2021, 8, 23), date(2021, 12, 17), 81), (date(2022, 1, 4), date(2022, 5, 27), 88))
ABSENCES = ("Excused Absence", "Unexcused Absence")


@cache
def events() -> set[tuple[str, str, date, str]]:
    with zipfile.ZipFile(BUNDLE) as archive:
        root = ElementTree.fromstring(archive.read("StudentSchoolAttendance.xml"))  # noqa: S314 (our own sample)
    return {
        (
            said(event, "StudentUniqueId"),
            said(event, "SchoolId"),
            date.fromisoformat(said(event, "EventDate")),
            said(event, "AttendanceEventCategory").partition("#")[2],
        )
        for event in root.iter(f"{EDFI}StudentSchoolAttendanceEvent")
    }


def said(event: ElementTree.Element, name: str) -> str:
    found = event.find(f".//{EDFI}{name}")
    assert found is not None
    return str(found.text)


def instructional_days() -> list[date]:
    """As many weekdays of each session as it has days, those with an event first: the sample has no calendar."""
    named = {day for _, _, day, _ in events()}
    found: list[date] = []
    for first, last, count in SESSIONS:
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        ordered = sorted(
            (day for day in days if day.weekday() < 5 or day in named),
            key=lambda day: (day not in named, day),
        )
        found += ordered[:count]
    return found


def tables() -> Any:
    schools = sorted({school for _, school, _, _ in events()})
    held = sorted({(student, school) for student, school, _, _ in events()})
    at = {"school_year": YEAR}
    absent = {(student, school, day) for student, school, day, category in events() if category in ABSENCES}
    return filled(
        {
            "organizations": [
                at | {"org_id": school, "name": school, "type": "school"} for school in schools
            ],
            "students": [at | {"student_id": student} for student in {student for student, _ in held}],
            "enrollments": [at | {"student_id": student, "school_id": school} for student, school in held],
            "calendar_days": [
                at | {"school_id": school, "date": day, "is_instructional": True, "marks": "exceptions"}
                for school in schools
                for day in instructional_days()
            ],
            "attendance": [
                at
                | {
                    "student_id": student,
                    "school_id": school,
                    "date": day,
                    "attended": 0.0,
                    "category": "absent",
                }
                for student, school, day in absent
            ],
        }
    )


def test_students_with_seventeen_days_are_chronically_absent() -> None:
    assert len(instructional_days()) == 169
    chronic, rate = (indicators(TABLE_KINDS)[name] for name in ("chronic_absence_edu", "attendance_rate"))
    with engine("duckdb", tables()) as opened:
        by_school = compute(opened, chronic, Query(place="school", school_years=(YEAR,)))
        days = compute(opened, rate, Query(place="network", school_years=(YEAR,)))
    assert {each.place[-3:]: each.numerator for each in by_school} == {"107": 17, "001": 15, "044": 12}
    assert sum(each.denominator - each.numerator for each in days) == 1850
