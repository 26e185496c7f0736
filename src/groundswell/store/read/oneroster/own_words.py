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
from groundswell.store.read.package import RefusedFile

KEPT = "oneroster-words.yaml"
PARTS = ("groups", "subjects", "categories")
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
    kept = store / KEPT
    source = given or (kept if kept.exists() else None)
    if source is None:
        return OwnWords()
    try:
        text = source.read_text("utf-8")
        found = _read(source.name, yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 (it makes texts alone)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _refused(source.name, "This is no sound YAML.", mark.line + 1 if mark else 1) from error
    except (OSError, ValueError) as error:
        raise _refused(source.name, "This file cannot be read as text in UTF-8.") from error
    if given is not None:
        durable.write(kept, text.encode())
    return found


def hold(connection: duckdb.DuckDBPyConnection, words: OwnWords) -> None:
    """The tables own_groups, own_subjects and own_categories, empty where nothing was said."""
    run(connection, "CREATE TABLE own_groups (name TEXT, value TEXT, group_set TEXT, group_name TEXT)")
    for group in words.groups:
        run(connection, "INSERT INTO own_groups VALUES (?, ?, ?, ?)", list(group))
    for table, meanings in (("own_subjects", words.subjects), ("own_categories", words.categories)):
        run(connection, f"CREATE TABLE {table} (title TEXT PRIMARY KEY, meaning TEXT)")
        for title, meaning in (meanings or {}).items():
            run(connection, f"INSERT INTO {table} VALUES (?, ?)", [title, meaning])


def _read(name: str, content: Any) -> OwnWords:
    if not isinstance(content, dict) or not content.keys() <= set(PARTS):
        raise _refused(name, f"This file may have {', '.join(PARTS)}, and nothing else.")
    return OwnWords(
        groups=tuple(_groups(name, content.get("groups") or {})),
        subjects=_turned(name, content.get("subjects") or {}),
        categories=_turned(name, content.get("categories") or {}),
    )


def _groups(name: str, columns: Any) -> Iterator[GroupWord]:
    if not isinstance(columns, dict):
        raise _refused(name, "“groups” names the extension columns, without “metadata.”.")
    for column, meanings in columns.items():
        if not isinstance(meanings, dict) or not isinstance(meanings.get("set"), str):
            raise _refused(name, f"“{column}” says no “set”, such as economically_disadvantaged.")
        values = _turned(name, {k: v for k, v in meanings.items() if k != "set"})
        for value, group in values.items():
            yield GroupWord(column.removeprefix("metadata."), value, meanings["set"], group)


def _turned(name: str, meanings: Any) -> dict[str, str]:
    """{mathematics: [Math, Maths]} as {Math: mathematics, Maths: mathematics}."""
    if not isinstance(meanings, dict) or not all(isinstance(each, list) for each in meanings.values()):
        raise _refused(name, "Each meaning is followed by a list of your own words for it.")
    found: dict[str, str] = {}
    for meaning, words in meanings.items():
        for word in words:
            if found.setdefault(word, meaning) != meaning:
                raise _refused(name, f"“{word}” means both {found[word]} and {meaning}. Keep one.")
    return found


def _refused(name: str, words: str, line: int = 1) -> RefusedFile:
    return RefusedFile(name, Fault(line, "", "own_words", words, EXAMPLE))
