"""`groundswell data load edfi`: what a district types, without a server."""

import json
from pathlib import Path

import pytest

from groundswell.cli import main
from tests.store.edfi.given import absence, as_folder, export, in_xml, xml


def data(store: Path, *words: str | Path) -> int:
    return main(["data", *map(str, words), "--store", str(store)])


def test_from_files_to_an_edition_and_what_was_set_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, folder = tmp_path / "store", as_folder(tmp_path / "files", export())
    assert data(store, "load", "edfi", folder) == 0
    assert "This is edition 1, with school year 2025-26." in capsys.readouterr().out
    spoiled = {"studentSchoolAttendanceEvents": [absence("0003", "9/4/2025"), absence("0003", "2025-09-05")]}
    more = as_folder(tmp_path / "more", spoiled)
    assert data(store, "load", "edfi", more, "--add", "--report", tmp_path / "r.json") == 3
    report = json.loads((tmp_path / "r.json").read_text())
    assert (report["source"], report["accepted"], report["quarantined"]) == ("edfi", 1, 1)
    capsys.readouterr()
    assert data(store, "quarantine", "--out", tmp_path / "mend") == 0
    assert "edfi-set-aside.jsonl: 1 records of studentSchoolAttendanceEvents" in capsys.readouterr().out
    (line,) = (tmp_path / "mend" / "edfi-set-aside.jsonl").read_text(encoding="utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["line"], kept["why"][0]["field"], kept["record"]["eventDate"]) == (
        2,
        "eventDate",
        ["9/4/2025"],
    )


def test_a_refusal_is_status_2_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "Student.xml").write_bytes(xml(in_xml("1"), space="http://ed-fi.org/0200"))
    assert data(tmp_path / "store", "load", "edfi", tmp_path / "old") == 2
    told = capsys.readouterr().err
    assert "nothing was changed. Student.xml: This is Ed-Fi Data Standard 2" in told
