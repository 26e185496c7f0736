"""`groundswell indicators levels`: a network's own cut points, read back as the rule table that they are."""

from pathlib import Path

import pytest

from groundswell.cli import main
from groundswell.core.accountability.index_levels import index_level
from groundswell.library.accountability_files import rule_tables
from tests.factories.student_data import ReleaseMaker, row

ABSENT, GRADUATED = "chronic_absence_cde", "graduation_4_year"
ELEMENTARY, HIGH = [f"E{number:02d}" for number in range(30)], [f"H{number}" for number in range(4)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Thirty elementary schools from 3.33 to 13 % absent, one withheld; four high schools, too few for levels."""
    made = ReleaseMaker(tmp_path / "store")
    for name in ELEMENTARY:
        made.place(name, "school", name, None, ["KG", "05"])
    for name in HIGH:
        made.place(name, "school", name, None, ["09", "12"])
    rows = [row(ABSENT, name, of=300, count=10 + number) for number, name in enumerate(ELEMENTARY)]
    rows += [row(ABSENT, name, of=300, count=90) for name in HIGH]
    rows += [row(ABSENT, "E00", of=300, count=150, year=2025), row(ABSENT, "E99", of=None, count=None)]
    made.table(ABSENT, sorted(rows, key=lambda each: (each.place, each.school_year)))
    made.write()
    return tmp_path / "store"


def levels(store: Path, *more: str, name: str = ABSENT, year: str = "2026") -> int:
    return main(["indicators", "levels", name, "--baseline", year, "--store", str(store), *more])


def test_each_tenth_of_the_schools_has_a_level(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "accountability"
    folder.mkdir()
    assert levels(store, "--out", str(folder / "absence.yaml")) == 0
    (scale,) = rule_tables(own=folder).levels
    assert (scale.metric, scale.school_level, scale.baseline) == (ABSENT, "elementary", 2026)
    found = [index_level(100 * (10 + number) / 300, scale).level for number in range(30)]
    assert found == sorted(found, reverse=True)
    assert [found.count(level) for level in range(1, 11)] == [3] * 10
    text = (folder / "absence.yaml").read_text("utf-8")
    assert "# high: 4 baseline results do not give nine different cut points." in text
    assert "source: Tenths of our own schools in 2025-26 (30 elementary)" in text


def test_it_is_shown_where_no_file_is_named(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert levels(store) == 0
    assert "direction: lower is better" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "year", "says"),
    [
        (ABSENT, "2025", "too few different numbers of schools in 2024-25"),
        (GRADUATED, "2026", "too few different numbers"),
        ("moonlight", "2026", "there is no indicator 'moonlight'"),
    ],
)
def test_what_cannot_be_cut_is_said(
    store: Path, capsys: pytest.CaptureFixture[str], name: str, year: str, says: str
) -> None:
    assert levels(store, name=name, year=year) == 2
    assert says in " ".join(capsys.readouterr().err.split())


def test_a_file_that_cannot_be_written_and_a_store_without_a_release(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert levels(store, "--out", str(tmp_path / "nowhere" / "absence.yaml")) == 2
    assert levels(tmp_path / "empty") == 2
    assert "nothing is released" in " ".join(capsys.readouterr().err.split())
