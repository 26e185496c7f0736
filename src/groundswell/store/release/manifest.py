"""What a release is: a list of tables of numbers that may leave, each a Parquet file that never changes again.

```
STORE/releases/CURRENT                              the number of the live release
STORE/releases/000003/release.json                  its tables, of which some lie in earlier releases' folders
STORE/releases/000003/places.parquet
STORE/releases/000003/suspension_rate.school_year.parquet
```
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.results import PlaceKind
from groundswell.store.publish.editions import POINTER, StoreFault

RELEASES, MANIFEST = "releases", "release.json"
FORMAT = 1
State = Literal["released", "held"]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One indicator by one kind of period. `path` is "" while nothing of it has been released.

    state "held": the newest numbers stay back for the `reason`; `path` and all that describes its rows are of
    the last table released before. digest: of the definition and the rule. inputs: of these and the rows read.
    content: of the file's bytes. authorities: whose thresholds were used, by school year.
    """

    indicator: str
    period: Period
    state: State
    reason: str
    path: str
    edition: int
    rows: int
    withheld: int
    digest: str
    place_kinds: tuple[PlaceKind, ...] = ()
    group_sets: tuple[str, ...] = ()
    school_years: tuple[int, ...] = ()
    authorities: dict[int, str] = field(default_factory=dict)
    inputs: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseManifest:
    """One release. without: tables in which nobody is counted, with the digest of what was read for them."""

    number: int
    edition: int
    made_at: str
    rule: SuppressionRule
    tables: tuple[TableEntry, ...]
    without: dict[str, str] = field(default_factory=dict)

    def table(self, indicator: str, period: Period) -> TableEntry | None:
        """The entry of one indicator by one kind of period; None where the release has none."""
        return next(
            (each for each in self.tables if (each.indicator, each.period) == (indicator, period)), None
        )


def releases_of(store: Path) -> Path:
    return store / RELEASES


def folder_of(store: Path, number: int) -> Path:
    return store / RELEASES / f"{number:06d}"


def current_number(store: Path) -> int:
    """The number of the live release, 0 before the first."""
    try:
        written = (store / RELEASES / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return 0
    if not written.isdecimal():
        raise StoreFault(f"{store / RELEASES / POINTER} does not hold a number. Bring it back from a backup.")
    return int(written)


def to_json(manifest: ReleaseManifest) -> bytes:
    content = {"format": FORMAT, **asdict(manifest)}
    return json.dumps(content, indent=1, ensure_ascii=False).encode()


def from_json(written: bytes) -> ReleaseManifest:
    """Raises `ValueError`, `KeyError` or `TypeError` when it is damaged, `StoreFault` when it is too new."""
    content: dict[str, Any] = json.loads(written)
    if content.pop("format") != FORMAT:
        raise StoreFault("This release was written by a newer version. Bring the software up to date.")
    rule = content.pop("rule")
    content.pop("staff_threshold", None)  # of releases before 2026-11-22
    bands = tuple((smallest, width) for smallest, width in rule.pop("bands"))
    tables = tuple(_entry(row) for row in content.pop("tables"))
    return ReleaseManifest(**content, rule=SuppressionRule(**rule, bands=bands), tables=tables)


def _entry(row: dict[str, Any]) -> TableEntry:
    row |= {name: tuple(row[name]) for name in ("place_kinds", "group_sets", "school_years")}
    row["authorities"] = {int(year): name for year, name in row["authorities"].items()}
    return TableEntry(**row)
