"""The records set aside, as a list to correct them by at their source."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import json
from collections import Counter
from pathlib import Path

from groundswell.store.engine import open_engine, run
from groundswell.store.publish import editions
from groundswell.store.read.edfi.records import held_quarantine
from groundswell.store.read.edfi.wording import worded

FILE = "edfi-set-aside.jsonl"


def list_set_aside(store: Path, folder: Path) -> dict[str, int]:
    """Write the live edition's quarantined Ed-Fi records, one per line: where they stood, why, and what we keep of them.

    Returns resource -> records. Ed-Fi records are corrected where they come from; then they are exported again.
    """
    waiting = held_quarantine(store, editions.current(store))
    if waiting is None:
        return {}
    with open_engine(folders=[store]) as connection:
        query = f"SELECT file, line, sourced_id, cells, faults FROM {waiting} ORDER BY file, line, sourced_id"
        rows = run(connection, query)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("w", encoding="utf-8") as handle:
        (folder / FILE).chmod(0o600)
        for file, line, key, cells, faults in rows:
            why = [{"field": each["place"], "why": " ".join(worded(each["rule"]))} for each in faults]
            found = {
                "file": file,
                "line": line,
                "resource": key.split(":")[0],
                "why": why,
                "record": json.loads(cells),
            }
            handle.write(json.dumps(found, ensure_ascii=False) + "\n")
    return dict(Counter(row[2].split(":")[0] for row in rows))
