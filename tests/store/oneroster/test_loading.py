"""A OneRoster export into editions: what comes in, stays out, changes and goes."""
# ruff: noqa: S608, S311 (queries and rows of the tests' own)

import random
from pathlib import Path

import pytest

from groundswell.store.publish import editions, reading, reverting
from groundswell.store.read.oneroster.derive import out_tables
from tests.store.oneroster.given import as_version_12, delta, export
from tests.store.oneroster.loading import AT, load, quarantine, rows, tables


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_an_export_comes_in_whole(store: Path, tmp_path: Path) -> None:
    report = load(store, export().as_zip(tmp_path / "a.zip"))
    assert (report.outcome, report.edition, report.complete) == ("published", 1, True)
    counts = {file.file: file.rows_read for file in report.files}
    assert counts == {
        "orgs.csv": 3, "academicSessions.csv": 2, "courses.csv": 2, "classes.csv": 6, "users.csv": 48,
        "enrollments.csv": 48, "demographics.csv": 42, "categories.csv": 1, "lineItems.csv": 6, "results.csv": 42,
    }  # fmt: skip
    assert report.tables["students"] == report.tables["enrollments"] == report.tables["assessments"] == 42
    assert reading.damage(store, editions.current(store)) == []


def test_students_are_who_they_are(store: Path, tmp_path: Path) -> None:
    load(store, export().as_zip(tmp_path / "a.zip"))
    first = rows(
        store,
        "SELECT local_id, grade, sex, race_ethnicity, birth_date::VARCHAR, extensions, source "
        "FROM students WHERE student_id = '0001040'",
    )
    assert first == [("0001040", "04", "female", "asian", "2016-01-09", '{"lunch":"Y"}', "oneroster")]
    by_id = {
        row[0]: row for row in rows(store, "SELECT local_id, race_ethnicity, two_or_more_races FROM students")
    }
    assert by_id["0001040"][1:] == ("asian", False)
    assert by_id["0001045"][1:] == ("hispanic_latino", False)
    assert by_id["0001046"][1:] == ("two_or_more", True)


def test_what_we_never_keep_is_nowhere_in_the_store(store: Path, tmp_path: Path) -> None:
    given = export()
    given.row("users", "0001040")["grades"] = "no grade"  # so that a row lies in quarantine, too
    load(store, given.as_zip(tmp_path / "a.zip"))
    with reading.reading(store) as now:
        for part in now.edition.parts.values():
            table = reading.files(store, [part])
            text = " ".join(map(repr, now.connection.execute(f"SELECT * FROM {table}").fetchall()))
            assert not [
                word for word in ("not-to-be-kept", "555-0100", "example.org", "Nowhere") if word in text
            ]


def test_the_same_files_again_make_no_edition(store: Path, tmp_path: Path) -> None:
    load(store, export().as_zip(tmp_path / "a.zip"))
    shuffled = export()
    for listed in shuffled.files.values():
        random.Random(4).shuffle(listed)
    again = load(store, shuffled.as_folder(tmp_path / "renamed"))
    assert (again.outcome, again.edition, again.accepted) == ("unchanged", 1, again.rows_read)
    assert editions.current_number(store) == 1


def test_a_delta_on_a_bulk_is_the_next_bulk(tmp_path: Path) -> None:
    before, after = export(), _later()
    load(tmp_path / "deltas", before.as_zip(tmp_path / "a.zip"))
    report = load(tmp_path / "deltas", delta(before, after).as_zip(tmp_path / "d.zip"))
    assert report.complete, report.faults
    load(tmp_path / "bulks", before.as_zip(tmp_path / "a.zip"))
    load(tmp_path / "bulks", after.as_zip(tmp_path / "b.zip"))
    assert tables(tmp_path / "deltas") == tables(tmp_path / "bulks")
    again = load(tmp_path / "deltas", delta(before, after).as_zip(tmp_path / "d.zip"))
    assert again.outcome == "unchanged"


def test_a_delta_into_the_next_year_is_the_next_bulk(tmp_path: Path) -> None:
    before, after = export(2026), export(2027)
    load(tmp_path / "deltas", before.as_zip(tmp_path / "a.zip"))
    load(tmp_path / "deltas", delta(before, after).as_zip(tmp_path / "d.zip"))
    load(tmp_path / "bulks", before.as_zip(tmp_path / "a.zip"))
    load(tmp_path / "bulks", after.as_zip(tmp_path / "b.zip"))
    assert tables(tmp_path / "deltas") == tables(tmp_path / "bulks")
    years = rows(tmp_path / "bulks", "SELECT school_year, count(*) FROM students GROUP BY 1 ORDER BY 1")
    assert years == [(2026, 42), (2027, 42)]


def _later():
    after = export()
    after.drop("enrollments", "E-2026-S001-0-0001040")
    after.drop("results", "R-2026-S001-0-0001040")
    after.drop("users", "0001040")
    after.drop("demographics", "0001040")
    after.row("users", "0001041")["familyName"] = "Renamed"
    after.row("classes", "2026-S002-1")["title"] = "Geometry"
    after.files["enrollments"].append(
        {"sourcedId": "E-new", "classSourcedId": "2026-S002-1", "schoolSourcedId": "S002",
         "userSourcedId": "0001041", "role": "student", "beginDate": "2026-01-05"}
    )  # fmt: skip
    return after


