"""`groundswell release make|check|list`: no server; the exit status says whether anything is held."""

import json
from pathlib import Path

import pytest

from groundswell.cli import main
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.store.release.reading import read
from groundswell.store.release.rule import keep_rule
from tests.store.release.given import ALL, BOYS, GIRLS, SMALL, release_rows, row
from tests.store.release.small_store import ABSENCE, publish_edition


def release(store: Path, *words: str) -> int:
    return main(["release", *words, "--store", str(store)])


def test_made_checked_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, file = tmp_path / "store", tmp_path / "made.json"
    publish_edition(store)
    one = ("make", "--indicator", ABSENCE)
    assert release(store, *one, "--report", str(file)) == 0
    said = json.loads(file.read_text(encoding="utf-8"))
    assert (said["release"], said["edition"], said["threshold"]) == (1, 1, 11)
    assert {(each["indicator"], each["period"], each["state"]) for each in said["tables"]} == {
        (ABSENCE, "school_year", "released"),
        (ABSENCE, "month", "released"),
    }
    assert release(store, *one) == 0
    assert "Nothing has changed: release 1 stays." in capsys.readouterr().out
    assert release(store, "check") == 0
    assert "0 can be worked out" in capsys.readouterr().out
    assert release(store, "list") == 0
    assert "2026" not in capsys.readouterr().err


def test_the_rule_that_the_store_keeps_is_the_default(tmp_path: Path) -> None:
    publish_edition(tmp_path)
    keep_rule(tmp_path, SuppressionRule(threshold=20, smallest_count=3))
    one = ("make", "--indicator", ABSENCE)
    assert release(tmp_path, *one) == 0
    # A table may stay back: the other rule has printed it differently.
    assert release(tmp_path, *one, "--threshold", "25", "--bound-ends") in {0, 3}
    rules = [read(tmp_path, number).rule for number in (1, 2)]
    assert [(each.threshold, each.smallest_count, each.code_ends) for each in rules] == [
        (20, 3, False),
        (25, 3, True),
    ]


def test_held_tables_end_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_edition(tmp_path)
    one = ("make", "--indicator", ABSENCE)
    assert release(tmp_path, *one) == 0
    publish_edition(tmp_path, late=3)
    assert release(tmp_path, *one) == 3
    said = " ".join(capsys.readouterr().out.split())
    assert f"Held: {ABSENCE} by school_year. 2025-26 stays as it was released before" in said


def test_a_leak_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    girls, boys = row("school", "S001", 2026, GIRLS, (5, 52)), row("school", "S001", 2026, BOYS, SMALL)
    release_rows(tmp_path, [row("school", "S001", 2026, ALL, (9, 60)), girls, boys])
    file = tmp_path / "found.json"
    assert release(tmp_path, "check", "--report", str(file)) == 1
    [one] = json.loads(file.read_text(encoding="utf-8"))["exposed"]
    assert (one["place"], one["group_set"], one["group"], one["how"]) == ("S001", "sex", "male", "sums")
    assert "Withheld, and yet known" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("make",), "no students in the store"),
        (("make", "--threshold", "0"), "1 or more"),
        (("make", "--indicator", "unknown"), "there is no indicator 'unknown'"),
        (("check",), "There is no release"),
        (("check", "--release", "4"), "There is no release 4"),
    ],
)
def test_refusals_say_what_to_do(
    words: tuple[str, ...], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(tmp_path, *words) == 2
    assert why in capsys.readouterr().err


def test_before_the_first_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(tmp_path, "list") == 0
    assert "There is no release yet" in capsys.readouterr().out
