"""All that releases ever printed of a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release.columns import rows_of
from groundswell.store.release.gate import Earlier
from groundswell.store.release.manifest import RELEASES, ReleaseManifest
from groundswell.store.release.reading import history


def printed_before(
    store: Path, indicator: str, period: Period, *, until: int | None = None, without: str = ""
) -> list[Earlier]:
    """One table as each release up to number `until` printed it, oldest first; each file once, but `without`."""
    found: dict[str, date] = {}
    for manifest in _oldest_first(history(store)):
        entry = manifest.table(indicator, period)
        if entry and entry.path not in {"", without} and (until is None or manifest.number <= until):
            found.setdefault(entry.path, date.fromisoformat(manifest.made_at[:10]))
    return [Earlier(day, all_rows(store / RELEASES / path)) for path, day in found.items()]


def all_rows(table: Path) -> list[ReleasedResult]:
    """Every row of a table's file."""
    try:
        return rows_of(pq.read_table(table))
    except FileNotFoundError as missing:
        raise StoreFault(f"{table} is missing. Bring it back from a backup.") from missing


def _oldest_first(manifests: Iterable[ReleaseManifest]) -> list[ReleaseManifest]:
    return sorted(manifests, key=lambda each: each.number)
