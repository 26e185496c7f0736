"""`groundswell data`: what a district types, without a server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.cli import main
from tests.store.oneroster.given import Export, export
from tests.store.oneroster.loading import tables


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def data(store: Path, *words: str | Path) -> int:
    return main(["data", *map(str, words), "--store", str(store)])


def test_a_load_from_file_to_edition_and_back(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = export().as_zip(tmp_path / "fern.zip")
    assert data(store, "load", "oneroster", given, "--report", tmp_path / "r.json") == 0
    said = capsys.readouterr().out
    assert "This is edition 1, with school year 2025-26." in said
    report = json.loads((tmp_path / "r.json").read_text())
    assert (report["outcome"], report["edition"], report["rows_read"], report["accepted"]) == (
        "published",
        1,
        200,
        200,
    )
    assert data(store, "load", "oneroster", given) == 0
    assert "No edition was made" in capsys.readouterr().out
    assert data(store, "editions", "--check") == 0
    assert "Edition 1 is sound" in capsys.readouterr().out
    assert data(store, "revert", "1") == 0
    assert "Took back edition 1. This is edition 2." in capsys.readouterr().out
    assert data(store, "revert", "1", "--to") == 0
    assert "This is edition 3." in capsys.readouterr().out


def test_rows_set_aside_are_shown_and_make_status_3(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = export()
    given.row("demographics", "0001046")["birthDate"] = "3/4/2015"
    folder = given.as_folder(tmp_path / "folder")
    assert data(store, "load", "oneroster", folder, "--report", tmp_path / "r.json") == 3
    assert "--dates" in " ".join(capsys.readouterr().out.split())
    (fault,) = json.loads((tmp_path / "r.json").read_text())["faults"]
    assert (fault["file"], fault["column"], fault["rule"]) == (
        "demographics.csv",
        "birthDate",
        "ambiguous_date",
    )
    assert "3/4/2015" not in json.dumps(fault), (
        "A report goes from hand to hand: it names places, not values."
    )
    assert data(store, "load", "oneroster", folder, "--dates", "mdy") == 0


def test_rows_set_aside_are_corrected_and_come_in(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = export()
    given.row("classes", "2026-S001-0")["classType"] = "odd"
    assert data(store, "load", "oneroster", given.as_zip(tmp_path / "a.zip")) == 3
    assert data(store, "quarantine", "--out", tmp_path / "mend") == 0
    assert "classes.csv: 1 rows" in capsys.readouterr().out
    listed = (tmp_path / "mend" / "classes.csv").read_text(encoding="utf-8")
    assert "Write one of: homeroom, scheduled." in listed
    (tmp_path / "mend" / "classes.csv").write_text(listed.replace(",odd,", ",scheduled,"), encoding="utf-8")
    assert data(store, "load", "oneroster", tmp_path / "mend") == 0
    assert data(store, "quarantine", "--out", tmp_path / "none") == 0
    assert "Nothing is set aside." in capsys.readouterr().out
    assert tables(store) == _as_if_sound(tmp_path)


def _as_if_sound(tmp_path: Path) -> object:
    assert data(tmp_path / "sound", "load", "oneroster", export().as_zip(tmp_path / "sound.zip")) == 0
    return tables(tmp_path / "sound")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda given: given.files.pop("orgs"), "orgs"),
        (lambda given: given.extra.update({"users.csv": b"sourcedId\r\nx\r\n"}), "enabledUser"),
    ],
)
def test_a_refusal_is_status_2_with_the_reason(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil, words: str
) -> None:
    given: Export = export()
    spoil(given)
    assert (
        data(store, "load", "oneroster", given.as_zip(tmp_path / "a.zip"), "--report", tmp_path / "r.json")
        == 2
    )
    told = capsys.readouterr()
    assert "nothing was changed" in told.err
    assert words in told.err
    assert json.loads((tmp_path / "r.json").read_text())["outcome"] == "refused"
    assert not (store / "CURRENT").exists()


def test_refusals_of_other_commands(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert data(store, "load", "oneroster", tmp_path / "nowhere.zip") == 2
    assert data(store, "revert", "7") == 2
    assert "There is no edition 7" in capsys.readouterr().err
    assert data(store, "editions") == 0
    for name in ("klingon", "base64", "rot13", "undefined"):
        assert data(store, "load", "oneroster", tmp_path, "--encoding", name) == 2
        assert f"no encoding called '{name}'" in capsys.readouterr().err


def test_where_no_report_can_be_written_nothing_is_loaded(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = export().as_zip(tmp_path / "a.zip")
    for place in (tmp_path / "no" / "folder" / "r.json", tmp_path):
        assert data(store, "load", "oneroster", package, "--report", place) == 2
        assert "Nothing was loaded" in capsys.readouterr().err
    assert not (store / "CURRENT").exists()


def test_a_damaged_store_is_told_of(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert data(store, "load", "oneroster", export().as_zip(tmp_path / "a.zip")) == 0
    part = next((store / "editions/000001/students").iterdir())
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    assert data(store, "editions", "--check") == 2
    assert "is not as it was written" in capsys.readouterr().err
    (store / "editions/000001/edition.json").write_text("{")
    assert data(store, "editions") == 2
    (store / "CURRENT").write_text("nonsense")
    assert data(store, "editions") == 2


def test_it_needs_no_django_and_keeps_the_default_store_below_home(tmp_path: Path) -> None:
    given = export().as_zip(tmp_path / "a.zip")
    program = (
        "import sys; from groundswell.cli import main; status = main(sys.argv[1:]); "
        "assert not [name for name in sys.modules if name.startswith('django')]; sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "data", "load", "oneroster", str(given)],
        env={"GROUNDSWELL_HOME": str(tmp_path / "home")},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    store = tmp_path / "home" / "student-data"
    assert (store / "CURRENT").read_text() == "1\n"
    assert {path.stat().st_mode & 0o077 for path in store.rglob("*.parquet")} == {0}
    assert store.stat().st_mode & 0o077 == 0


def test_commands_work_on_the_store_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site reads GROUNDSWELL_STORE; a command that did not would load where nobody looks."""
    named = tmp_path / "elsewhere"
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GROUNDSWELL_STORE", str(named))
    assert main(["data", "load", "oneroster", str(export().as_zip(tmp_path / "a.zip"))]) == 0
    assert (named / "CURRENT").read_text() == "1\n"
    assert main(["release", "list"]) == 0
    assert main(["data", "retain", "--years", "5"]) == 0
    assert "No edition was made" in capsys.readouterr().out
    assert not (tmp_path / "home").exists()
