"""Quarantined rows of plain tables as files to correct and load again."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import csv
import json
from collections import defaultdict
from pathlib import Path

from groundswell.store.engine import open_engine, run
from groundswell.store.publish import editions
from groundswell.store.publish.editions import QUARANTINE, Edition
from groundswell.store.read.mapped.quarantine import held_quarantine
from groundswell.store.read.mapped.staging import ROW
from groundswell.store.read.mapped.wording import worded

OTHER_WAYS = ("oneroster", "edfi")
FILE, LINE, WHY = "groundswell.file", "groundswell.line", "groundswell.why"
Cells = dict[str, str]


def sources_with_rows(edition: Edition) -> list[str]:
    """The plain feeds that have rows set aside."""
    found = {part.key.source for part in edition.of(QUARANTINE)}
    return sorted(found - set(OTHER_WAYS))


def write_repairs(store: Path, folder: Path) -> dict[str, int]:
    """Write the live edition's quarantined rows of plain feeds into `folder`, one file per feed and table.

    Correct the cells and load the file with the same mapping: a row that comes in leaves quarantine.
    Returns file -> rows written.
    """
    edition = editions.current(store)
    written = {}
    for source in sources_with_rows(edition):
        for target, rows in _rows(store, edition, source).items():
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{source}.{target.replace('+', '-')}.csv"
            _write(folder / name, rows)
            written[name] = len(rows)
    return written


def _rows(store: Path, edition: Edition, source: str) -> dict[str, list[Cells]]:
    waiting = held_quarantine(store, edition, source)
    with open_engine(folders=[store]) as connection:
        query = f"SELECT file, line, sourced_id, cells, faults FROM {waiting} ORDER BY file, line"
        rows = run(connection, query)
    by_target: dict[str, list[Cells]] = defaultdict(list)
    for file, line, mark, cells, faults in rows:
        target, _, row = mark.partition(":")
        why = "; ".join(f"{each['place']}: {' '.join(worded(each['rule']))}" for each in faults)
        marks = {FILE: file, LINE: str(line), WHY: why, ROW: row}
        by_target[target].append({name: cell or "" for name, cell in json.loads(cells).items()} | marks)
    return by_target


def _write(path: Path, rows: list[Cells]) -> None:
    ours = (FILE, LINE, WHY, ROW)
    header = [*dict.fromkeys(name for row in rows for name in row if name not in ours), *ours]
    with path.open("w", encoding="utf-8", newline="") as handle:
        path.chmod(0o600)
        writer = csv.DictWriter(handle, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
