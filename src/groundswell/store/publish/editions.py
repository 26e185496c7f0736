"""What an edition is: a list of parts, each a Parquet file that never changes again.

```
STORE/CURRENT                            the number of the live edition
STORE/editions/000002/edition.json       its parts, of which some lie in earlier editions' folders
STORE/editions/000002/students/oneroster.2026.parquet
```
"""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

POINTER, MANIFEST, EDITIONS = "CURRENT", "edition.json", "editions"
RECORDS, QUARANTINE = "records.", "quarantine"
FORMAT = 1


class StoreFault(Exception):
    """The store on disk is not as we left it. The message says what to do."""


class PartKey(NamedTuple):
    """Which part of which table: `school_year` and `date` are empty for tables that are not split."""

    table: str
    source: str
    school_year: int | None = None
    date: str | None = None

    @property
    def is_canonical(self) -> bool:
        """Whether it is a part of a table for readers, and not of what a feed needs to go on."""
        return not self.table.startswith((RECORDS, QUARANTINE))

    @property
    def filename(self) -> str:
        marks = [str(mark) for mark in (self.source, self.school_year, self.date) if mark is not None]
        return f"{self.table}/{'.'.join(marks)}.parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """One file. `fingerprint` tells its rows whatever their order; `digest` its bytes."""

    key: PartKey
    path: str
    rows: int
    size: int
    digest: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the store. `parent` is the edition it was made from, 0 for the empty store."""

    number: int
    parent: int
    kind: str
    made_at: str
    source: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    parts: dict[PartKey, Part] = field(default_factory=dict)

    def of(self, table: str, source: str | None = None) -> list[Part]:
        """The parts of one table, from one feed or from all."""
        return [
            part
            for key, part in self.parts.items()
            if key.table == table and (source is None or key.source == source)
        ]

    def state(self) -> dict[PartKey, str]:
        """What the edition holds, whatever files it lies in: equal states are equal tables."""
        return {key: part.fingerprint for key, part in self.parts.items()}


EMPTY = Edition(number=0, parent=0, kind="empty", made_at="")


def folder_of(store: Path, number: int) -> Path:
    return store / EDITIONS / f"{number:06d}"


def current_number(store: Path) -> int:
    """The number of the live edition, 0 before the first load."""
    pointer = store / POINTER
    if not pointer.exists():
        return 0
    written = pointer.read_text(encoding="ascii").strip()
    if not written.isdecimal():
        raise StoreFault(f"{pointer} does not hold a number. Bring it back from a backup.")
    return int(written)


def current(store: Path) -> Edition:
    """The live edition."""
    return read(store, current_number(store))


def read(store: Path, number: int) -> Edition:
    """One edition. Raises `StoreFault` when there is no such edition or it is damaged."""
    if number == 0:
        return EMPTY
    manifest = folder_of(store, number) / MANIFEST
    if number > current_number(store) or not manifest.exists():
        raise StoreFault(f"There is no edition {number} in {store}.")
    try:
        return _from_json(json.loads(manifest.read_bytes()))
    except (ValueError, KeyError, TypeError) as damage:
        raise StoreFault(f"{manifest} is damaged. Bring it back from a backup.") from damage


def history(store: Path) -> list[Edition]:
    """Every edition still kept, newest first."""
    numbers = range(current_number(store), 0, -1)
    return [read(store, number) for number in numbers if (folder_of(store, number) / MANIFEST).exists()]


def newest_students(edition: Edition) -> int:
    """Students of the newest school year. Feeds tell of the same ones, so the feed that has most is counted."""
    parts = edition.of("students")
    newest = max((part.key.school_year or 0 for part in parts), default=0)
    by_feed: dict[str, int] = {}
    for part in parts:
        if (part.key.school_year or 0) == newest:
            by_feed[part.key.source] = by_feed.get(part.key.source, 0) + part.rows
    return max(by_feed.values(), default=0)


def to_json(edition: Edition) -> bytes:
    content = asdict(replace(edition, parts={})) | {"format": FORMAT}
    content["parts"] = [part_row(part) for part in _sorted(edition)]
    return json.dumps(content, ensure_ascii=False).encode()  # indented, it takes six times as long


def _sorted(edition: Edition) -> list[Part]:
    return sorted(edition.parts.values(), key=lambda part: part.key.filename)


def part_row(part: Part) -> dict[str, Any]:
    """A part for JSON."""
    return {each.name: getattr(part, each.name) for each in fields(Part)} | {"key": list(part.key)}


def part_from(row: dict[str, Any]) -> Part:
    """A part as `part_row` wrote it."""
    return Part(**row | {"key": PartKey(*row["key"])})


def _from_json(content: dict[str, Any]) -> Edition:
    if content.pop("format") != FORMAT:
        raise StoreFault("This store was written by a newer version. Bring the software up to date.")
    rows = [part_from(row) for row in content.pop("parts")]
    return Edition(**content, parts={part.key: part for part in rows})
