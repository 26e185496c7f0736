"""The reviewed indicators that ship with Groundswell, and a district's own beside them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from groundswell.core.indicators.definition import Indicator, Tables
from groundswell.core.indicators.mistakes import DefinitionError
from groundswell.core.indicators.reading import read_indicator
from groundswell.library.lines import Lines, read_yaml

PACKAGE, FOLDER, FOR_EACH = "groundswell.library", "indicators", "for_each"


def indicators(tables: Tables, *, own: Traversable | None = None) -> dict[str, Indicator]:
    """Every indicator by id. `tables` gives the columns of the canonical tables; `own` is a folder of YAML.

    Raises DefinitionError naming file, line and remedy.
    """
    found: dict[str, Indicator] = {}
    folders = [files(PACKAGE).joinpath(FOLDER), *([own] if own else [])]
    for file in (file for folder in folders for file in _yaml_files(folder)):
        for indicator in read_file(file, tables):
            if indicator.id in found:
                raise _taken(file, found[indicator.id])
            found[indicator.id] = indicator
    return dict(sorted(found.items()))


def sound_indicators(tables: Tables, *, own: Traversable) -> tuple[dict[str, Indicator], list[str]]:
    """Those that ship with every sound file of `own`, and what is wrong with the others, by file and line.

    For pages, which go on without a file that somebody is still writing.
    """
    found, mistakes = indicators(tables), []
    for file in _yaml_files(own):
        try:
            read = {each.id: each for each in read_file(file, tables)}
            if twice := sorted(found.keys() & read.keys()):
                raise _taken(file, found[twice[0]])
            found |= read
        except DefinitionError as mistake:
            mistakes.append(str(mistake))
    return dict(sorted(found.items())), mistakes


def _taken(file: Traversable, by: Indicator) -> DefinitionError:
    words = f"{file.name}, line 1: id: {by.id} is the id of {by.file} already. Choose another."
    return DefinitionError(words)


def read_file(file: Traversable, tables: Tables) -> list[Indicator]:
    """The indicators of a YAML file: one, or one for each entry of its `for_each`."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DefinitionError(f"{file.name}, line 1: it is not UTF-8. Save it as UTF-8.") from error
    data, lines = read_yaml(text, file=file.name)
    if not isinstance(data, dict) or FOR_EACH not in data:
        return [read_indicator(data, tables=tables, file=file.name, lines=lines)]
    entries = _entries(data.pop(FOR_EACH), file.name, lines)
    return [
        read_indicator(_filled(data, entry), tables=tables, file=file.name, lines=lines) for entry in entries
    ]


def _entries(written: object, file: str, lines: Lines) -> list[dict[str, str]]:
    """What stands for {key} and {name} in each definition of the file."""
    if isinstance(written, dict) and written and all(isinstance(each, str) for each in written.values()):
        return [{"key": str(key), "name": name} for key, name in written.items()]
    raise DefinitionError(
        f"{file}, line {lines.get((FOR_EACH,), 1)}: {FOR_EACH} lists keys with their names, such as "
        "{safety: Safety}. They stand for {key} and {name} in the rest of the file."
    )


def _filled(written: Any, entry: dict[str, str]) -> Any:
    """The definition with its entry's key and name in every text."""
    if isinstance(written, str):
        return written.replace("{key}", entry["key"]).replace("{name}", entry["name"])
    if isinstance(written, list):
        return [_filled(each, entry) for each in written]
    return {k: _filled(v, entry) for k, v in written.items()} if isinstance(written, dict) else written


def _yaml_files(folder: Traversable) -> Iterable[Traversable]:
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )
