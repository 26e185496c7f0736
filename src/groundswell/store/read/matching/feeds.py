"""Pairs of feeds: how many students and schools of one the other does not know, and why where it shows."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import duckdb

from groundswell.store.engine import named, run, value_of
from groundswell.store.publish.editions import Edition, Part
from groundswell.store.publish.reading import files
from groundswell.store.read.matching.reasons import count_reasons, in_words, with_reasons
from groundswell.store.report import Finding
from groundswell.store.schema import TABLES

FIRST = {"students": ("students", "enrollments"), "schools": ("organizations", "enrollments")}


@dataclass(frozen=True)
class Difference:
    """In one school year: ids of `one` feed that the `other` does not know, out of all that `one` has."""

    what: str
    school_year: int
    one: str
    other: str
    ids: int
    unknown: int
    reasons: dict[str, int]
    other_id: int = 0

    @property
    def words(self) -> str:
        year = f"{self.school_year - 1}-{self.school_year % 100:02d}"
        told = (
            f"{year}: {self.unknown:,} of {self.ids:,} {self.what} of {self.one} are unknown to {self.other}."
        )
        near = in_words(self.reasons)
        elsewhere = (
            f"{self.other_id:,} are there under another id (local_id or identifier)." if self.other_id else ""
        )
        return " ".join(part for part in (told, near, elsewhere) if part)


@dataclass(frozen=True)
class _Ids:
    """The ids that a feed names in a year: SQL with a column `id`."""

    sql: str
    parts: tuple[Part, ...]


def differences(
    connection: duckdb.DuckDBPyConnection,
    store: Path,
    edition: Edition,
    *,
    source: str = "",
    quick: bool = False,
) -> list[Difference]:
    """Every ordered pair of feeds, or those with `source`. `quick` looks at who-is-where alone, not at what happened."""
    return [
        found
        for what in FIRST
        for year in sorted({part.key.school_year for part in edition.parts.values() if part.key.school_year})
        for one, other in permutations(_sources(edition), 2)
        if source in ("", one, other)
        and (found := _difference(connection, store, edition, (what, year, one, other, quick)))
    ]


def _sources(edition: Edition) -> list[str]:
    return sorted({part.key.source for part in edition.parts.values() if part.key.is_canonical})


def _difference(
    connection: duckdb.DuckDBPyConnection,
    store: Path,
    edition: Edition,
    pair: tuple[str, int, str, str, bool],
) -> Difference | None:
    what, year, one, other, quick = pair
    ours, theirs = (_ids(store, edition, what, year, source, quick=quick) for source in (one, other))
    if ours is None or theirs is None:
        return None
    lost = f"SELECT DISTINCT id FROM ({ours.sql}) WHERE id NOT IN (SELECT id FROM ({theirs.sql}) WHERE id IS NOT NULL)"
    count, unknown = run(
        connection, f"SELECT (SELECT count(DISTINCT id) FROM ({ours.sql})), count(*) FROM ({lost})"
    )[0]
    if not unknown:
        return None
    reasons = count_reasons(connection, lost, theirs.sql)
    elsewhere = _under_another_id(connection, store, edition, (what, year, other), lost)
    return Difference(what, year, one, other, int(count), int(unknown), reasons, elsewhere)


def _ids(store: Path, edition: Edition, what: str, year: int, source: str, *, quick: bool) -> _Ids | None:
    column = "student_id" if what == "students" else "school_id"
    tables = FIRST[what] if quick else (*FIRST[what], *(name for name in TABLES if name not in FIRST[what]))
    selects: list[str] = []
    for table in tables:
        parts = [part for part in edition.of(table, source) if part.key.school_year == year]
        if not parts or (selects and table not in FIRST[what]):
            continue
        if table == "organizations":
            selects.append(f"SELECT org_id AS id FROM {files(store, parts)} WHERE type = 'school'")
        elif column in TABLES[table].names:
            selects.append(f"SELECT DISTINCT {column} AS id FROM {files(store, parts)}")
    return _Ids(" UNION ALL ".join(selects), ()) if selects else None


def _under_another_id(
    connection: duckdb.DuckDBPyConnection,
    store: Path,
    edition: Edition,
    place: tuple[str, int, str],
    lost: str,
) -> int:
    what, year, other = place
    table, column = ("students", "local_id") if what == "students" else ("organizations", "identifier")
    parts = [part for part in edition.of(table, other) if part.key.school_year == year]
    if not parts:
        return 0
    query = f"SELECT count(*) FROM ({lost}) WHERE id IN (SELECT {named(column)} FROM {files(store, parts)})"
    return int(value_of(connection, query))


def unknown_ids(
    connection: duckdb.DuckDBPyConnection, store: Path, edition: Edition, difference: Difference
) -> Iterator[tuple[str, str, str]]:
    """(id, the id it nearly is, reason) of each id that a difference counts."""
    ours, theirs = (
        _ids(store, edition, difference.what, difference.school_year, source, quick=False)
        for source in (difference.one, difference.other)
    )
    if ours is None or theirs is None:
        return
    lost = f"SELECT DISTINCT id FROM ({ours.sql}) WHERE id NOT IN (SELECT id FROM ({theirs.sql}) WHERE id IS NOT NULL)"
    for id_, near, reason in run(connection, f"SELECT * FROM ({with_reasons(lost, theirs.sql)}) ORDER BY id"):
        yield str(id_), str(near or ""), str(reason or "")


def notices(
    connection: duckdb.DuckDBPyConnection, store: Path, edition: Edition, source: str
) -> list[Finding]:
    """The differences between one feed and the others, for its load's report."""
    fix = "See 'groundswell data match'. Ask for one id in every export; numbers that need both feeds leave the others out."
    return [
        Finding(
            "", 1, "student_id" if each.what == "students" else "school_id", "feeds_differ", each.words, fix
        )
        for each in differences(connection, store, edition, source=source, quick=True)
    ]
