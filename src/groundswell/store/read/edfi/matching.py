"""Where feeds do not match: students and schools that one feed has and the other has not."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from dataclasses import dataclass
from pathlib import Path

import duckdb

from groundswell.store.engine import run, value_of
from groundswell.store.publish.editions import Edition
from groundswell.store.publish.reading import files
from groundswell.store.read.edfi.derive import SOURCE
from groundswell.store.report import Finding


@dataclass(frozen=True)
class _Compared:
    table: str
    column: str
    what: str
    where: str = "true"


_COMPARED = (
    _Compared("students", "student_id", "students"),
    _Compared("organizations", "org_id", "schools", "type = 'school'"),
)


def mismatches(
    connection: duckdb.DuckDBPyConnection, store: Path, edition: Edition, years: list[int]
) -> list[Finding]:
    """One notice per other feed, year and table in which the ids differ."""
    return [
        finding
        for compared in _COMPARED
        for source in sorted({part.key.source for part in edition.of(compared.table)} - {SOURCE})
        for year in years
        if (finding := _compare(connection, store, edition, compared, source, year))
    ]


def _compare(
    connection: duckdb.DuckDBPyConnection,
    store: Path,
    edition: Edition,
    compared: _Compared,
    source: str,
    year: int,
) -> Finding | None:
    parts = [part for part in edition.of(compared.table, source) if part.key.school_year == year]
    if not parts:
        return None
    theirs = f"SELECT DISTINCT {compared.column} AS id FROM {files(store, parts)} WHERE {compared.where}"
    ours = f"SELECT DISTINCT {compared.column} AS id FROM out_{compared.table} WHERE school_year = {year} AND {compared.where}"
    both, here, there = run(
        connection,
        f"SELECT count(*) FILTER (o.id IS NOT NULL AND t.id IS NOT NULL), count(*) FILTER (t.id IS NULL), "
        f"count(*) FILTER (o.id IS NULL) FROM ({ours}) AS o FULL JOIN ({theirs}) AS t ON o.id = t.id",
    )[0]
    if not (here or there) or not (here + both):
        return None
    words = (
        f"{year - 1}-{year % 100:02d}: {both:,} {compared.what} are in both Ed-Fi and {source}; {here:,} are in Ed-Fi alone, "
        f"and {there:,} in {source} alone."
    )
    return Finding(
        "", 1, compared.column, "feeds_differ", words, _fix(connection, files(store, parts), compared, ours)
    )


def _fix(connection: duckdb.DuckDBPyConnection, theirs: str, compared: _Compared, ours: str) -> str:
    local = {"students": "local_id", "organizations": "identifier"}[compared.table]
    matches = value_of(connection, f"SELECT count(DISTINCT {local}) FROM {theirs} WHERE {local} IN ({ours})")
    if matches:
        return f"{matches:,} would match on the other feed's {local}: ask for one id in both exports."
    return "Ask for the same ids in both exports. Numbers that need both feeds leave the others out."
