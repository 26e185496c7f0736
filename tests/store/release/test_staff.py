"""No number leaves a school that tells of the work of one or two teachers."""

from pathlib import Path
from typing import Any

import pytest

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.indicators.results import Query
from groundswell.store.query import compute
from groundswell.store.query.opening import opened
from groundswell.store.release import reading
from groundswell.store.release.making import check_release
from groundswell.store.release.staff import teachers_behind
from tests.store.query.stores import publish
from tests.store.release.small_store import ABSENCE, invented, library, make

# Teachers per school: girls and boys of S003 have four between them, boys only one.
TEACHERS = {
    ("S001", "female"): ("a", "b"),
    ("S001", "male"): ("a", "b"),
    ("S003", "female"): ("k", "l", "m", "n"),
    ("S003", "male"): ("k",),
}


def _with_classes() -> dict[str, list[dict[str, Any]]]:
    rows = invented()
    rows["class_enrollments"], rows["class_staff"] = [], []
    for student in rows["students"]:
        school, sex = student["student_id"][:4], student["sex"]
        for teacher in TEACHERS.get((school, sex), ()):
            where = {"school_year": 2026, "school_id": school, "class_id": f"{school}{sex}{teacher}"}
            rows["class_enrollments"].append(where | {"student_id": student["student_id"]})
    for (school, sex), staff in TEACHERS.items():
        where = {"school_year": 2026, "school_id": school, "role": "teacher"}
        rows["class_staff"] += [
            where | {"class_id": f"{school}{sex}{each}", "staff_id": each} for each in staff
        ]
    return rows


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("staff") / "store"
    publish(store, _with_classes())
    return store


def test_teachers_are_counted_once_per_school_and_group(store: Path) -> None:
    with opened(store) as (engine, _):
        behind = teachers_behind(engine, (2026,))
        found = compute(
            engine, library(ABSENCE)[0], Query(groups=("sex", "grade", "grade_band"), school_years=(2026,))
        )
        counts = {(each.place, each.group): behind(each) for each in found}
        district = compute(engine, library(ABSENCE)[0], Query(place="district", school_years=(2026,)))
        assert [behind(each) for each in district] == [None]
    assert counts["S001", "all"] == counts["S001", "04"] == counts["S001", "K-5"] == 2
    assert (counts["S003", "all"], counts["S003", "female"], counts["S003", "male"]) == (4, 4, 1)
    # No feed says who teaches at S002: nothing is known, and nothing withheld for it.
    assert counts["S002", "all"] is None


def test_numbers_of_one_or_two_teachers_stay_back(store: Path) -> None:
    made = make(store)
    rows = {
        (row.place, row.group): row
        for row in reading.numbers(store, made, ABSENCE, period="school_year", place_kind="school")
    }
    assert rows["S001", "all"].value == Suppressed("few teachers")
    assert rows["S003", "male"].value == Suppressed("few teachers")
    # The girls of S003 have four teachers; shown, they would tell of the boys.
    assert isinstance(rows["S003", "female"].value, Suppressed)
    assert check_release(store).exposed == ()


def test_the_network_may_set_another_number(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, _with_classes())
    made = make(store, staff_threshold=0)
    assert made.staff_threshold == 0
    rows = reading.numbers(store, made, ABSENCE, period="school_year", place_kind="school")
    assert Suppressed("few teachers") not in [row.value for row in rows]
    shown = {(row.place, row.group) for row in rows if isinstance(row.value, Shown)}
    assert ("S003", "male") in shown
