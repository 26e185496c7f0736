"""The files: the same bytes for the same seed, and every reference reaches something."""
# ruff: noqa: S608 (queries of the tests' own)

import csv
import hashlib
from pathlib import Path

import pytest

from groundswell.store.synthesize.making import synthesize
from groundswell.store.synthesize.sizes import CannotSynthesize, Size
from tests.store.synthesize.looking import YEARS, Network


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def small(seed: int, out: Path) -> dict[str, str]:
    synthesize(Size(students=60, schools=3, districts=1, years=1, seed=seed), out)
    return digests(out)


def test_the_same_seed_gives_the_same_bytes(tmp_path) -> None:
    first, again, other = small(7, tmp_path / "a"), small(7, tmp_path / "b"), small(8, tmp_path / "c")
    assert first == again
    assert first.keys() == other.keys()
    assert first["oneroster/2025-26/users.csv"] != other["oneroster/2025-26/users.csv"]
    assert first["attendance/2025-26/101.parquet"] != other["attendance/2025-26/101.parquet"]


@pytest.mark.parametrize("year", YEARS[:2])
def test_references_in_oneroster_resolve(network: Network, year: str) -> None:
    def ids(name: str) -> set[str]:
        found = [row["sourcedId"] for row in network.oneroster(year, name)]
        assert len(found) == len(set(found)), name
        return set(found)

    orgs, users, classes, sessions = ids("orgs"), ids("users"), ids("classes"), ids("academicSessions")
    assert {row["parentSourcedId"] for row in network.oneroster(year, "orgs")} <= orgs | {""}
    assert ids("demographics") <= users
    for row in network.oneroster(year, "users"):
        assert set(row["orgSourcedIds"].split(",")) <= orgs
    for row in network.oneroster(year, "classes"):
        assert set(row["termSourcedIds"].split(",")) <= sessions
        assert row["courseSourcedId"] in ids("courses")
    for row in network.oneroster(year, "enrollments"):
        assert row["classSourcedId"] in classes
        assert row["userSourcedId"] in users
        assert row["schoolSourcedId"] in orgs
        assert row["beginDate"] <= row["endDate"]
    items = ids("lineItems")
    for row in network.oneroster(year, "results"):
        assert row["lineItemSourcedId"] in items
        assert row["studentSourcedId"] in users


def test_ids_of_students_begin_with_zero_and_last_over_years(network: Network) -> None:
    by_year = [
        {row["sourcedId"]: row for row in network.oneroster(year, "users") if row["role"] == "student"}
        for year in YEARS[:2]
    ]
    assert all(who[0] == "0" and len(who) == 10 for who in by_year[0])
    both = by_year[0].keys() & by_year[1].keys()
    assert len(both) > 200
    assert all(by_year[0][who]["familyName"] == by_year[1][who]["familyName"] for who in both)
    assert {who for who in both if by_year[0][who]["grades"] == "03"} == {
        who for who in both if by_year[1][who]["grades"] == "04"
    }


@pytest.mark.parametrize("year", YEARS)
def test_ed_fi_and_daily_files_speak_of_the_same_people_and_days(network: Network, year: str) -> None:
    students = {row["studentUniqueId"] for row in network.edfi(year, "students")}
    rostered = {row["sourcedId"] for row in network.oneroster(year, "demographics")}
    assert students == {who for who in rostered if who[0] == "0"}
    held = {(str(row["schoolReference"]["schoolId"]), row["studentReference"]["studentUniqueId"])
            for row in network.edfi(year, "studentSchoolAssociations")}  # fmt: skip
    open_days = {
        (str(row["calendarReference"]["schoolId"]), row["date"])
        for row in network.edfi(year, "calendarDates")
        if row["calendarEvents"][0]["calendarEventDescriptor"].endswith("#Instructional day")
    }
    events = network.edfi(year, "studentSchoolAttendanceEvents")
    marked = [(str(row["schoolReference"]["schoolId"]), row["studentReference"]["studentUniqueId"], row["eventDate"])
              for row in events]  # fmt: skip
    assert len(marked) == len(set(marked)) > 1000
    begin, end = int(year[:4]), int(year[:4]) + 1
    daily = network.daily(
        f"SELECT school_id, student_id, date::VARCHAR FROM daily WHERE date BETWEEN '{begin}-07-01' AND '{end}-06-30'"
    )
    assert len(daily) == len(set(daily))
    for school, who, day in (*marked, *daily):
        assert (school, who) in held
        assert (school, day) in open_days
    assert len(open_days) == 180 * 6
    for resource in ("studentSpecialEducationProgramAssociations", "disciplineActions"):
        assert {
            row["studentReference"]["studentUniqueId"] for row in network.edfi(year, resource)
        } <= students


def test_absences_of_both_feeds_agree(network: Network) -> None:
    silent_file = network.folder / "key" / "not_submitted.csv"
    with silent_file.open(encoding="utf-8", newline="") as file:
        silent = {(row["school_id"], row["date"]) for row in csv.DictReader(file)}
    assert len(silent) == network.key["not_submitted_school_days"]
    events = {
        (
            str(row["schoolReference"]["schoolId"]),
            row["studentReference"]["studentUniqueId"],
            row["eventDate"],
        )
        for row in network.edfi("2023-24", "studentSchoolAttendanceEvents")
    }
    daily = set(network.daily("SELECT school_id, student_id, date::VARCHAR FROM daily WHERE category <> 'present' "
                              "AND date < '2024-07-01'"))  # fmt: skip
    assert daily == {each for each in events if (each[0], each[2]) not in silent}
    assert silent.isdisjoint(network.daily("SELECT DISTINCT school_id, date::VARCHAR FROM daily"))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ({"students": 300, "schools": 5, "districts": 2}, "--schools 6 or more"),
        ({"students": 20, "schools": 3, "districts": 1}, "--students can be 39"),
        ({"students": 300, "schools": 6, "districts": 0}, "--districts"),
        ({"students": 300, "schools": 6, "districts": 2, "years": 0}, "--years"),
        ({"students": 300, "schools": 6, "districts": 2, "seed": -1}, "--seed"),
    ],
)
def test_sizes_that_make_no_network_are_refused(tmp_path, size: dict[str, int], words: str) -> None:
    with pytest.raises(CannotSynthesize, match=words):
        synthesize(Size(**size), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_in_use_is_left_alone(tmp_path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CannotSynthesize, match="not empty"):
        synthesize(Size(students=60, schools=3, districts=1), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_the_smallest_network_is_whole_too(tmp_path) -> None:
    out = tmp_path / "out"
    synthesize(Size(students=39, schools=3, districts=1, years=2), out)
    network = Network(out)
    assert len(network.oneroster("2024-25", "demographics")) == 39
    assert (out / "oneroster" / "2025-26" / "manifest.csv").exists()


def test_what_was_broken_off_has_no_manifest_and_no_key(tmp_path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Enough

    with pytest.raises(Enough):
        synthesize(Size(students=60, schools=3, districts=1, years=2), tmp_path / "out", stop)
    assert (tmp_path / "out" / "oneroster" / "2024-25" / "users.csv").exists()
    assert not list((tmp_path / "out").rglob("manifest.csv"))
    assert not (tmp_path / "out" / "key").exists()
