"""Read releases: the live one, its places, and its numbers. Pages, measures and files read nothing else.

A table lies in one file, sorted by place, so that a place's numbers cost the reading of one part of it. What is
read once is kept in memory: a release never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import PlaceKind
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release.columns import rows_of
from groundswell.store.release.files import opened
from groundswell.store.release.manifest import (
    MANIFEST,
    RELEASES,
    ReleaseManifest,
    TableEntry,
    current_number,
    folder_of,
    from_json,
)

PLACES = "places.parquet"

__all__ = [
    "DataPlace", "ReleaseManifest", "TableEntry", "current", "history", "numbers", "places", "read",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataPlace:
    """A place as the newest edition's last school year tells of it. `parent`: the id of the next place up."""

    id: str
    kind: PlaceKind
    name: str
    parent: str | None
    grades: tuple[str, ...]


def current(store: Path) -> ReleaseManifest | None:
    """The live release; None before the first."""
    number = current_number(store)
    return read(store, number) if number else None


def read(store: Path, number: int) -> ReleaseManifest:
    """One release. Raises `StoreFault` when there is no such release or it is damaged."""
    manifest = folder_of(store, number) / MANIFEST
    try:
        written = manifest.stat().st_mtime_ns
    except FileNotFoundError as missing:
        raise StoreFault(f"There is no release {number} in {store}.") from missing
    return _read(manifest, written)


def history(store: Path) -> list[ReleaseManifest]:
    """Every release still kept, newest first."""
    numbers = range(current_number(store), 0, -1)
    return [read(store, number) for number in numbers if (folder_of(store, number) / MANIFEST).exists()]


def places(store: Path, manifest: ReleaseManifest) -> dict[str, DataPlace]:
    """Every place by "kind:id", such as "school:101"."""
    file = folder_of(store, manifest.number) / PLACES
    return dict(_places(file, _written(file)))


def numbers(
    store: Path,
    manifest: ReleaseManifest,
    indicator: str,
    *,
    period: Period,
    place_kind: PlaceKind,
    places: Sequence[str] | None = None,
    group_sets: Sequence[str] | None = None,
    school_years: Sequence[int] | None = None,
) -> list[ReleasedResult]:
    """What may leave, in order of place, group set, group, school year and period; empty when unknown.

    places: ids of this kind of place; None: all. group_sets: with "all" for everybody; None: all. A held
    table gives what was released of it before.
    """
    entry = manifest.table(indicator, period)
    if entry is None or not entry.path:
        return []
    asked = (
        place_kind,
        None if places is None else tuple(places),
        None if group_sets is None else tuple(group_sets),
        None if school_years is None else tuple(school_years),
    )
    return list(_numbers(store / RELEASES / entry.path, entry.content, *asked))


@lru_cache(maxsize=64)
def _read(manifest: Path, _written: int) -> ReleaseManifest:
    try:
        return from_json(manifest.read_bytes())
    except (ValueError, KeyError, TypeError) as damage:
        raise StoreFault(f"{manifest} is damaged. Bring it back from a backup.") from damage


def _written(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError as missing:
        raise StoreFault(f"{file} is missing. Bring it back from a backup.") from missing


@lru_cache(maxsize=8)
def _places(file: Path, _written: int) -> dict[str, DataPlace]:
    rows = pq.read_table(file).to_pylist()
    found = (DataPlace(**row | {"grades": tuple(row["grades"])}) for row in rows)
    return {f"{place.kind}:{place.id}": place for place in found}


@lru_cache(maxsize=2_048)
def _numbers(
    file: Path,
    content: str,
    place_kind: PlaceKind,
    places: tuple[str, ...] | None,
    group_sets: tuple[str, ...] | None,
    school_years: tuple[int, ...] | None,
) -> tuple[ReleasedResult, ...]:
    found = opened(file, content)
    wanted = found.groups_with(place_kind, places)
    if not wanted:
        return ()
    table = found.file.read_row_groups(wanted, use_threads=False)
    filters = {"place": places, "group_set": group_sets, "school_year": school_years}
    for name, values in filters.items():
        table = table if values is None else _only(table, name, values)
    return tuple(rows_of(table))


def _only(table: pa.Table, name: str, values: tuple[str, ...] | tuple[int, ...]) -> pa.Table:
    kind = pa.int16() if name == "school_year" else pa.string()
    return table.filter(pc.is_in(table.column(name), value_set=pa.array(values, kind)))
