"""Plain tables by a mapping: what comes in, what is set aside, and what a second load changes."""

import shutil
from pathlib import Path

import pytest

from groundswell.store.publish import editions, reverting
from groundswell.store.read.mapped import deriving
from groundswell.store.read.mapped.repairs import write_repairs
from tests.store.oneroster.loading import AT, rows, tables
from tests.store.read.mapped.given import ATTENDANCE, bring, counts, found, rosters, skipped, table


@pytest.fixture(scope="module")
def rostered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rosters(tmp_path_factory.mktemp("rosters"))


@pytest.fixture
def store(rostered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered, tmp_path / "store"))


MIXED = (
    "0001040,S001,2025-10-01,P",
    "0001041,S001,2025-10-01,A",
    "0001042,S001,2025-10-01,Q",
    "0001043,S001,2025-02-30,T",
    "9999999,S001,2025-10-01,T",
    "0001043,S001,2025-10-01,T",
    "0001043,S001,2025-10-01,T",
    "0001044,S001,2025-10-01,T",
    "0001044,S001,2025-10-01,A",
    "0001045,S001,2025-10-01",
    ",,,",
    "0001046,S999,2025-10-01,P",
)


def test_every_row_is_accounted_for(store: Path, tmp_path: Path) -> None:
    report = bring(store, table(tmp_path, *MIXED))
    assert counts(report) == (12, 3, 5, 4)
    assert found(report) == [
        (4, "Code", "unlisted"),
        (5, "Date", "date"),
        (9, "date, student_id, school_id", "duplicate_key"),
        (10, "date, student_id, school_id", "duplicate_key"),
        (11, "Code", "ragged_row"),
    ]
    assert skipped(report) == {
        "nothing_to_take": 1,
        "repeated": 1,
        "unknown_schools": 1,
        "unknown_students": 1,
    }
    assert rows(
        store, "SELECT student_id, attended, category, source, school_year FROM attendance ORDER BY 1"
    ) == [
        ("0001040", 1.0, "present", "table", 2026),
        ("0001041", 0.0, "unexcused", "table", 2026),
        ("0001043", 1.0, "tardy", "table", 2026),
    ]


def test_the_same_file_again_is_nothing_new_and_a_load_can_be_taken_back(store: Path, tmp_path: Path) -> None:
    before = tables(store)
    path = table(tmp_path, *MIXED)
    assert bring(store, path).outcome == "published"
    assert bring(store, path).outcome == "unchanged"
    renamed = path.rename(tmp_path / "again.csv")
    assert bring(store, renamed).tables == {"attendance": 3}
    reverting.go_back(store, 1, made_at=AT)
    assert tables(store) == before


def test_rows_are_corrected_and_come_in(store: Path, tmp_path: Path) -> None:
    bring(store, table(tmp_path, *MIXED))
    assert write_repairs(store, tmp_path / "mend") == {"table.attendance.csv": 5}
    mend = tmp_path / "mend" / "table.attendance.csv"
    text = mend.read_text().replace(",Q,", ",A,").replace("2025-02-30", "2025-10-02")
    mend.write_text(text.replace("0001044,S001,2025-10-01,T", "0001044,S001,2025-10-02,T"))
    report = bring(store, tmp_path / "mend")
    assert counts(report) == (5, 4, 1, 0)
    assert write_repairs(store, tmp_path / "more") == {"table.attendance.csv": 1}
    assert rows(store, "SELECT count(*), count(DISTINCT date) FROM attendance") == [(7, 2)]


def test_a_corrected_mapping_empties_quarantine(store: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "0001040,S001,2025-10-01,P", "0001041,S001,2025-10-01,Q")
    assert counts(bring(store, path)) == (2, 1, 1, 0)
    assert counts(bring(store, path, ATTENDANCE.replace("P: present", "P: present, Q: excused"))) == (
        2,
        2,
        0,
        0,
    )
    assert write_repairs(store, tmp_path / "mend") == {}


