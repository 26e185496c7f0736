"""A whole Ed-Fi export of invented schools: what becomes of it."""

import json
from pathlib import Path

import pytest

from groundswell.store.publish import editions, reverting
from tests.store.edfi.given import AT, absence, as_folder, as_zip, export, load, student, uri
from tests.store.oneroster.given import export as rosters
from tests.store.oneroster.loading import load as load_rosters
from tests.store.oneroster.loading import quarantine, rows, tables


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edfi")
    report = load(folder / "store", as_folder(folder / "files", export()))
    assert report.outcome == "published", report.refusal
    assert report.complete, (report.faults, report.skipped_rows)
    assert not report.notices
    assert {file.rows_read for file in report.files} == {len(records) for records in export().values()}
    return folder / "store"


EXPECTED = {
    "SELECT staff_id, given_name, role FROM staff ORDER BY 1": [("T1", "Ada", "teacher"), ("T2", "Bo", "aide")],
    "SELECT staff_id, class_id, role, is_primary FROM class_staff ORDER BY 1": [
        ("T1", "11/2026/Fall/MATH/M1", "teacher", True), ("T2", "11/2026/Fall/MATH/M1", "aide", False),
    ],
    "SELECT org_id, type, parent_id FROM organizations ORDER BY 1": [("1", "district", None), ("11", "school", "1")],
    "SELECT session_id, type FROM sessions": [("11/2026/Fall", "semester")],
    "SELECT count(*), count(*) FILTER (is_instructional), any_value(marks), any_value(session_id) FROM calendar_days": [
        (6, 5, "exceptions", "11/2026/Fall")
    ],
    "SELECT student_id, given_name, sex, race_ethnicity, asian, grade FROM students ORDER BY 1": [
        ("0001", "Ana", "female", "two_or_more", True, "05"),
        ("0002", "Bo", "male", "hispanic_latino", None, "05"),
        ("0003", "Chidi", None, None, None, "05"),
    ],
    "SELECT count(*), any_value(school_id), bool_and(is_primary) FROM enrollments": [(3, "11", True)],
    "SELECT student_id, day(date), attended, category FROM attendance ORDER BY 1, 2": [
        ("0001", 2, 0.0, "excused"), ("0001", 3, 0.5, "unexcused"), ("0002", 2, 1.0, "tardy"),
    ],
    "SELECT incident_id, student_id, behavior, part, action, days FROM incidents": [
        ("11/I1", "0002", "School Violation", "took_part", "out_of_school_suspension", 2.0)
    ],
    "SELECT student_id, program, org_id FROM programs": [("0003", "special_education", "1")],
    "SELECT score, category, subject, met_standard, date::VARCHAR FROM assessments": [
        (2431.0, "state_test", "mathematics", True, "2025-10-01")
    ],
    "SELECT class_id, session_id, letter, points, is_final, subject FROM grades": [
        ("11/2026/Fall/MATH/M1", "11/2026/Fall", "B+", 3.3, True, "mathematics")
    ],
    "SELECT respondent_type, school_id, answer, scale_maximum FROM surveys": [("student", "11", 4.0, 5.0)],
    "SELECT c.title, e.student_id FROM class_enrollments AS e JOIN classes AS c USING (class_id)": [("Mathematics 5", "0001")],
    "SELECT group_set, group_name, month(begin_date) FROM group_memberships WHERE student_id = '0001' ORDER BY 1": [
        ("disability", "no", None), ("english_learner", "yes", None), ("homeless", "yes", 10),
        ("race_ethnicity", "two_or_more", None), ("sex", "female", None),
    ],
    "SELECT group_set, group_name FROM group_memberships WHERE student_id = '0003' ORDER BY 1": [("disability", "yes")],
}  # fmt: skip


@pytest.mark.parametrize("query", EXPECTED)
def test_every_table_holds_what_the_api_said(loaded: Path, query: str) -> None:
    assert rows(loaded, query) == EXPECTED[query]


def test_lines_zip_and_array_are_the_same_and_the_second_load_is_nothing_new(
    loaded: Path, tmp_path: Path
) -> None:
    report = load(loaded, as_folder(tmp_path / "lines", export(), lines=True))
    assert (report.outcome, report.edition) == ("unchanged", 1)
    assert load(loaded, as_zip(tmp_path / "a.zip", export())).outcome == "unchanged"


