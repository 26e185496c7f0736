"""The OneRoster records that the store holds already: what a delta changes."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Mapping
from pathlib import Path

import duckdb

from groundswell.store.engine import run
from groundswell.store.publish.editions import QUARANTINE, RECORDS, Edition
from groundswell.store.publish.reading import files
from groundswell.store.read.faults import Fault
from groundswell.store.read.oneroster.derive import SOURCE
from groundswell.store.read.oneroster.manifest import NAME, Manifest
from groundswell.store.read.oneroster.spec import ESSENTIAL, FILES
from groundswell.store.read.package import RefusedFile


def table_of(name: str) -> str:
    """The store's name for the records of one OneRoster file."""
    return f"{RECORDS}{name}"


def earlier_records(store: Path, edition: Edition, version: str) -> dict[str, str]:
    """File -> SQL for its records in an edition."""
    found = {name: edition.of(table_of(name), SOURCE) for name in FILES[version]}
    return {name: files(store, parts) for name, parts in found.items() if parts}


def earlier_quarantine(store: Path, edition: Edition) -> str | None:
    parts = edition.of(QUARANTINE, SOURCE)
    return files(store, parts) if parts else None


def require_fitting(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, earlier: Mapping[str, str]
) -> None:
    """A delta needs a bulk of the same version before it. Raises `RefusedFile`."""
    missing = [
        name for name in ESSENTIAL if name not in earlier and manifest.modes.get(name, "absent") != "bulk"
    ]
    if missing:
        words = f"Nothing is known yet of {', '.join(missing)}, and this is not a bulk export of them."
        raise _refused("bulk_first", words, "Load a bulk export first.")
    if "users" in earlier and manifest.modes.get("users") != "bulk":
        columns = {row[0] for row in run(connection, f"DESCRIBE SELECT * FROM {earlier['users']}")}
        known = "1.1" if "role" in columns else "1.2"
        if known != manifest.version:
            words = f"What we hold is OneRoster {known}, and these changes are {manifest.version}."
            raise _refused("other_version", words, f"Load a bulk export of {manifest.version} first.")


def _refused(rule: str, message: str, fix: str) -> RefusedFile:
    return RefusedFile(NAME, Fault(1, "", rule, message, fix))
