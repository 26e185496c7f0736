"""`groundswell data preview`, `load table|calpads|assessments`, `match` and `quarantine`, as a district types them."""

import csv
import json
from pathlib import Path

import pytest

from groundswell.cli import main
from tests.store.oneroster.given import export
from tests.store.read.calpads.given import files, year_of_records

LINES = "Student ID,School,Date,Code\n0001040,S001,2025-10-01,P\n1041,S001,2025-10-01,A\n0001042,S001,2025-02-30,P\n"


@pytest.fixture
def store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "attendance.csv").write_text(LINES)
    assert (
        main(
            [
                "data",
                "load",
                "oneroster",
                str(export().as_zip(tmp_path / "a.zip")),
                "--store",
                str(tmp_path / "s"),
            ]
        )
        == 0
    )
    capsys.readouterr()
    return tmp_path / "s"


def data(store: Path, *words: str | Path) -> int:
    return main(["data", *map(str, words), "--store", str(store)])


def test_from_a_preview_to_a_load_to_a_correction(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, made = tmp_path / "attendance.csv", tmp_path / "map.yaml"
    assert main(["data", "preview", str(given), "--for", "attendance", "--out", str(made)]) == 0
    said = capsys.readouterr().out
    assert "This looks like attendance." in said
    assert f"groundswell data load table {given} --mapping {made}" in said.replace("\n", "")
    assert data(store, "load", "table", given, "--mapping", made, "--report", tmp_path / "r.json") == 3
    report = json.loads((tmp_path / "r.json").read_text())
    assert (report["rows_read"], report["accepted"], report["quarantined"], report["skipped"]) == (3, 1, 1, 1)
    assert "1 without leading zeros" in capsys.readouterr().out
    assert data(store, "quarantine", "--out", tmp_path / "mend") == 0
    assert "plain/table.attendance.csv: 1 rows" in capsys.readouterr().out
    mend = tmp_path / "mend" / "plain" / "table.attendance.csv"
    mend.write_text(mend.read_text().replace("2025-02-30", "2025-10-02"))
    assert data(store, "load", "table", mend, "--mapping", made) == 0
    assert data(store, "quarantine", "--out", tmp_path / "none") == 0
    assert "Nothing is set aside." in capsys.readouterr().out


def test_a_preview_does_not_write_over_corrections(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map.yaml").write_text("mine")
    assert (
        main(["data", "preview", str(tmp_path / "attendance.csv"), "--out", str(tmp_path / "map.yaml")]) == 2
    )
    assert (tmp_path / "map.yaml").read_text() == "mine"
    assert main(["data", "preview", str(tmp_path / "attendance.csv")]) == 0
    assert "table: attendance" in capsys.readouterr().out
    assert main(["data", "preview", str(tmp_path / "nowhere.csv")]) == 2
    assert main(["data", "preview", str(tmp_path / "attendance.csv"), "--for", "lunch"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("load", "table", "attendance.csv"), "data preview"),
        (("load", "table", "attendance.csv", "--mapping", "bad.yaml"), "bad.yaml, line 1"),
        (("load", "table", "attendance.csv", "--mapping", "none.yaml"), "cannot be used"),
        (("load", "assessments", "attendance.csv"), "map_growth"),
        (("load", "assessments", "attendance.csv", "--kind", "odd"), "we do not know"),
        (("load", "assessments", "attendance.csv", "--kind", "sat"), "nothing was changed"),
        (("load", "calpads", "attendance.csv"), "nothing was changed"),
    ],
)
def test_refusals_say_what_to_do(
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text("table: lunch")
    assert data(store, *words) == 2
    assert said in capsys.readouterr().err
    assert (store / "CURRENT").read_text() == "1\n"


def test_calpads_and_assessments_by_command(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert data(store, "load", "calpads", files(tmp_path / "c", **year_of_records())) == 0
    assert "could not check these positions" in capsys.readouterr().out
    scores = tmp_path / "i.csv"
    scores.write_text(
        "Student ID,Academic Year,Completion Date,Student Grade,Overall Scale Score,Overall Relative Placement\n"
        "0001040,2025-2026,9/16/2025,4,500,Early On Grade Level\n"
    )
    assert data(store, "load", "assessments", scores, "--kind", "i_ready_reading") == 0


def test_match_tells_and_writes_what_does_not_fit(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert data(tmp_path / "empty", "match") == 2
    assert data(store, "match") == 0
    assert "known to the others" in capsys.readouterr().out
    (tmp_path / "s.csv").write_text("id\n1040\n=1+1\n")
    (tmp_path / "m.yaml").write_text(
        "table: students\ncolumns: {student_id: id}\nconstants: {school_year: 2026}\n"
    )
    data(store, "load", "table", tmp_path / "s.csv", "--mapping", tmp_path / "m.yaml", "--source", "clinic")
    capsys.readouterr()
    assert data(store, "match", "--out", tmp_path / "match.csv") == 0
    assert "2 of 2 students of clinic are unknown to oneroster" in capsys.readouterr().out
    with (tmp_path / "match.csv").open(encoding="utf-8", newline="") as handle:
        found = list(csv.DictReader(handle))
    mine = {(row["id"], row["nearly"], row["why"]) for row in found if row["feed"] == "clinic"}
    assert mine == {("1040", "0001040", "leading_zeros"), ("'=1+1", "", "")}


def test_too_little_memory_is_told_and_changes_nothing(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "map.yaml"
    assert (
        main(["data", "preview", str(tmp_path / "attendance.csv"), "--for", "attendance", "--out", str(made)])
        == 0
    )
    before = (store / "CURRENT").read_text()
    monkeypatch.setenv("GROUNDSWELL_STUDENT_MEMORY", "1MB")
    assert data(store, "load", "table", tmp_path / "attendance.csv", "--mapping", made) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "needs more memory than the 1MB" in said
    assert "GROUNDSWELL_STUDENT_MEMORY" in said
    assert (store / "CURRENT").read_text() == before