def test_a_load_can_be_taken_back_and_other_years_stay(tmp_path: Path) -> None:
    load(tmp_path / "store", as_folder(tmp_path / "one", export()))
    text = json.dumps(export()).replace("2026", "2027").replace("2025-", "2026-")
    report = load(tmp_path / "store", as_folder(tmp_path / "two", json.loads(text)))
    assert report.school_years == (2027,)
    assert rows(tmp_path / "store", "SELECT school_year, count(*) FROM attendance GROUP BY 1 ORDER BY 1") == [
        (2026, 3),
        (2027, 3),
    ]
    reverting.take_back(tmp_path / "store", 2, made_at=AT)
    assert tables(tmp_path / "store") == tables(tmp_path / "store", 1)


def test_one_resource_later_takes_the_place_of_its_own_alone(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load(store, as_folder(tmp_path / "one", export()))
    more = {"studentSchoolAttendanceEvents": [absence("0003", "2025-09-04"), absence("0001", "2025-09-02")]}
    assert load(store, as_folder(tmp_path / "two", more)).complete
    assert rows(store, "SELECT count(*), count(DISTINCT student_id) FROM attendance") == [(2, 2)]
    assert rows(store, "SELECT count(*) FROM students") == [(3,)]


def test_a_new_years_events_alone_leave_the_year_before(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load(store, as_folder(tmp_path / "one", export()))
    session = {"schoolId": 11, "schoolYear": 2027, "sessionName": "Fall"}
    events = [absence("0003", "2026-09-04", sessionReference=session)]
    report = load(store, as_folder(tmp_path / "two", {"studentSchoolAttendanceEvents": events}))
    assert report.complete, report.refusal
    counted = "SELECT school_year, count(*) FROM attendance GROUP BY 1 ORDER BY 1"
    assert rows(store, counted) == [(2026, 3), (2027, 1)]


def test_adding_keeps_what_is_held_and_replaces_the_same_keys(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load(store, as_folder(tmp_path / "one", export()))
    changed = absence("0001", "2025-09-02", eventDuration=0.25)
    more = {"studentSchoolAttendanceEvents": [absence("0003", "2025-09-04"), changed]}
    assert load(store, as_folder(tmp_path / "two", more), adds=True).complete
    assert rows(store, "SELECT count(*), sum(attended) FROM attendance") == [(4, 0.5 + 1 + 0 + 0.75)]


def test_losing_most_of_a_year_needs_a_word(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load(store, as_folder(tmp_path / "one", export()))
    little = {"studentSchoolAttendanceEvents": [absence("0003", "2025-09-04")]}
    report = load(store, as_folder(tmp_path / "two", little))
    assert report.refusal
    assert report.refusal.rule == "great_loss"
    assert editions.current_number(store) == 1
    assert load(store, tmp_path / "two", accept_loss=True).outcome == "published"


def test_absences_alone_need_students_that_another_feed_may_tell(tmp_path: Path) -> None:
    events = {"studentSchoolAttendanceEvents": [
        absence("0001046", "2025-09-04", schoolReference={"schoolId": "S001"}),
        absence("unheard-of", "2025-09-04", schoolReference={"schoolId": "S001"}),
    ]}  # fmt: skip
    alone = load(tmp_path / "alone", as_folder(tmp_path / "files", events))
    assert alone.refusal
    assert alone.refusal.rule == "no_students"
    given = rosters()
    known = next(row["sourcedId"] for row in given.files["users"] if row["role"] == "student")
    events["studentSchoolAttendanceEvents"][0]["studentReference"] = {"studentUniqueId": known}
    load_rosters(tmp_path / "store", given.as_folder(tmp_path / "rosters"))
    report = load(tmp_path / "store", as_folder(tmp_path / "files", events))
    assert (report.accepted, report.skipped, report.quarantined) == (1, 1, 0)
    assert report.skipped_rows[0].rule == "unknown_students"
    assert rows(tmp_path / "store", "SELECT student_id, source FROM attendance") == [(known, "edfi")]


def test_feeds_that_do_not_match_are_told(tmp_path: Path) -> None:
    given = rosters()
    load_rosters(tmp_path / "store", given.as_folder(tmp_path / "rosters"))
    roster = [row["sourcedId"] for row in given.files["users"] if row["role"] == "student"]
    data = export()
    data["students"].append({"studentUniqueId": roster[0], "firstName": "Eli", "lastSurname": "Doe"})
    data["studentSchoolAssociations"].append(data["studentSchoolAssociations"][0] | student(roster[0]))
    report = load(tmp_path / "store", as_folder(tmp_path / "files", data))
    told = {notice.column: notice.message for notice in report.notices if notice.rule == "feeds_differ"}
    assert told["student_id"].startswith(
        f"2025-26: 1 students are in both Ed-Fi and oneroster; 3 are in Ed-Fi alone, and {len(roster) - 1} in oneroster alone"
    )
    assert told["org_id"].startswith("2025-26: 0 schools are in both")


def test_one_day_counts_once_and_the_longest_absence_counts(tmp_path: Path) -> None:
    data = export()
    data["studentSchoolAttendanceEvents"] += [
        absence("0001", "2025-09-02", "Tardy"),
        absence("0001", "2025-09-02"),
    ]
    report = load(tmp_path / "store", as_folder(tmp_path / "files", data))
    assert {skip.rule: skip.rows for skip in report.skipped_rows} == {"same_day": 1, "repeated": 1}
    assert report.rows_read == report.accepted + 2
    assert rows(
        tmp_path / "store", "SELECT attended FROM attendance WHERE student_id = '0001' AND day(date) = 2"
    ) == [(0.0,)]


def test_codes_of_the_district_are_counted_until_they_are_explained(tmp_path: Path) -> None:
    data = export()
    data["studentSchoolAttendanceEvents"].append(absence("0003", "2025-09-04", "Gone fishing"))
    data["studentEducationOrganizationAssociations"][0]["sexDescriptor"] = uri("Sex", "W", "fern.org")
    folder = as_folder(tmp_path / "files", data)
    report = load(tmp_path / "store", folder)
    assert {(each.rule, each.rows) for each in report.skipped_rows} == {("unknown_category", 1)}
    told = sorted(notice.message for notice in report.notices if notice.rule == "unknown_codes")
    assert told == [
        "We do not know these codes of studentEducationOrganizationAssociations: “W” (1).",
        "We do not know these codes of studentSchoolAttendanceEvents: “Gone fishing” (1).",
    ]
    own = tmp_path / "own.yaml"
    own.write_text("attendance: {unexcused: [gone Fishing]}\nsex: {female: [W]}\n", encoding="utf-8")
    report = load(tmp_path / "store", folder, descriptors=own)
    assert report.complete
    assert [(each.file, each.rule) for each in report.notices] == [("own.yaml", "kept_words")]
    assert "The store keeps it as edfi-codes.yaml" in report.notices[0].message
    assert rows(tmp_path / "store", "SELECT category FROM attendance WHERE student_id = '0003'") == [
        ("unexcused",)
    ]
    own.write_text("attendance: {fishing: [Gone fishing]}", encoding="utf-8")
    refusal = load(tmp_path / "store", folder, descriptors=own).refusal
    assert refusal
    assert "“fishing” is no meaning in “attendance”" in refusal.message
    # Later loads need not say it again, and what was refused is not kept.
    again = load(tmp_path / "store", folder)
    assert (again.outcome, again.complete) == ("unchanged", True)
    assert [(each.file, each.rule) for each in again.notices] == [("edfi-codes.yaml", "kept_words")]


def test_codes_of_a_load_that_is_refused_are_not_kept(tmp_path: Path) -> None:
    own, empty = tmp_path / "own.yaml", tmp_path / "empty"
    own.write_text("sex: {female: [W]}\n", encoding="utf-8")
    empty.mkdir()
    report = load(tmp_path / "store", empty, descriptors=own)
    assert report.refusal
    assert not [each for each in report.notices if each.rule == "kept_words"]
    assert not (tmp_path / "store" / "edfi-codes.yaml").exists()


def test_a_record_set_aside_is_kept_and_leaves_when_it_comes_in(tmp_path: Path) -> None:
    store, data = tmp_path / "store", export()
    data["students"][2]["birthDate"] = "3/1/2014"
    report = load(store, as_folder(tmp_path / "files", data))
    assert [
        (fault.file, fault.line, fault.column, fault.rule)
        for fault in report.faults
        if fault.file == "students.json"
    ] == [("students.json", 16, "birthDate", "ambiguous_date")]
    assert {fault.rule for fault in report.faults if fault.file != "students.json"} == {
        "refers_to_quarantined"
    }
    assert report.rows_read == report.accepted + report.quarantined + report.skipped
    kept = [row for row in quarantine(store) if row[0] == "students.json"]
    assert json.loads(kept[0][3])["birthDate"] == ["3/1/2014"]
    assert load(store, as_folder(tmp_path / "files", export())).complete
    assert not quarantine(store)
