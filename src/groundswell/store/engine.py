"""DuckDB with the doors shut: it sees the folders it is given, and no more memory than it may have."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from groundswell.store.memory import for_loading, of_the_machine


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """What one connection may use. `threads` 0 means all the processors there are."""

    memory: str = "1GB"
    threads: int = 0


# Beside what the engine may use, a load's process holds 0.3 GB of its own.
FOR_LOADING = EngineLimits(memory=for_loading())
FOR_RELEASING = EngineLimits(memory=of_the_machine(1000))


def open_engine(
    *,
    folders: Iterable[Path],
    spill: Path | None = None,
    limits: EngineLimits | None = None,
    unchanging: bool = False,
) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB that reads and writes in `folders` alone and spills to `spill`, or not at all.

    unchanging: no file that it reads will change, so what each says of itself is read once.
    Its settings are locked: no extension, no other file and no network, whatever SQL it is asked to run.
    """
    bounds = limits or EngineLimits()
    config: dict[str, Any] = {
        "memory_limit": bounds.memory,
        "threads": bounds.threads or os.cpu_count() or 1,
        "temp_directory": str(spill) if spill else "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "false",
    }
    connection = duckdb.connect(":memory:", config=config)
    run(connection, "SET GLOBAL TimeZone = 'UTC'")
    run(connection, f"SET allowed_directories = [{', '.join(quoted(str(path)) for path in folders)}]")
    if unchanging:
        run(connection, "SET GLOBAL parquet_metadata_cache = true")
    run(connection, "SET enable_external_access = false")
    run(connection, "SET lock_configuration = true")
    return connection


def run(
    connection: duckdb.DuckDBPyConnection, statement: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Every row that one statement of ours gives. Values go in as parameters, never into the text."""
    return connection.execute(statement, list(values)).fetchall()


def value_of(connection: duckdb.DuckDBPyConnection, statement: str, values: Sequence[Any] = ()) -> Any:
    """The first cell that one statement gives."""
    return run(connection, statement, values)[0][0]


def quoted(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def named(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
