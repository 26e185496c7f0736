"""The Ed-Fi records that the store holds already, and what other feeds know."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from pathlib import Path

from groundswell.store.engine import named
from groundswell.store.publish.editions import QUARANTINE, RECORDS, Edition
from groundswell.store.publish.reading import files
from groundswell.store.read.edfi.derive import SOURCE
from groundswell.store.read.edfi.spec import RESOURCES


def table_of(name: str) -> str:
    """The store's name for the records of one resource."""
    return f"{RECORDS}edfi_{name}"


def held_records(store: Path, edition: Edition) -> dict[str, str]:
    """Resource -> SQL for its records in an edition."""
    found = {name: edition.of(table_of(name), SOURCE) for name in RESOURCES}
    return {name: files(store, parts) for name, parts in found.items() if parts}


def held_quarantine(store: Path, edition: Edition) -> str | None:
    parts = edition.of(QUARANTINE, SOURCE)
    return files(store, parts) if parts else None


def known_elsewhere(store: Path, edition: Edition, table: str, column: str) -> str | None:
    """SQL for the ids in a canonical table as the other feeds tell it."""
    parts = [part for part in edition.of(table) if part.key.source != SOURCE]
    return f"SELECT DISTINCT {named(column)} FROM {files(store, parts)}" if parts else None
