"""Delete what must go: a student, years that are over, old editions. Rewrites history; see `rewriting`."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from groundswell.store.engine import EngineLimits, named, open_engine, quoted, run, value_of
from groundswell.store.publish import durable, editions
from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.publish.editions import EDITIONS, MANIFEST, Part
from groundswell.store.publish.lock import SPILL, writing
from groundswell.store.publish.retention_persons import about_student, emptied, names_id
from groundswell.store.publish.retention_years import OldYears
from groundswell.store.publish.rewrites import remove_unnamed
from groundswell.store.publish.rewriting import Change, Columns, Rewritten, columns_of, rewrite

KEY = "deletions.key"


class CannotDelete(Exception):
    """Nothing was deleted. The message says why and what to do."""


@dataclass(frozen=True)
class Leftover:
    """Cells that hold the same characters and are not about the student, as a grade 12 for a student 12."""

    table: str
    column: str
    cells: int


@dataclass(frozen=True)
class Forgotten:
    """What went. `digest` stands for the student in the log of deletions."""

    done: Rewritten
    digest: str
    leftovers: tuple[Leftover, ...]


@dataclass(frozen=True)
class Pruned:
    """The editions that went, and how many files with them."""

    editions: tuple[int, ...]
    files: int


def forget(store: Path, student_id: str, *, reason: str, made_at: str, tell: Tell = silent) -> Forgotten:
    """Take every row about a student out of every kept edition, with what was set aside and the feeds' records.

    Raises `CannotDelete` when no row is about the student, or when the reason names the id.
    """
    wanted = student_id.strip()
    _require_told(wanted, reason)
    with _rewriting_of(store) as connection:

        def decide(part: Part, columns: Columns) -> Change | None:
            cells = {
                name: cell
                for name, cell in emptied(columns, wanted).items()
                if _any(connection, store, part, names_id(named(name), wanted))
            }
            return Change(about_student(part.key, columns, wanted), cells)

        digest = digest_of(store, wanted)
        about = {"words": "Forgot a student.", "student": digest, "reason": reason}
        done = rewrite(store, connection, decide, kind="forget", made_at=made_at, about=about, tell=tell)
        if not done.edition:
            raise CannotDelete("no row of the store is about a student with this id. Check the id.")
        return Forgotten(done, digest, tuple(_leftovers(connection, store, wanted)))


def _require_told(student_id: str, reason: str) -> None:
    if not student_id:
        raise CannotDelete("say which student, by the id that the feeds use.")
    if not reason.strip():
        raise CannotDelete("say why, with --reason: the log of deletions keeps it.")
    if student_id in reason:
        raise CannotDelete("leave the student's id out of the reason: the log must not name it.")


def digest_of(store: Path, student_id: str) -> str:
    """A name for the student in the log that gives no id away without the store's key (keyed BLAKE2b)."""
    file = store / KEY
    if not file.exists():
        durable.write(file, secrets.token_hex(32).encode())
    return hashlib.blake2b(
        student_id.encode(), key=bytes.fromhex(file.read_text()), digest_size=16
    ).hexdigest()


def retain(store: Path, *, years: int, made_at: str, tell: Tell = silent) -> Rewritten:
    """Keep the newest `years` school years in every edition, and of older ones nothing, students included.

    Raises `CannotDelete` when there is no edition, or for fewer than one year.
    """
    if years < 1:
        raise CannotDelete("keep one school year at least.")
    with _rewriting_of(store) as connection:
        kept = editions.history(store)
        known = [
            key.school_year for each in kept for key in each.parts if key.is_canonical and key.school_year
        ]
        if not known:
            raise CannotDelete("there is no school year in the store yet.")
        first = max(known) - years + 1
        old = OldYears(store, connection, kept, first)
        about = {"words": f"Kept {years} school years, from {first - 1}-{first % 100:02d} on."}
        return rewrite(store, connection, old.change, kind="retain", made_at=made_at, about=about, tell=tell)


def prune(store: Path, *, keep: int | None = None, days: int | None = None, now: datetime) -> Pruned:
    """Remove editions beyond the newest `keep`, or older than `days`, and the files that they alone name.

    The live edition always stays. Raises `CannotDelete` for limits that say nothing.
    """
    if keep is None and days is None:
        raise CannotDelete("say how many editions to keep, or how many days back.")
    if (keep is not None and keep < 1) or (days is not None and days < 0):
        raise CannotDelete("the live edition always stays: keep 1 or more.")
    with writing(store):
        kept = editions.history(store)
        too_many = {each.number for each in kept[keep:]} if keep is not None else set()
        too_old = {each.number for each in kept[1:] if _older(each.made_at, days, now)}
        gone = sorted((too_many | too_old) - {each.number for each in kept[:1]})
        for number in gone:
            (editions.folder_of(store, number) / MANIFEST).unlink()
            durable.sync(editions.folder_of(store, number))
        return Pruned(tuple(gone), len(remove_unnamed(store)))


def _older(made_at: str, days: int | None, now: datetime) -> bool:
    return days is not None and datetime.fromisoformat(made_at) < now - timedelta(days=days)


@contextmanager
def _rewriting_of(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with (
        writing(store),
        open_engine(folders=[store], spill=store / SPILL, limits=EngineLimits()) as connection,
    ):
        yield connection


def _any(connection: duckdb.DuckDBPyConnection, store: Path, part: Part, test: str) -> bool:
    return bool(value_of(connection, f"SELECT count(*) FROM {_rows(store, part)} WHERE {test}"))


def _rows(store: Path, part: Part) -> str:
    return f"read_parquet({quoted(str(store / EDITIONS / part.path))}, hive_partitioning = false)"


def _leftovers(connection: duckdb.DuckDBPyConnection, store: Path, student_id: str) -> Iterator[Leftover]:
    """Look through every column of every file that is left."""
    found: dict[tuple[str, str], int] = {}
    parts = {part.path: part for each in editions.history(store) for part in each.parts.values()}
    for part in parts.values():
        columns = [
            name for name, kind in columns_of(connection, _rows(store, part)).items() if "VARCHAR" in kind
        ]
        counts = ", ".join(f"count(*) FILTER ({names_id(named(name), student_id)})" for name in columns)
        cells = run(connection, f"SELECT {counts} FROM {_rows(store, part)}")[0] if columns else ()
        for name, count in zip(columns, cells, strict=True):
            if count:
                found[part.key.table, name] = found.get((part.key.table, name), 0) + count
    yield from (Leftover(table, column, cells) for (table, column), cells in sorted(found.items()))
