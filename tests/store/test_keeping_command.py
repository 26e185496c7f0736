"""`groundswell data forget|retain|prune`: what is said, and what is refused."""

from pathlib import Path

import pytest

from groundswell.cli import main
from groundswell.store.publish import editions
from tests.store.oneroster.given import export
from tests.store.oneroster.loading import load, rows

STUDENT = "0001041"
REFUSED = 2


def data(store: Path, *words: str) -> int:
    return main(["data", *words, "--store", str(store)])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    load(folder, export(2025).as_zip(tmp_path / "1.zip"))
    load(folder, export(2026).as_zip(tmp_path / "2.zip"))
    return folder


def test_a_student_is_forgotten_and_the_editions_say_so(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert data(store, "forget", STUDENT, "--reason", "The family asked.") == 0
    said = capsys.readouterr().out
    assert "students: 2 rows" in said
    assert "This is edition 3." in said
    assert "groundswell release make" in said
    assert "or the next load brings the student back" in said
    assert STUDENT not in said
    assert rows(store, "SELECT count(*) FROM students WHERE student_id = '0001041'") == [(0,)]
    assert data(store, "editions", "--check") == 0
    listed = capsys.readouterr().out
    assert "Forgot a" in listed
    assert "Edition 3 is sound" in listed


def test_years_are_kept_and_old_editions_removed(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert data(store, "retain", "--years", "1") == 0
    assert "students: 42 rows" in capsys.readouterr().out
    assert data(store, "retain", "--years", "1") == 0
    assert "Nothing is older than that" in capsys.readouterr().out
    assert data(store, "prune", "--keep", "1") == 0
    assert "Removed 2 editions (1 to 2)" in capsys.readouterr().out
    assert [each.number for each in editions.history(store)] == [3]
    assert data(store, "prune", "--keep", "1") == 0
    assert "Nothing was removed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("forget", "9999999", "--reason", "Asked"), "no row of the store"),
        (("forget", STUDENT, "--reason", f"{STUDENT} asked"), "leave the student's id out"),
        (("retain", "--years", "0"), "one school year at least"),
        (("prune",), "say how many editions"),
        (("prune", "--keep", "0"), "the live edition always stays"),
    ],
)
def test_what_is_refused_changes_nothing(
    store: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    assert data(store, *words) == REFUSED
    heard = capsys.readouterr()
    assert why in heard.out + heard.err
    assert [each.number for each in editions.history(store)] == [2, 1]


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert data(tmp_path / "nowhere", "prune", "--keep", "1") == REFUSED
    assert not (tmp_path / "nowhere").exists()
