"""The rows that a load set aside, as they came, with what is wrong with each."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groundswell.store.engine import open_engine, quoted, run, value_of
from groundswell.store.publish import editions
from groundswell.store.publish.editions import QUARANTINE, Edition
from groundswell.store.publish.reading import files
from groundswell.store.read.edfi.repairs import list_set_aside
from groundswell.store.read.mapped import repairs as mapped
from groundswell.store.read.oneroster.repairs import write_repairs

COLUMNS = "file, line, sourced_id, cells, faults"


@dataclass(frozen=True)
class RowSetAside:
    """One row. `cells`: what the row says by column; `faults`: (column, rule)."""

    file: str
    line: int
    cells: dict[str, str]
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RowsSetAside:
    """Some of a load's rows; `total` of all of them."""

    rows: tuple[RowSetAside, ...]
    total: int


def rows_of_edition(
    store: Path,
    number: int,
    *,
    source: str,
    whole: Collection[str] = (),
    first: int = 0,
    count: int = 50,
    file: str = "",
) -> RowsSetAside:
    """What the load that made an edition set aside.

    `whole` files leave nothing of earlier loads; of the others, what waited before and is the same still is not
    told again.
    """
    edition = editions.read(store, number)
    parts = edition.of(QUARANTINE, source)
    if not parts:
        return RowsSetAside((), 0)
    here, listed = files(store, parts), ", ".join(map(quoted, sorted(whole))) or quoted("")
    new = (
        f"SELECT {COLUMNS} FROM {here} WHERE file IN ({listed}) UNION ALL (SELECT {COLUMNS} FROM {here} "
        f"WHERE file NOT IN ({listed}) EXCEPT ALL {_waiting(store, edition, source)})"
    )
    chosen = f"FROM ({new}) WHERE file = {quoted(file)}" if file else f"FROM ({new})"
    with open_engine(folders=[store]) as connection:
        total = int(value_of(connection, f"SELECT count(*) {chosen}"))
        rows = run(
            connection,
            f"SELECT * {chosen} ORDER BY file, line, sourced_id LIMIT {int(count)} OFFSET {int(first)}",
        )
    return RowsSetAside(tuple(_row(row) for row in rows), total)


def _waiting(store: Path, edition: Edition, source: str) -> str:
    """The same rows as before belong to the edition before, unless that is gone."""
    try:
        before = editions.read(store, edition.parent).of(QUARANTINE, source)
    except editions.StoreFault:
        before = []
    return f"SELECT {COLUMNS} FROM {files(store, before or edition.of(QUARANTINE, source))}{'' if before else ' WHERE false'}"


def _row(row: tuple[Any, ...]) -> RowSetAside:
    file, line, _, cells, faults = row
    told = json.loads(cells) if cells else {}
    return RowSetAside(
        str(file),
        int(line),
        {str(name): _as_text(value) for name, value in told.items()},
        tuple((str(each["place"]), str(each["rule"])) for each in faults or ()),
    )


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _oneroster(store: Path, folder: Path, now: str) -> dict[str, int]:
    return write_repairs(store, folder, now=now)


def _edfi(store: Path, folder: Path, _now: str) -> dict[str, int]:
    return list_set_aside(store, folder)


def _mapped(store: Path, folder: Path, _now: str) -> dict[str, int]:
    return mapped.write_repairs(store, folder)


CORRECTIONS: dict[str, Callable[[Path, Path, str], dict[str, int]]] = {"oneroster": _oneroster, "edfi": _edfi}


def write_corrections(store: Path, folder: Path, *, source: str, now: str) -> dict[str, int]:
    """The live edition's rows set aside as files to correct and load again: file or resource -> rows."""
    return CORRECTIONS.get(source, _mapped)(store, folder, now)