def test_a_delta_writes_what_it_changes_and_shares_the_rest(store: Path, tmp_path: Path) -> None:
    before, after = export(), export()
    after.row("classes", "2026-S002-1")["title"] = "Geometry"
    load(store, before.as_zip(tmp_path / "a.zip"))
    load(store, delta(before, after).as_zip(tmp_path / "d.zip"))
    now = editions.current(store)
    new = {part.key.table for part in now.parts.values() if part.path.startswith("000002/")}
    assert new == {"records.classes", "classes"}
    assert len(now.parts) > 15


def test_an_old_delta_does_not_undo_a_newer_one(store: Path, tmp_path: Path) -> None:
    first, second, third = export(), export(), export()
    second.row("classes", "2026-S002-1")["title"] = "Second"
    third.row("classes", "2026-S002-1")["title"] = "Third"
    load(store, first.as_zip(tmp_path / "a.zip"))
    load(store, delta(second, third, when="2026-10-03T00:00:00Z").as_zip(tmp_path / "c.zip"))
    report = load(store, delta(first, second, when="2026-10-02T00:00:00Z").as_zip(tmp_path / "b.zip"))
    assert [(row.rule, row.rows) for row in report.skipped_rows] == [("older", 1)]
    assert rows(store, "SELECT title FROM classes WHERE class_id = '2026-S002-1'") == [("Third",)]


def test_any_load_can_be_taken_back(store: Path, tmp_path: Path) -> None:
    load(store, export(2026).as_zip(tmp_path / "a.zip"))
    one = tables(store)
    load(store, export(2027).as_zip(tmp_path / "b.zip"))
    two = tables(store)
    assert reverting.take_back(store, 2, made_at=AT).number == 3
    assert tables(store) == one
    assert reverting.go_back(store, 2, made_at=AT).number == 4
    assert tables(store) == two
    assert reverting.take_back(store, 1, made_at=AT).number == 5
    assert rows(store, "SELECT DISTINCT school_year FROM students") == [(2027,)]
    assert tables(store, 2) == two
    assert reverting.go_back(store, 5, made_at=AT).number == 5  # nothing to change


def test_a_load_that_others_build_on_is_not_taken_from_under_them(store: Path, tmp_path: Path) -> None:
    before, after = export(), _later()
    load(store, before.as_zip(tmp_path / "a.zip"))
    load(store, after.as_zip(tmp_path / "b.zip"))
    with pytest.raises(reverting.CannotRevert, match="Take back 2 first"):
        reverting.take_back(store, 1, made_at=AT)
    assert editions.current_number(store) == 2


def test_version_1_2_tells_the_same(tmp_path: Path) -> None:
    load(tmp_path / "eleven", export().as_zip(tmp_path / "a.zip"))
    report = load(tmp_path / "twelve", as_version_12(export()).as_zip(tmp_path / "b.zip"))
    assert report.complete, report.faults
    eleven, twelve = tables(tmp_path / "eleven"), tables(tmp_path / "twelve")
    different = {name for name in eleven if eleven[name] != twelve[name]}
    assert different == {"enrollments"}  # 1.2 says which school is the primary one
    assert rows(tmp_path / "twelve", "SELECT bool_and(is_primary) FROM enrollments") == [(True,)]


def test_all_references_resolve(store: Path, tmp_path: Path) -> None:
    load(store, export().as_zip(tmp_path / "a.zip"))
    assert unresolved(store) == 0


def unresolved(store: Path) -> int:
    pairs = [
        ("enrollments", "student_id", "students"), ("enrollments", "school_id", "organizations"),
        ("class_enrollments", "student_id", "students"), ("class_enrollments", "class_id", "classes"),
        ("class_staff", "staff_id", "staff"), ("class_staff", "class_id", "classes"), ("classes", "course_id", "courses"),
        ("classes", "school_id", "organizations"), ("assessments", "student_id", "students"),
        ("assessments", "class_id", "classes"), ("group_memberships", "student_id", "students"),
    ]  # fmt: skip
    ids = {
        "students": "student_id",
        "organizations": "org_id",
        "classes": "class_id",
        "staff": "staff_id",
        "courses": "course_id",
    }
    return sum(
        rows(store, f"SELECT count(*) FROM {table} t WHERE NOT EXISTS (FROM {target} o WHERE "
                    f"o.{ids[target]} = t.{column} AND o.school_year = t.school_year)")[0][0]
        for table, column, target in pairs
    )  # fmt: skip


def test_a_bulk_that_would_empty_a_year_is_held_back(store: Path, tmp_path: Path) -> None:
    load(store, export().as_zip(tmp_path / "a.zip"))
    small = export()
    gone = [row["sourcedId"] for row in small.files["users"] if row["role"] == "student"][3:]
    for name, key in (
        ("users", "sourcedId"),
        ("demographics", "sourcedId"),
        ("enrollments", "userSourcedId"),
        ("results", "studentSourcedId"),
    ):
        small.files[name] = [row for row in small.files[name] if row[key] not in gone]
    held = load(store, small.as_zip(tmp_path / "b.zip"))
    assert (held.outcome, held.refusal and held.refusal.rule, editions.current_number(store)) == (
        "refused",
        "great_loss",
        1,
    )
    assert load(store, small.as_zip(tmp_path / "b.zip"), accept_loss=True).edition == 2


def test_every_table_is_told_of_in_the_report(store: Path, tmp_path: Path) -> None:
    report = load(store, export().as_zip(tmp_path / "a.zip"))
    held = tables(store)
    assert report.tables == {name: len(held[name]) for name in out_tables()}
    assert quarantine(store) == []
