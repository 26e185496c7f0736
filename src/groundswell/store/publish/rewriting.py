"""Rewrite history: take rows out of every kept edition, live at one moment, with nothing left of them in any file.

This is the one exception to "an edition never changes": what a law or a family wants gone has to go everywhere.
"""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.publish import durable, editions
from groundswell.store.publish.drafts import Draft, Tell, silent
from groundswell.store.publish.editions import EDITIONS, Edition, Part
from groundswell.store.publish.parts import ROW_GROUP, fingerprints
from groundswell.store.publish.rewrites import PLAN, finish, plan_json, replaced

Columns = dict[str, str]  # name -> DuckDB type


@dataclass(frozen=True)
class Change:
    """What to do with the rows of one file: SQL for those that go, and columns written in another way."""

    gone: str = "false"
    columns: dict[str, str] = field(default_factory=dict)


class Deciding(Protocol):
    def __call__(self, part: Part, columns: Columns) -> Change | None: ...


@dataclass(frozen=True)
class Rewritten:
    """What went. `rows`: by table, each row once however many editions named its file. `edition` 0: nothing did."""

    edition: int
    rows: dict[str, int]
    files: int


def rewrite(
    store: Path,
    connection: duckdb.DuckDBPyConnection,
    decide: Deciding,
    *,
    kind: str,
    made_at: str,
    about: dict[str, Any],
    tell: Tell = silent,
) -> Rewritten:
    """Publish an edition without the rows, then rewrite those before it. Call it while holding `lock.writing`."""
    kept = editions.history(store)
    if not kept:
        return Rewritten(0, {}, 0)
    draft = Draft(store, kept[0], connection, tell)
    work = _Rewriting(draft, decide)
    for part in _each_file(kept):
        work.take(part)
    if not work.new:
        return Rewritten(0, {}, 0)
    draft.parts = replaced(kept[0].parts, work.new)
    draft.loading.mkdir(mode=0o700, parents=True, exist_ok=True)
    durable.write(draft.loading / PLAN, plan_json(work.new))
    tell("plan_on_disk", "")
    about = about | {"rows": work.rows, "files": len(work.new)}
    edition = draft.publish(kind=kind, made_at=made_at, about=about)
    finish(store)
    tell("history_rewritten", "")
    return Rewritten(edition.number, work.rows, len(work.new))


def _each_file(kept: Iterable[Edition]) -> list[Part]:
    """Every file that a kept edition names, once; the live edition's first."""
    return list(
        {part.path: part for edition in reversed(list(kept)) for part in edition.parts.values()}.values()
    )


@dataclass
class _Rewriting:
    """`new`: the file in place of the old one, None when no row of it is left."""

    draft: Draft
    decide: Deciding
    new: dict[str, Part | None] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def take(self, part: Part) -> None:
        relation = (
            f"read_parquet({quoted(str(self.draft.store / EDITIONS / part.path))}, hive_partitioning = false)"
        )
        columns = columns_of(self.draft.connection, relation)
        change = self.decide(part, columns)
        if change is None:
            return
        gone = int(value_of(self.draft.connection, f"SELECT count(*) FROM {relation} WHERE {change.gone}"))
        if gone == 0 and not change.columns:
            return
        self.rows[part.key.table] = self.rows.get(part.key.table, 0) + gone
        self.new[part.path] = None if gone == part.rows else self._written(part, relation, columns, change)

    def _written(self, part: Part, relation: str, columns: Columns, change: Change) -> Part:
        cells = ", ".join(f"{change.columns.get(name, named(name))} AS {named(name)}" for name in columns)
        left = f"(SELECT {cells} FROM {relation} WHERE NOT coalesce({change.gone}, false))"
        name = f"{Path(part.key.filename).with_suffix('')}.from-{part.path[:6]}.parquet"
        path = self.draft.loading / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        run(
            self.draft.connection,
            f"COPY {left} TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})",
        )
        path.chmod(0o600)
        durable.sync(path)
        self.draft.tell("part_on_disk", name)
        run(
            self.draft.connection,
            f"CREATE OR REPLACE TEMP VIEW rewritten AS SELECT * FROM read_parquet({quoted(str(path))})",
        )
        rows, fingerprint = fingerprints(self.draft.connection, "rewritten", ())[()]
        place = f"{self.draft.number:06d}/{name}"
        return Part(part.key, place, rows, path.stat().st_size, durable.digest(path), fingerprint)


def columns_of(connection: duckdb.DuckDBPyConnection, relation: str) -> Columns:
    """The columns of a relation, in order."""
    return {str(row[0]): str(row[1]) for row in run(connection, f"DESCRIBE SELECT * FROM {relation}")}
