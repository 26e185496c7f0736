"""What a district's own words mean: groups in extension columns, subjects and kinds of tests in titles."""
# ruff: noqa: S608 (names in SQL are our own)

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import yaml

from groundswell.store.engine import run
from groundswell.store.publish import durable
from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.yaml_texts import at, texts_and_lines
from groundswell.store.read.package import RefusedFile

KEPT = "oneroster-words.yaml"
PARTS = ("groups", "subjects", "categories")
LISTED = "Each meaning is followed by a list of your own words for it."
EXAMPLE = "See 'What your own columns mean' in the how-to on loading student data."


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


def own_words(store: Path, given: Path | None) -> OwnWords:
    """From the file given, which the store keeps for later loads, or else from the one it kept. Raises `RefusedFile`."""
    source = given or store / KEPT
    if given is None and not source.exists():
        return OwnWords()
    try:
        text = source.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise _refused(source.name, "This file cannot be read as text in UTF-8.") from error
    found = parse_words(text, source.name)
    if given is not None:
        durable.replace(store / KEPT, text.encode())
    return found


def kept_words(store: Path) -> str:
    """The text that the store keeps; "" for none."""
    path = store / KEPT
    return path.read_text("utf-8", errors="replace") if path.exists() else ""


def keep_words(store: Path, text: str) -> None:
    """Keep it for later loads; a blank text takes what was kept away. Raises `RefusedFile`."""
    if not text.strip():
        (store / KEPT).unlink(missing_ok=True)
        return
    parse_words(text, KEPT)
    durable.replace(store / KEPT, text.encode())


def parse_words(text: str, name: str) -> OwnWords:
    """What the text says. Raises `RefusedFile`, which names the line."""
    try:
        content, lines = texts_and_lines(text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _refused(name, "This is no sound YAML.", mark.line + 1 if mark else 1) from error
    return _Reader(name, lines).words(content)


def hold(connection: duckdb.DuckDBPyConnection, words: OwnWords) -> None:
    """The tables own_groups, own_subjects and own_categories, empty where nothing was said."""
    run(connection, "CREATE TABLE own_groups (name TEXT, value TEXT, group_set TEXT, group_name TEXT)")
    for group in words.groups:
        run(connection, "INSERT INTO own_groups VALUES (?, ?, ?, ?)", list(group))
    for table, meanings in (("own_subjects", words.subjects), ("own_categories", words.categories)):
        run(connection, f"CREATE TABLE {table} (title TEXT PRIMARY KEY, meaning TEXT)")
        for title, meaning in (meanings or {}).items():
            run(connection, f"INSERT INTO {table} VALUES (?, ?)", [title, meaning])


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
            raise _refused(self.name, words, self.lines.get(path, 1))


def _refused(name: str, words: str, line: int = 1) -> RefusedFile:
    return RefusedFile(name, Fault(line, "", "own_words", words, EXAMPLE))
