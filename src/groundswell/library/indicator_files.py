"""The reviewed indicators that ship with Groundswell, and a district's own beside them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable

from groundswell.core.indicators.definition import Indicator, Tables
from groundswell.core.indicators.mistakes import DefinitionError
from groundswell.core.indicators.reading import read_indicator
from groundswell.library.lines import read_yaml

PACKAGE, FOLDER = "groundswell.library", "indicators"


def indicators(tables: Tables, *, own: Traversable | None = None) -> dict[str, Indicator]:
    """Every indicator by id. `tables` gives the columns of the canonical tables; `own` is a folder of YAML.

    Raises DefinitionError naming file, line and remedy.
    """
    found: dict[str, Indicator] = {}
    folders = [files(PACKAGE).joinpath(FOLDER), *([own] if own else [])]
    for file in (file for folder in folders for file in _yaml_files(folder)):
        indicator = read_file(file, tables)
        if indicator.id in found:
            raise DefinitionError(
                f"{file.name}, line 1: id: {indicator.id} is the id of {found[indicator.id].file} already. "
                "Choose another."
            )
        found[indicator.id] = indicator
    return dict(sorted(found.items()))


def read_file(file: Traversable, tables: Tables) -> Indicator:
    """One indicator from a YAML file."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DefinitionError(f"{file.name}, line 1: it is not UTF-8. Save it as UTF-8.") from error
    data, lines = read_yaml(text, file=file.name)
    return read_indicator(data, tables=tables, file=file.name, lines=lines)


def _yaml_files(folder: Traversable) -> Iterable[Traversable]:
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )
