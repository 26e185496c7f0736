"""An edition in the making: parts that changed are written, the others are taken over as they are."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from groundswell.store.engine import named, quoted, run
from groundswell.store.publish import durable, editions
from groundswell.store.publish.editions import EDITIONS, Edition, Part, PartKey
from groundswell.store.publish.lock import LOADING

Tell = Callable[[str, str], None]
ROW_GROUP = 122_880


def silent(stage: str, detail: str) -> None:
    """Tell nobody."""


@dataclass
class Draft:
    """The next edition of `store`, made from `before`. Call it while holding `lock.writing`.

    `tell` hears the name of each stage once it is reached: it drives the progress display.
    """

    store: Path
    before: Edition
    connection: duckdb.DuckDBPyConnection
    tell: Tell = silent
    parts: dict[PartKey, Part] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts = dict(self.before.parts)

    @property
    def number(self) -> int:
        return self.before.number + 1

    @property
    def loading(self) -> Path:
        return self.store / EDITIONS / f".{self.number:06d}{LOADING}"

    @property
    def changed(self) -> bool:
        """Whether the draft holds other rows than the live edition."""
        return {key: part.fingerprint for key, part in self.parts.items()} != self.before.state()

    def replace(
        self,
        *,
        table: str,
        source: str,
        relation: str,
        split: tuple[str, ...] = (),
        scope: Callable[[PartKey], bool] | None = None,
    ) -> None:
        """From now on `relation` holds all that `source` has in `table`, as far as `scope` reaches.

        `split` names the columns (school_year, date) by whose values the rows go into parts. A part whose
        rows are the ones it had is not written again.
        """
        found = fingerprints(self.connection, relation, split)
        gone = [key for key in self.parts if key[:2] == (table, source) and (scope is None or scope(key))]
        for key in gone:
            del self.parts[key]
        for values, (rows, fingerprint) in found.items():
            key = PartKey(table, source, *values)
            known = self.before.parts.get(key)
            if known is None or known.fingerprint != fingerprint:
                known = self._written(key, relation, split, rows, fingerprint)
            self.parts[key] = known

    def _written(
        self, key: PartKey, relation: str, split: tuple[str, ...], rows: int, fingerprint: str
    ) -> Part:
        path = self.loading / key.filename
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(self.connection, relation, _where(key, split), path)
        self.tell("part_written", key.filename)
        durable.sync(path)
        self.tell("part_on_disk", key.filename)
        place = f"{self.number:06d}/{key.filename}"
        return Part(key, place, rows, path.stat().st_size, durable.digest(path), fingerprint)

    def publish(self, *, kind: str, made_at: str, source: str = "", about: dict[str, Any]) -> Edition:
        """Make the draft the live edition. Until the last step readers see the edition before it."""
        edition = replace(
            self.before,
            number=self.number,
            parent=self.before.number,
            kind=kind,
            made_at=made_at,
            source=source,
            about=about,
            parts=dict(self.parts),
        )
        self._keep(edition)
        self._swap(edition.number)
        return edition

    def _keep(self, edition: Edition) -> None:
        self.loading.mkdir(mode=0o700, exist_ok=True)
        durable.write(self.loading / editions.MANIFEST, editions.to_json(edition))
        self.tell("manifest_on_disk", "")
        for folder in (*sorted(path for path in self.loading.iterdir() if path.is_dir()), self.loading):
            durable.sync(folder)
        self.tell("folders_on_disk", "")
        self.loading.rename(editions.folder_of(self.store, edition.number))
        durable.sync(self.store / EDITIONS)
        self.tell("edition_named", "")

    def _swap(self, number: int) -> None:
        new = self.store / f"{editions.POINTER}.new"
        durable.write(new, f"{number}\n".encode())
        self.tell("pointer_on_disk", "")
        new.replace(self.store / editions.POINTER)
        self.tell("pointer_flipped", "")
        durable.sync(self.store)
        self.tell("published", "")


def fingerprints(
    connection: duckdb.DuckDBPyConnection, relation: str, split: tuple[str, ...]
) -> dict[tuple[Any, ...], tuple[int, str]]:
    """Per part: its number of rows, and two sums over the 64-bit hashes of its rows, which no order changes."""
    described = run(connection, f"DESCRIBE {relation}")
    cells = ", ".join(named(str(row[0])) for row in described)
    by = "".join(f"{named(name)}, " for name in split)
    hashed = f"SELECT {by} hash({cells}) AS hashed FROM {relation}"
    rows = run(
        connection,
        f"SELECT {by} count(*), sum(hashed::HUGEINT), sum(hash(hashed, 'again')::HUGEINT) FROM ({hashed}) "
        + (f"GROUP BY {by.removesuffix(', ')}" if by else ""),
    )
    return {
        (row[0], *map(str, row[1 : len(split)])) if split else (): (
            row[-3],
            f"{row[-3]}-{row[-2]:x}-{row[-1]:x}",
        )
        for row in rows
        if row[-3]
    }


def _where(key: PartKey, split: tuple[str, ...]) -> str:
    values = {"school_year": str(key.school_year), "date": f"DATE {quoted(str(key.date))}"}
    return " AND ".join(f"{named(name)} = {values[name]}" for name in split) or "true"


def _copy(connection: duckdb.DuckDBPyConnection, relation: str, where: str, path: Path) -> None:
    run(
        connection,
        f"COPY (SELECT * FROM {relation} WHERE {where}) TO {quoted(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP})",
    )
    path.chmod(0o600)
