"""Loading in tests, and a look at what a store holds."""
# ruff: noqa: S608 (queries and rows of the tests' own)

import os
from pathlib import Path
from typing import Any

from groundswell.store.engine import EngineLimits, run
from groundswell.store.publish import editions
from groundswell.store.publish.reading import files, reading
from groundswell.store.read.oneroster.load import LoadSettings, load_oneroster
from groundswell.store.report import Report
from groundswell.store.schema import TABLES

AT = "2026-10-01T00:00:00+00:00"
SHARED = Path(os.environ.get("GROUNDSWELL_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))


def load(store: Path, path: Path, **settings: Any) -> Report:
    return load_oneroster(
        store, path, made_at=AT, settings=LoadSettings(engine=EngineLimits(threads=1), **settings)
    )


def tables(store: Path, number: int | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Every canonical table in an edition, its rows in one order."""
    with reading(store, number=number) as now:
        return {name: sorted(run(now.connection, f"SELECT * FROM {name}"), key=repr) for name in TABLES}


def rows(store: Path, query: str) -> list[tuple[Any, ...]]:
    with reading(store) as now:
        return run(now.connection, query)


def quarantine(store: Path) -> list[tuple[Any, ...]]:
    """(file, line, sourced id, cells, faults) of each row set aside."""
    now = editions.current(store)
    with reading(store) as opened:
        parts = now.of("quarantine")
        query = f"SELECT file, line, sourced_id, cells, faults FROM {files(store, parts)} ORDER BY file, line"
        return run(opened.connection, query) if parts else []
