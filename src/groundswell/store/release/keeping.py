"""One engine for all tables of a release: what each of them reads again is read from the files once."""
# ruff: noqa: S608 (names in SQL pass through engine.named)

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from groundswell.store.engine import FOR_RELEASING, named, run
from groundswell.store.publish.editions import Edition
from groundswell.store.query.engines import DuckEngine
from groundswell.store.query.opening import opened
from groundswell.store.schema import TABLES

MOST_ROWS = 5_000_000  # of one table; larger ones are read from their files each time


@contextmanager
def release_engine(store: Path, edition: Edition) -> Iterator[DuckEngine]:
    """An engine over one edition, its smaller tables held in memory (beyond the limit, on disk)."""
    with opened(store, number=edition.number, limits=FOR_RELEASING) as (engine, _):
        if not isinstance(engine, DuckEngine):
            raise TypeError("A release is made with DuckDB.")
        for name in TABLES:
            if sum(part.rows for part in edition.of(name)) <= MOST_ROWS:
                _hold(engine, name)
        yield engine


def _hold(engine: DuckEngine, name: str) -> None:
    held = named(f"held_{name}")
    run(engine.connection, f"CREATE TABLE {held} AS SELECT * FROM {named(name)}")
    run(engine.connection, f"DROP VIEW {named(name)}")
    run(engine.connection, f"ALTER TABLE {held} RENAME TO {named(name)}")
