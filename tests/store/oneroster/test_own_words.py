"""What a district's own columns and titles mean: told once, kept for later loads."""

from pathlib import Path

import pytest

from groundswell.store.engine import open_engine, run
from groundswell.store.read.oneroster.own_words import WORDS as OWN
from groundswell.store.read.oneroster.own_words import hold, unexplained
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
    told = [each for each in load(store, package, words=words).notices if each.rule == "kept_words"]
    assert [each.message for each in told] == [
        "The store keeps it as oneroster-words.yaml, and later loads are read with it."
    ]
    found = dict(rows(store, GROUPS))
    assert (
        sum(found.values()) == rows(store, "SELECT count(*) FROM students WHERE extensions IS NOT NULL")[0][0]
    )
    assert found.keys() <= {"yes", "no"}
    assert rows(store, "SELECT DISTINCT subject, category FROM assessments") == [
        ("mathematics", "standardized_test")
    ]
    # Later loads need not say it again.
    again = load(store, package)
    assert again.outcome == "unchanged"
    assert [each.file for each in again.notices if each.rule == "kept_words"] == ["oneroster-words.yaml"]
    assert dict(rows(store, GROUPS)) == found


def test_a_value_without_a_word_is_told(tmp_path: Path, words: Path) -> None:
    package = export().as_zip(tmp_path / "a.zip")
    assert not [
        each for each in load(tmp_path / "one", package, words=words).notices if each.rule == "own_words"
    ]
    words.write_text(WORDS.replace(", no: [N]", ""), "utf-8")
    (told,) = (
        each for each in load(tmp_path / "two", package, words=words).notices if each.rule == "own_words"
    )
    assert told.column == "lunch"
    without = rows(tmp_path / "one", f"{GROUPS} HAVING group_name = 'no'")[0][1]
    assert f"such as “N”, which your words do not explain, for {without:,} student records" in told.message


def test_what_few_students_have_is_counted_and_not_told() -> None:
    """It may be somebody's name."""
    with open_engine(folders=[]) as connection:
        hold(connection, OWN.parse(WORDS, "words.yaml"))
        run(
            connection,
            """CREATE TABLE out_students AS SELECT '{"lunch": "Anna Ruiz"}' AS extensions FROM range(10)""",
        )
        (told,) = unexplained(connection)
    assert "other values, which your words do not explain, for 10 student records" in told.message
    assert "Ruiz" not in told.message


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
