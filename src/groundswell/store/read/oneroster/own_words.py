"""What a district's own words mean: groups in extension columns, subjects and kinds of tests in titles."""
# ruff: noqa: S608 (names in SQL are our own)

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import duckdb

from groundswell.store.engine import run
from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.yaml_texts import at
from groundswell.store.read.own_files import OwnFile

KEPT = "oneroster-words.yaml"
PARTS = ("groups", "subjects", "categories")
LISTED = "Each meaning is followed by a list of your own words for it."
EXAMPLE = "See 'What your own columns mean' in the how-to on loading student data."
_LONGEST, _FEWEST = 30, 11  # a code is short and common; what is not may be somebody's name


class GroupWord(NamedTuple):
    """A value of an extension column (without "metadata.") that puts a student into a group."""

    column: str
    value: str
    group_set: str
    group_name: str


@dataclass(frozen=True)
class OwnWords:
    """subjects: by the title of a line item; categories: kinds of tests by the title of a category."""

    groups: tuple[GroupWord, ...] = ()
    subjects: Mapping[str, str] | None = None
    categories: Mapping[str, str] | None = None


def hold(connection: duckdb.DuckDBPyConnection, words: OwnWords) -> None:
    """The tables own_groups, own_subjects and own_categories, empty where nothing was said."""
    run(connection, "CREATE TABLE own_groups (name TEXT, value TEXT, group_set TEXT, group_name TEXT)")
    for group in words.groups:
        run(connection, "INSERT INTO own_groups VALUES (?, ?, ?, ?)", list(group))
    for table, meanings in (("own_subjects", words.subjects), ("own_categories", words.categories)):
        run(connection, f"CREATE TABLE {table} (title TEXT PRIMARY KEY, meaning TEXT)")
        for title, meaning in (meanings or {}).items():
            run(connection, f"INSERT INTO {table} VALUES (?, ?)", [title, meaning])


def unexplained(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """What the columns that were named also hold, with no word for it: those students are in no group of the set."""
    if not run(connection, "SELECT 1 FROM own_groups LIMIT 1"):
        return []
    return [_unexplained(*row) for row in run(connection, _UNEXPLAINED, [_FEWEST, _LONGEST])]


_UNEXPLAINED = """
WITH named AS (SELECT DISTINCT name, group_set FROM own_groups), held AS (
    SELECT name, group_set, json_extract_string(extensions, '$."' || name || '"') AS value, count(*) AS students
    FROM out_students CROSS JOIN named GROUP BY ALL),
other AS (SELECT * FROM held ANTI JOIN own_groups USING (name, value) WHERE value <> '')
SELECT name, group_set, sum(students)::BIGINT,
    list(value ORDER BY students DESC, value) FILTER (students >= ? AND length(value) <= ?)
FROM other GROUP BY ALL ORDER BY ALL"""


def _unexplained(column: str, group_set: str, students: int, values: list[str] | None) -> Fault:
    told = f"values such as {', '.join(f'“{value}”' for value in values[:5])}" if values else "other values"
    words = (
        f"“{column}” also holds {told}, which your words do not explain, for {students:,} student records. "
        f"They are in no group of {group_set}."
    )
    return Fault(1, column, "own_words", words, f"Add them to {KEPT} and load again, if they mean a group.")


@dataclass(frozen=True)
class _Reader:
    """Takes a file's parts; what is wrong is told with its line."""

    name: str
    lines: Mapping[str, int]

    def words(self, content: Any) -> OwnWords:
        self._require(
            isinstance(content, dict), "", f"This file may have {', '.join(PARTS)}, and nothing else."
        )
        for part in content:
            self._require(part in PARTS, part, f"This file may have {', '.join(PARTS)}, and nothing else.")
        return OwnWords(
            groups=tuple(self._groups(content.get("groups") or {})),
            subjects=self._turned(content.get("subjects") or {}, "subjects"),
            categories=self._turned(content.get("categories") or {}, "categories"),
        )

    def _groups(self, columns: Any) -> Iterator[GroupWord]:
        self._require(
            isinstance(columns, dict), "groups", "“groups” names the extension columns, without “metadata.”."
        )
        for column, meanings in columns.items():
            path = at("groups", column)
            has_set = isinstance(meanings, dict) and isinstance(meanings.get("set"), str)
            self._require(has_set, path, f"“{column}” says no “set”, such as economically_disadvantaged.")
            values = self._turned({k: v for k, v in meanings.items() if k != "set"}, path)
            for value, group in values.items():
                yield GroupWord(column.removeprefix("metadata."), value, meanings["set"], group)

    def _turned(self, meanings: Any, path: str) -> dict[str, str]:
        """{mathematics: [Math, Maths]} as {Math: mathematics, Maths: mathematics}."""
        self._require(isinstance(meanings, dict), path, LISTED)
        found: dict[str, str] = {}
        for meaning, words in meanings.items():
            self._require(isinstance(words, list), at(path, meaning), LISTED)
            for number, word in enumerate(words):
                place = at(at(path, meaning), str(number))
                self._require(isinstance(word, str), place, LISTED)
                same = found.setdefault(word, meaning) == meaning
                self._require(same, place, f"“{word}” means both {found[word]} and {meaning}. Keep one.")
        return found

    def _require(self, holds: object, path: str, words: str) -> None:
        if not holds:
            raise WORDS.refused(self.name, words, self.lines.get(path, 1))


def _read(name: str, content: Any, lines: Mapping[str, int]) -> OwnWords:
    return _Reader(name, lines).words(content)


WORDS = OwnFile(kept=KEPT, rule="own_words", fix=EXAMPLE, reader=_read, nothing=OwnWords)
