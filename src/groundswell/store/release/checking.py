"""Attack a release from print alone: all that it and earlier ones show, and nothing behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release import openness
from groundswell.store.release.amounts import exposed_amounts
from groundswell.store.release.attacking import Exposed
from groundswell.store.release.gate import Known, exposures
from groundswell.store.release.manifest import RELEASES, TableEntry
from groundswell.store.release.printing import all_rows, printed_before
from groundswell.store.release.reading import ReleaseManifest, current, places, read


@dataclass(frozen=True)
class Check:
    """What was attacked, and what could be worked out: empty when all is as it should be."""

    release: int
    tables: int
    numbers: int
    withheld: int
    exposed: tuple[Exposed, ...]


def check_release(store: Path, number: int | None = None, *, tell: Tell = silent) -> Check:
    """The live release or release `number`, together with all before it. No student row is read.

    Raises `StoreFault` when there is no such release or a file of it is missing.
    """
    manifest = current(store) if number is None else read(store, number)
    if manifest is None:
        raise StoreFault(f"There is no release in {store}. Make one with 'groundswell release make'.")
    live = [entry for entry in manifest.tables if entry.path]
    found: list[Exposed] = []
    rows = withheld = 0
    for entry in live:
        tell("table", f"{entry.indicator} by {entry.period}")
        rows += entry.rows
        withheld += entry.withheld
        found += _found(store, manifest, entry)
    for entries in _adding_up(store, live):
        found += _amounts(store, manifest, entries)
    return Check(manifest.number, len(live), rows, withheld, tuple(found))


def _found(store: Path, manifest: ReleaseManifest, entry: TableEntry) -> list[Exposed]:
    table = store / RELEASES / entry.path
    earlier = printed_before(store, entry.indicator, entry.period, until=manifest.number, without=entry.path)
    by_sums, compared = exposures(all_rows(table), earlier, _known(store, manifest, entry, table))
    return by_sums + compared


def _adding_up(store: Path, live: Sequence[TableEntry]) -> list[list[TableEntry]]:
    """Tables of one indicator and one edition, where the numbers add up over time."""
    found: dict[tuple[str, int], list[TableEntry]] = defaultdict(list)
    for entry in live:
        if not openness.read(store / RELEASES / entry.path).counts_persons:
            found[entry.indicator, entry.edition].append(entry)
    return list(found.values())


def _amounts(store: Path, manifest: ReleaseManifest, entries: Sequence[TableEntry]) -> list[Exposed]:
    files = {entry.period: store / RELEASES / entry.path for entry in entries}
    rows = {period: all_rows(file) for period, file in files.items()}
    open_amounts = [openness.read(file).open_amounts for file in files.values()]
    return exposed_amounts(rows, places(store, manifest), frozenset().union(*open_amounts))


def _known(store: Path, manifest: ReleaseManifest, entry: TableEntry, table: Path) -> Known:
    about = openness.read(table)
    return Known(
        indicator=entry.indicator,
        kind=entry.period,
        counts_persons=about.counts_persons,
        changes_later=about.changes_later,
        rule=replace(manifest.rule, shows_zero=True),
        places=places(store, manifest),
        open_splits=about.open_splits,
        open_amounts=about.open_amounts,
    )
