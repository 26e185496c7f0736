"""Quarantined rows as a OneRoster package to correct and load again."""

# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import csv
import json
from collections import defaultdict
from pathlib import Path

from groundswell.store.engine import open_engine, run
from groundswell.store.publish import editions
from groundswell.store.read.oneroster.accounts import field_of
from groundswell.store.read.oneroster.headers import OURS
from groundswell.store.read.oneroster.manifest import NAME
from groundswell.store.read.oneroster.records import earlier_quarantine, earlier_records
from groundswell.store.read.oneroster.spec import FILES
from groundswell.store.read.oneroster.wording import worded

WHY, LINE = f"{OURS}why", f"{OURS}line"
Cells = dict[str, str]


def write_repairs(store: Path, folder: Path, *, now: str) -> dict[str, int]:
    """Write the live edition's quarantined rows into `folder`, each with what is wrong with it.

    The package is a delta: correct the cells and load the folder; a row that comes in leaves quarantine.
    Returns file -> rows written. What we never keep (such as passwords) is not in the files.
    """
    edition = editions.current(store)
    waiting = earlier_quarantine(store, edition)
    if waiting is None:
        return {}
    with open_engine(folders=[store]) as connection:
        rows = run(connection, f"SELECT file, line, cells, faults FROM {waiting} ORDER BY file, line")
        users = earlier_records(store, edition, "1.1").get("users", "")
        known = {row[0] for row in run(connection, f"DESCRIBE SELECT * FROM {users}")} if users else {"role"}
    version = "1.1" if "role" in known else "1.2"
    by_file: dict[str, list[Cells]] = defaultdict(list)
    for file, line, cells, faults in rows:
        why = "; ".join(f"{each['place']}: {_advice(version, file, each)}" for each in faults)
        marks = {"status": "active", "dateLastModified": now, LINE: str(line), WHY: why}
        by_file[file].append(json.loads(cells) | marks)
    folder.mkdir(parents=True, exist_ok=True)
    for file, found in by_file.items():
        _write(folder / file, _header(version, file, found), found)
    _write(folder / NAME, ["propertyName", "value"], _manifest(version, by_file))
    return {file: len(found) for file, found in by_file.items()}


def _advice(version: str, file: str, fault: dict[str, str]) -> str:
    return " ".join(worded(fault["rule"], field_of(FILES[version], file, fault["place"])))


def _header(version: str, file: str, rows: list[Cells]) -> list[str]:
    names = [field.name for field in FILES[version][file.removesuffix(".csv")].fields]
    more = sorted({name for row in rows for name in row if name.startswith("metadata.")} - {LINE, WHY})
    return [*names, *more, LINE, WHY]


def _manifest(version: str, files: dict[str, list[Cells]]) -> list[Cells]:
    pairs = {"manifest.version": "1.0", "oneroster.version": version}
    pairs |= {f"file.{name}": "delta" if f"{name}.csv" in files else "absent" for name in FILES[version]}
    return [{"propertyName": name, "value": value} for name, value in pairs.items()]


def _write(path: Path, header: list[str], rows: list[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        path.chmod(0o600)
        writer = csv.DictWriter(handle, header, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
