"""No number leaves a school that tells of the work of one or two teachers."""

from pathlib import Path
from typing import Any

import pytest

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.disclosure.rules import SuppressionRule
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
        behind = teachers_behind(engine, (2026,), SuppressionRule())
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
    # How many students there are is no secret.
    assert (rows["S001", "all"].students, rows["S003", "male"].students) == (Shown(64), Shown(41))
    # The girls of S003 have four teachers; shown beside all of S003, they would tell of the boys.
    assert not all(isinstance(rows["S003", group].value, Shown) for group in ("female", "all"))
    assert check_release(store).exposed == ()


def test_the_network_may_set_another_number(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, _with_classes())
    made = make(store, rule=SuppressionRule(least_teachers=0))
    rows = reading.numbers(store, made, ABSENCE, period="school_year", place_kind="school")
    assert Suppressed("few teachers") not in [row.value for row in rows]
    shown = {(row.place, row.group) for row in rows if isinstance(row.value, Shown)}
    assert ("S003", "male") in shown


@pytest.mark.parametrize(
    ("students", "counting"),
    [
        ({"a": 10, "b": 10, "c": 10}, 3),
        ({"a": 80, "b": 10, "c": 10}, 1),
        ({"a": 50, "b": 46, "c": 4}, 2),
        ({"a": 47, "b": 47, "c": 4}, 2),
        ({"a": 5, "b": 5}, 2),
    ],
)
def test_who_has_nearly_all_students_counts_alone(
    tmp_path: Path, students: dict[str, int], counting: int
) -> None:
    """Shares above 70 % for one teacher and 90 % for two."""
    rows, at = invented(), {"school_year": 2026, "school_id": "S001"}
    ids = [f"S001{sex}{number}" for sex in ("female", "male") for number in range(60)]
    rows["class_staff"] = [at | {"class_id": each, "staff_id": each, "role": "teacher"} for each in students]
    rows["class_enrollments"] = [
        at | {"class_id": teacher, "student_id": student}
        for teacher, size in students.items()
        for student in ids[:size]
    ]
    publish(tmp_path / "store", rows)
    with opened(tmp_path / "store") as (engine, _):
        behind = teachers_behind(engine, (2026,), SuppressionRule())
        (all_of_it,) = [
            each
            for each in compute(engine, library(ABSENCE)[0], Query(school_years=(2026,)))
            if each.place == "S001"
        ]
        assert behind(all_of_it) == counting
