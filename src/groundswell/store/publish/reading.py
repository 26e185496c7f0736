"""Read an edition: one view per table, over the files that the edition names."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from groundswell.store.engine import EngineLimits, named, open_engine, quoted, run
from groundswell.store.publish import durable, editions
from groundswell.store.publish.editions import EDITIONS, Edition, Part
from groundswell.store.schema import TABLES, Table

# Where two feeds tell of the same row, the first of these is believed.
TRUST = ("oneroster", "edfi", "calpads", "table")


@dataclass(frozen=True)
class Reading:
    """An edition and a DuckDB connection with a view of every canonical table, under its own name."""

    edition: Edition
    connection: duckdb.DuckDBPyConnection


@contextmanager
def reading(
    store: Path, *, number: int | None = None, spill: Path | None = None, limits: EngineLimits | None = None
) -> Iterator[Reading]:
    """The live edition, or edition `number`. It stays as it is while later ones are published."""
    edition = editions.current(store) if number is None else editions.read(store, number)
    folders = [store, *([spill] if spill else [])]
    with open_engine(folders=folders, spill=spill, limits=limits, unchanging=True) as connection:
        for table in TABLES.values():
            run(connection, f"CREATE VIEW {named(table.name)} AS {select_from(store, edition, table)}")
        yield Reading(edition, connection)


def select_from(store: Path, edition: Edition, table: Table) -> str:
    """SQL for all rows of one table in an edition, each key once."""
    parts = edition.of(table.name)
    if not parts:
        return f"SELECT {_typed_blanks(table)} WHERE false"
    rows = f"SELECT {', '.join(map(named, table.names))} FROM {files(store, parts)}"
    return rows + (_once_per_key(table) if _overlapping(parts) else "")


def files(store: Path, parts: Iterable[Part]) -> str:
    """SQL for the rows of some parts."""
    paths = ", ".join(quoted(str(store / EDITIONS / part.path)) for part in parts)
    return f"read_parquet([{paths}], union_by_name = true, hive_partitioning = false)"


def _typed_blanks(table: Table) -> str:
    return ", ".join(f"NULL::{column.duckdb_type} AS {named(column.name)}" for column in table.columns)


def _overlapping(parts: list[Part]) -> bool:
    places = [(part.key.school_year, part.key.date) for part in parts]
    return len(set(places)) < len(places)


def _once_per_key(table: Table) -> str:
    trusted = "".join(f" WHEN {quoted(source)} THEN {rank}" for rank, source in enumerate(TRUST))
    return (
        f" QUALIFY row_number() OVER (PARTITION BY {', '.join(map(named, table.key))} "
        f"ORDER BY CASE source{trusted} ELSE {len(TRUST)} END, source) = 1"
    )


def damage(store: Path, edition: Edition) -> list[str]:
    """What is missing or no longer as it was written, one sentence per part. Empty when all is sound."""
    found = []
    for part in edition.parts.values():
        path = store / EDITIONS / part.path
        if not path.exists():
            found.append(f"{part.path} is missing.")
        elif path.stat().st_size != part.size or durable.digest(path) != part.digest:
            found.append(f"{part.path} is not as it was written.")
    return found
