"""What a district's own columns and titles mean: told once, kept for later loads."""

from pathlib import Path

import pytest

from tests.store.oneroster.given import export
from tests.store.oneroster.loading import load, rows

WORDS = """\
groups:
  metadata.lunch: {set: economically_disadvantaged, yes: [Y], no: [N]}
subjects:
  mathematics: [Fractions]
categories:
  standardized_test: [Quizzes]
"""
GROUPS = "SELECT group_name, count(*) FROM group_memberships WHERE group_set = 'economically_disadvantaged' GROUP BY 1"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.yaml"
    file.write_text(WORDS, "utf-8")
    return file


def test_a_column_of_our_own_makes_groups(tmp_path: Path, words: Path) -> None:
    store, package = tmp_path / "store", export().as_zip(tmp_path / "a.zip")
    load(store, package)
    assert rows(store, GROUPS) == []
    load(store, package, words=words)
    found = dict(rows(store, GROUPS))
    assert (
        sum(found.values()) == rows(store, "SELECT count(*) FROM students WHERE extensions IS NOT NULL")[0][0]
    )
    assert found.keys() <= {"yes", "no"}
    assert rows(store, "SELECT DISTINCT subject, category FROM assessments") == [
        ("mathematics", "standardized_test")
    ]
    # Later loads need not say it again.
    assert load(store, package).outcome == "unchanged"
    assert dict(rows(store, GROUPS)) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("groups: [lunch", "no sound YAML"),
        ("lunch: {yes: [Y]}", "may have groups, subjects, categories"),
        ("groups: {lunch: {yes: [Y]}}", "says no “set”"),
        ("subjects: {reading: Unit test}", "followed by a list"),
        ("subjects: {reading: [A], mathematics: [A]}", "means both reading and mathematics"),
    ],
)
def test_words_that_cannot_be_used_are_refused(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(text, "utf-8")
    report = load(tmp_path / "store", export().as_zip(tmp_path / "a.zip"), words=file)
    assert report.outcome == "refused"
    assert report.refusal is not None
    assert words in report.refusal.message
    assert report.refusal.file == "words.yaml"
