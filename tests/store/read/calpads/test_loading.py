"""CALPADS records: what becomes of each kind, and what is said when a file does not fit."""

# ruff: noqa: S608 (queries of the tests' own)

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from groundswell.store.engine import EngineLimits
from groundswell.store.read.calpads.layouts import layouts
from groundswell.store.read.calpads.load import LoadSettings, load_calpads
from groundswell.store.report import Report
from tests.store.oneroster.loading import AT, rows
from tests.store.read.calpads.given import files, record, year_of_records
from tests.store.read.mapped.given import counts, found, rosters, skipped


@pytest.fixture(scope="module")
def rostered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rosters(tmp_path_factory.mktemp("rosters"))


@pytest.fixture
def store(rostered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered, tmp_path / "store"))


def bring(store: Path, path: Path, **settings: Any) -> Report:
    return load_calpads(
        store, path, made_at=AT, settings=LoadSettings(engine=EngineLimits(threads=1), **settings)
    )


def test_a_year_of_records(store: Path, tmp_path: Path) -> None:
    report = bring(store, files(tmp_path / "c", **year_of_records()))
    assert report.complete, (report.refusal, report.faults, report.skipped_rows)
    assert counts(report) == (10, 10, 0, 0)
    mine = "WHERE source = 'calpads'"
    assert rows(
        store, f"SELECT student_id, school_id, entry_date::VARCHAR, exit_type, grade FROM enrollments {mine}"
    ) == [("8000000003", "S001", "2025-08-20", "T160", "01")], (
        "The enrollment of the student whom OneRoster knows is OneRoster's."
    )
    told = rows(store, f"SELECT student_id, group_set, group_name, begin_date::VARCHAR, end_date::VARCHAR "
                       f"FROM group_memberships {mine} AND group_set NOT IN ('sex') ORDER BY ALL")  # fmt: skip
    assert told == [
        ("0001040", "english_learner", "reclassified", "2026-02-01", None),
        ("0001040", "english_learner", "yes", "2021-08-20", "2026-01-31"),
        ("0001040", "race_ethnicity", "two_or_more", None, None),
        ("8000000003", "economically_disadvantaged", "yes", "2025-08-20", None),
    ]
    assert rows(
        store, f"SELECT incident_id, student_id, date::VARCHAR, behavior, action, days FROM incidents {mine}"
    ) == [("0001/I1", "8000000003", "2025-10-10", "511", "out_of_school_suspension", 2.0)]
    assert rows(store, f"SELECT program, program_name, org_id FROM programs {mine}") == [
        ("free_meals", "181", "S001")
    ]


def test_positions_that_we_could_not_check_are_said(store: Path, tmp_path: Path) -> None:
    report = bring(store, files(tmp_path / "c", **year_of_records()))
    told = {notice.file: notice.message for notice in report.notices if notice.rule == "unconfirmed_layout"}
    assert "date 14" in told["SINC"]
    assert set(told) == {"SINC", "SIRS", "SOFF"}
    assert {notice.file for notice in report.notices if notice.rule == "kept_aside"} == {"STAS"}
    (tmp_path / "own.yaml").write_text(
        "SINC: {fields: {lea: 4, school: 5, school_year: 6, incident: 13, date: 14}}\n"
    )
    again = bring(store, files(tmp_path / "c", **year_of_records()), layout=tmp_path / "own.yaml")
    assert again.outcome == "unchanged"
    assert "SINC" not in {notice.file for notice in again.notices if notice.rule == "unconfirmed_layout"}


def test_each_row_is_accounted_for(store: Path, tmp_path: Path) -> None:
    lines = [
        *year_of_records()["senr"],
        record("SENR", ssid="8000000005", entry_date="20250230", grade="01"),
        record("SENR", ssid="8000000006", entry_date="20250820", grade="01", school="9999999"),
        record("SENR", ssid="8000000007", entry_date="20250820", grade="01").replace("Family", 'Fam"ily'),
        record("SPRG", ssid="8999999999", program="181", begin_date="20250820"),
        "CRSE^something^else",
    ]
    report = bring(store, files(tmp_path / "c", mixed=lines))
    assert counts(report) == (7, 3, 1, 3)
    assert found(report) == [(3, "SENR field 22 (entry_date)", "date")]
    assert skipped(report) == {"other_record": 1, "unknown_schools": 1, "unknown_students": 1}


def test_files_come_one_after_the_other_and_the_second_load_is_nothing_new(
    store: Path, tmp_path: Path
) -> None:
    for name, lines in year_of_records().items():
        assert bring(store, files(tmp_path / name, **{name: lines})).outcome == "published"
    one_by_one = rows(store, "SELECT * FROM incidents UNION ALL BY NAME SELECT * FROM programs")
    assert len(one_by_one) == 2
    assert bring(store, files(tmp_path / "all", **year_of_records())).outcome == "unchanged"
    assert sorted(
        rows(store, "SELECT * FROM incidents UNION ALL BY NAME SELECT * FROM programs"), key=repr
    ) == sorted(one_by_one, key=repr)


def test_a_file_of_another_layout_says_so(store: Path, tmp_path: Path) -> None:
    shifted = [line.replace("^", "^^", 1) for line in year_of_records()["senr"]]
    report = bring(store, files(tmp_path / "c", senr=shifted))
    assert report.refusal
    assert report.refusal.rule == "layout_misfit"
    assert "--layout" in report.refusal.fix
    assert rows(store, "SELECT count(*) FROM enrollments WHERE source = 'calpads'") == [(0,)]


def test_a_districts_own_layout(store: Path, tmp_path: Path) -> None:
    shifted = [line.replace("^", "^^", 1) for line in year_of_records()["senr"]]
    moved = {name: place + 1 for name, place in layouts()["SENR"].fields.items()}
    (tmp_path / "own.yaml").write_text(yaml.safe_dump({"SENR": {"fields": moved}}))
    assert bring(store, files(tmp_path / "c", senr=shifted), layout=tmp_path / "own.yaml").complete


@pytest.mark.parametrize(
    "text",
    [
        "SENR: {fields: {ssid: eight}}",
        "XXXX: {fields: {ssid: 8}}",
        "SENR: {fields: {shoe: 8}}",
        "a: [",
    ],
)
def test_a_layout_that_cannot_be_used_is_refused(store: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "own.yaml").write_text(text)
    report = bring(store, files(tmp_path / "c", **year_of_records()), layout=tmp_path / "own.yaml")
    assert report.refusal
    assert report.refusal.rule == "layout"


def test_schools_come_first(tmp_path: Path) -> None:
    report = bring(tmp_path / "store", files(tmp_path / "c", **year_of_records()))
    assert report.refusal
    assert report.refusal.rule == "no_schools"