def test_days_are_sorted_some_at_a_time(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of a large network is more than memory: 2 rows at once here, of three days and one too large alone."""
    lines = [f"000104{number},S001,2025-10-{day:02d},P" for day in (3, 1, 2) for number in range(day)]
    monkeypatch.setattr(deriving, "SORTED_AT_ONCE", 2)
    assert counts(bring(store, table(tmp_path, *lines))) == (6, 6, 0, 0)
    assert rows(store, "SELECT date::VARCHAR, count(*) FROM attendance GROUP BY 1 ORDER BY 1") == [
        ("2025-10-01", 1), ("2025-10-02", 2), ("2025-10-03", 3)
    ]  # fmt: skip


def test_a_file_takes_the_place_of_the_days_it_names(store: Path, tmp_path: Path) -> None:
    bring(store, table(tmp_path, "0001040,S001,2025-10-01,P", "0001040,S001,2025-10-02,A"))
    bring(store, table(tmp_path, "0001040,S001,2025-10-02,P", "0001041,S001,2025-10-02,P", name="second.csv"))
    query = "SELECT student_id, date::VARCHAR, category FROM attendance ORDER BY 2, 1"
    assert rows(store, query) == [
        ("0001040", "2025-10-01", "present"),
        ("0001040", "2025-10-02", "present"),
        ("0001041", "2025-10-02", "present"),
    ]
    first, second = editions.read(store, 2), editions.read(store, 3)
    kept = {part.path for part in first.of("attendance")} & {part.path for part in second.of("attendance")}
    assert len(kept) == 1, "The day that was not told of again is the file that it was."


def test_another_school_of_the_same_day_is_added_with_a_word(store: Path, tmp_path: Path) -> None:
    bring(store, table(tmp_path, "0001040,S001,2025-10-01,P", "0001041,S001,2025-10-01,A"))
    late = table(tmp_path, "0002040,S002,2025-10-01,P", name="late.csv")
    refused = bring(store, late)
    assert refused.outcome == "refused"
    assert refused.refusal
    assert (refused.refusal.rule, "--add" in refused.refusal.fix) == ("great_loss", True)
    assert counts(bring(store, late, adds=True)) == (1, 1, 0, 0)
    assert rows(store, "SELECT count(*) FROM attendance") == [(3,)]
    changed = table(tmp_path, "0001041,S001,2025-10-01,P", name="changed.csv")
    bring(store, changed, adds=True)
    assert rows(store, "SELECT category FROM attendance WHERE student_id = '0001041'") == [("present",)]


def test_two_feeds_stand_side_by_side(store: Path, tmp_path: Path) -> None:
    bring(store, table(tmp_path, "0001040,S001,2025-10-01,P"), source="office")
    bring(store, table(tmp_path, "0002040,S002,2025-10-01,P"), source="nurse")
    assert rows(store, "SELECT source, student_id FROM attendance ORDER BY 1") == [
        ("nurse", "0002040"),
        ("office", "0001040"),
    ]
    refused = bring(store, table(tmp_path, "0001040,S001,2025-10-01,P"), source="edfi")
    assert refused.refusal
    assert refused.refusal.rule == "source_name"


def test_a_date_that_can_be_read_in_two_ways_is_a_question(store: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "0001040,S001,2025-10-01,P", "0001040,S001,03/04/2025,P")
    refused = bring(store, path)
    assert refused.refusal
    assert (refused.outcome, refused.refusal.line, refused.refusal.column) == ("refused", 3, "Date")
    assert "“03/04/2025” can be March 4, 2025 (mdy) or April 3, 2025 (dmy)." in refused.refusal.message
    assert "dates: mdy or dates: dmy" in refused.refusal.fix
    assert editions.current_number(store) == 1
    for order, day in (("mdy", "2025-03-04"), ("dmy", "2025-04-03")):
        assert bring(store, path, f"{ATTENDANCE}dates: {order}\n", source=order).complete
        assert rows(store, f"SELECT min(date)::VARCHAR FROM attendance WHERE source = '{order}'") == [(day,)]  # noqa: S608


def test_a_birth_date_is_asked_about_without_showing_it(store: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "S1,03/04/2015", header="id,born", name="students.csv")
    text = "table: students\ncolumns: {student_id: id, birth_date: born}\nconstants: {school_year: 2025-26}\n"
    refused = bring(store, path, text)
    assert refused.refusal
    assert "2015" not in refused.refusal.message


def test_ids_are_looked_up_by_another_id(store: Path, tmp_path: Path) -> None:
    text = """
table: attendance
columns:
  student_id: {from: Number, match: local_id}
  school_id: {from: Code, match: identifier}
  date: Day
constants: {category: excused}
"""
    path = table(tmp_path, "0001040,0001,2025-10-01", "77,0001,2025-10-01", header="Number,Code,Day")
    report = bring(store, path, text)
    assert counts(report) == (2, 1, 0, 1)
    assert skipped(report) == {"unknown_students": 1}
    assert rows(store, "SELECT student_id, school_id FROM attendance") == [("0001040", "S001")]
    assert "absences_alone" in {notice.rule for notice in report.notices}


def test_nearly_known_ids_are_told_and_never_changed(store: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "1040,S001,2025-10-01,P", "0001041,S001,2025-10-01,P")
    report = bring(store, path)
    assert skipped(report) == {"unknown_students": 1}
    (notice,) = [each for each in report.notices if each.rule == "nearly_known_students"]
    assert "1 without leading zeros" in notice.message
    assert rows(store, "SELECT student_id FROM attendance") == [("0001041",)]


def test_what_happened_waits_for_who_was_there(tmp_path: Path) -> None:
    refused = bring(tmp_path / "empty", table(tmp_path, "0001040,S001,2025-10-01,P"))
    assert refused.refusal
    assert refused.refusal.rule == "no_students"
    assert not (tmp_path / "empty" / "CURRENT").exists()


def test_students_of_a_table_belong_to_groups(tmp_path: Path) -> None:
    text = """
table: students
columns: {student_id: id, sex: {from: g, values: {F: female, M: male}}, grade: gr, race_ethnicity: race}
constants: {school_year: 2026}
"""
    path = table(tmp_path, "007,F,K,asian", "008,M,3,", header="id,g,gr,race")
    store = tmp_path / "store"
    assert bring(store, path, text).tables == {"students": 2, "group_memberships": 3}
    assert rows(store, "SELECT student_id, grade FROM students ORDER BY 1") == [("007", "KG"), ("008", "03")]
    learners = (
        "table: group_memberships\ncolumns: {student_id: id}\n"
        "constants: {school_year: 2026, group_set: english_learner, group_name: yes}\n"
    )
    assert bring(store, table(tmp_path, "008", header="id", name="el.csv"), learners).complete
    assert rows(store, "SELECT group_set, count(*) FROM group_memberships GROUP BY 1 ORDER BY 1") == [
        ("english_learner", 1),
        ("race_ethnicity", 1),
        ("sex", 2),
    ]


def test_a_mapping_that_leaves_out_what_is_needed_is_refused(store: Path, tmp_path: Path) -> None:
    refused = bring(
        store,
        table(tmp_path, "0001040,S001,2025-10-01,P"),
        "table: attendance\ncolumns: {student_id: Student ID}\n",
    )
    assert refused.refusal
    assert (refused.refusal.rule, refused.refusal.column) == ("not_mapped", "date")
    refused = bring(store, table(tmp_path, "0001040"), ATTENDANCE.replace("Student ID", "StudentId"))
    assert refused.refusal
    assert "Did you mean “Student ID”?" in refused.refusal.fix
