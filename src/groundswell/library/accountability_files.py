"""Accountability rule tables that ship with Groundswell, and a network's own beside them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from groundswell.core.accountability.api_rules import ApiRules
from groundswell.core.accountability.dashboard import ColorGrid
from groundswell.core.accountability.index_levels import LevelScale
from groundswell.core.accountability.reading import read_api_rules, read_color_grid, read_level_scales
from groundswell.core.indicators.mistakes import Part
from groundswell.library.lines import read_yaml

PACKAGE, FOLDER = "groundswell.library", "accountability"
KINDS = ("color grid", "academic performance index", "index levels")


@dataclass(frozen=True)
class RuleTables:
    """Everything found, in order of file name."""

    grids: tuple[ColorGrid, ...]
    api: tuple[ApiRules, ...]
    levels: tuple[LevelScale, ...]


def rule_tables(*, own: Traversable | None = None) -> RuleTables:
    """All rule tables. `own` is a folder of YAML, for instance with a network's index levels.

    Raises DefinitionError naming file, line and remedy; also when two tables hold for the same year.
    """
    folders = [files(PACKAGE).joinpath(FOLDER), *([own] if own else [])]
    parts = [part for folder in folders for part in _parts(folder)]
    by_kind = {kind: [p for p in parts if p["kind"].one_of(KINDS) == kind] for kind in KINDS}
    grids = by_kind["color grid"]
    _refuse_overlaps(grids)
    return RuleTables(
        grids=tuple(read_color_grid(part) for part in grids),
        api=tuple(read_api_rules(part) for part in by_kind["academic performance index"]),
        levels=tuple(scale for part in by_kind["index levels"] for scale in read_level_scales(part)),
    )


def _parts(folder: Traversable) -> list[Part]:
    names = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )
    return [_part(file) for file in names]


def _part(file: Traversable) -> Part:
    data, lines = read_yaml(file.read_text(encoding="utf-8"), file=file.name)
    return Part(data, file.name, (), lines)


def _refuse_overlaps(parts: list[Part]) -> None:
    held: dict[tuple[str, str, str, int], str] = {}
    for part in parts:
        key = part["indicator"].text(), part["scope"].text(), part["authority"].text()
        for each in part["years"].each():
            twin = held.setdefault((*key, each.year()), part.file)
            if twin != part.file:
                raise each.wrong(f"{twin} holds for {each.year()} already. Take the year out of one of them.")
