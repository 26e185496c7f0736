"""Grand Bend, the sample district of Ed-Fi 5.2: a cut of it always, all of it where the shared data folder is."""

from pathlib import Path

import pytest

from groundswell.store.engine import run
from groundswell.store.publish import editions
from groundswell.store.publish.reading import files, reading
from tests.store.edfi.given import CUT, load
from tests.store.oneroster.given import export
from tests.store.oneroster.loading import SHARED, rows
from tests.store.oneroster.loading import load as load_rosters

WHOLE = SHARED / "edfi" / "edfi_ds52_grandbend_core_xml.zip"
OLD = SHARED / "edfi" / "edfi_sdg_ds2_gbhs_student_and_enrollment_xml.zip"
needs_whole = pytest.mark.skipif(not WHOLE.exists(), reason="Grand Bend is not here; see GROUNDSWELL_DATA")


def test_the_cut(tmp_path: Path) -> None:
    report = load(tmp_path, CUT)
    assert [(file.rows_read, file.quarantined) for file in report.files] == [
        (4, 0), (15, 0), (8, 0), (10, 0), (4, 0), (10, 0), (8, 0), (9, 0),
    ]  # fmt: skip
    assert {(skip.rule, skip.rows) for skip in report.skipped_rows} == {("not_used", 2), ("same_day", 1)}
    assert {notice.rule for notice in report.notices} == {"no_calendar", "no_enrollments"}
    assert rows(tmp_path, "SELECT org_id, parent_id FROM organizations WHERE type = 'school' ORDER BY 1") == [
        ("255901001", "255901"), ("255901044", "255901"), ("255901107", "255901"),
    ]  # fmt: skip
    assert (
        rows(
            tmp_path,
            "SELECT incident_id, action, days FROM incidents WHERE action = 'expulsion' OR behavior IS NULL",
        )
        == []
    )
    assert rows(tmp_path, "SELECT count(DISTINCT incident_id) FROM incidents") == [(3,)]
    assert rows(tmp_path, "SELECT count(*) FROM attendance WHERE attended = 0 AND category = 'tardy'") == [
        (0,)
    ]


def test_a_feed_of_other_years_says_nothing_of_where_these_students_are(tmp_path: Path) -> None:
    load_rosters(tmp_path / "store", export().as_zip(tmp_path / "rosters.zip"))
    [told] = (each.message for each in load(tmp_path / "store", CUT).notices if each.rule == "no_enrollments")
    assert told == "No feed says in which school the 10 students of 2021-22 are enrolled."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("grandbend")
    report = load(store, WHOLE)
    assert (report.rows_read, report.accepted, report.quarantined, report.skipped) == (6326, 5757, 0, 569)
    same_day = [skip.rows for skip in report.skipped_rows if skip.rule == "same_day"]
    assert same_day == [1], "One student has two events on one day."
    return store


@needs_whole
def test_the_published_counts(whole: Path) -> None:
    assert rows(whole, "SELECT count(*) FROM students") == [(960,)]
    assert rows(whole, "SELECT count(*), count(given_name), any_value(role) FROM staff") == [
        (56, 56, "teacher")
    ]
    assert rows(whole, "SELECT count(*) FROM class_staff WHERE role = 'teacher' AND is_primary") == [(528,)]
    absent = "FROM attendance WHERE attended < 1"
    assert rows(
        whole, f"SELECT count(*), count(DISTINCT (student_id, date)), count(DISTINCT student_id) {absent}"
    ) == [(1850, 1850, 192)]
    assert rows(whole, "SELECT category, count(*) FROM attendance WHERE attended = 1 GROUP BY 1") == [
        ("tardy", 66)
    ]
    assert rows(whole, "SELECT count(DISTINCT incident_id) FROM incidents") == [(21,)]
    often = (
        "SELECT school_id, count(*) FROM (SELECT school_id, student_id FROM attendance WHERE attended < 1 "
        "GROUP BY ALL HAVING count(DISTINCT date) >= 17) GROUP BY 1 ORDER BY 1"
    )
    assert rows(whole, often) == [("255901001", 15), ("255901044", 12), ("255901107", 17)]
    assert rows(whole, "SELECT count(*) FROM programs WHERE program = 'special_education'") == [(97,)]
    assert rows(whole, "SELECT count(*) FROM classes") == [(532,)]
    assert rows(whole, "SELECT category, count(*) FROM assessments GROUP BY 1 ORDER BY 1") == [
        ("college_entrance", 335), ("grade_book", 250), ("state_test", 34),
    ]  # fmt: skip


@needs_whole
def test_sessions_keep_their_days_of_instruction(whole: Path) -> None:
    parts = editions.current(whole).of("records.edfi_sessions")
    with reading(whole) as now:
        query = f"SELECT school_id, list(instructional_days ORDER BY begin_date) FROM {files(whole, parts)} GROUP BY 1 ORDER BY 1"  # noqa: S608
        found = run(now.connection, query)
    assert found == [(school, [81.0, 88.0]) for school in ("255901001", "255901044", "255901107")]


@needs_whole
def test_the_second_load_is_nothing_new(whole: Path) -> None:
    assert load(whole, WHOLE).outcome == "unchanged"


@pytest.mark.skipif(not OLD.exists(), reason="the older sample is not here; see GROUNDSWELL_DATA")
def test_data_standard_2_is_recognized(tmp_path: Path) -> None:
    refusal = load(tmp_path, OLD).refusal
    assert refusal
    assert refusal.rule == "other_version"
    assert (
        refusal.message == "This is Ed-Fi Data Standard 2 (http://ed-fi.org/0200). We read Data Standard 5."
    )
