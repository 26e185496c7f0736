"""Checks over all staged rows: ids looked up, students and schools known, each thing told once."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.publish.editions import Edition
from groundswell.store.publish.reading import files
from groundswell.store.read.faults import Fault
from groundswell.store.read.loading import Opened
from groundswell.store.read.mapped.ledgers import SKIPS
from groundswell.store.read.mapped.mapping import Cell, Output
from groundswell.store.read.mapped.typed import staged_columns
from groundswell.store.read.matching.reasons import count_reasons, in_words
from groundswell.store.read.package import RefusedFile
from groundswell.store.report import Finding
from groundswell.store.schema import Table


@dataclass(frozen=True)
class Kind:
    """What ids of a column name: the table that knows them, under which column, and for which rows."""

    what: str
    column: str
    home: str
    key: str


KINDS = (
    Kind("students", "student_id", "students", "student_id"),
    Kind("schools", "school_id", "organizations", "org_id"),
)


def settle(opened: Opened, outputs: Iterable[Output], tables: Mapping[str, Table]) -> list[Finding]:
    """Look ids up, leave out rows about nobody we know, and equal rows after the first. Raises `RefusedFile`.

    Rows with the same key that differ stay for `differing` to find.
    """
    chosen, notices = list(outputs), []
    for kind in KINDS:
        for table in dict.fromkeys(output.table for output in chosen):
            columns = {column.name for column in tables[table].columns}
            if table != kind.home and kind.column in columns:
                cell = next(
                    (o.cells[kind.column] for o in chosen if o.table == table and kind.column in o.cells),
                    None,
                )
                notices += _known_alone(opened, table, kind, cell, [*tables])
    for each in tables.values():
        _once(opened.connection, each, [*tables])
    return notices


def _known_alone(
    opened: Opened, table: str, kind: Kind, cell: Cell | None, tables: list[str]
) -> list[Finding]:
    if cell is None:
        return []
    staged, column = named(f"in_{table}"), named(kind.column)
    if cell.unknown == "skip":
        _require_some(opened, kind, tables)
    connection = opened.connection
    if cell.match:
        _look_up(opened, staged, kind, cell, tables)
    else:
        known = " UNION ALL ".join(_known(opened, kind, tables)) or "SELECT NULL::VARCHAR AS id"
        run(connection, f"CREATE OR REPLACE TEMP TABLE lost AS SELECT file, line FROM {staged} AS s "
                        f"ANTI JOIN ({known}) AS k ON k.id = s.{column} WHERE s.{column} IS NOT NULL")  # fmt: skip
    if cell.unknown == "empty":
        return _emptied(connection, staged, kind, cell)
    notices = _nearly(opened, table, kind, cell, tables)
    drop(connection, tables, "lost", place=cell.place, rule=f"unknown_{kind.what}")
    return notices


def _nearly(opened: Opened, table: str, kind: Kind, cell: Cell, tables: list[str]) -> list[Finding]:
    """Unknown ids that would be known if they were written a little differently: told, never changed."""
    staged, known = named(f"in_{table}"), " UNION ALL ".join(_known(opened, kind, tables))
    if cell.match or not value_of(opened.connection, "SELECT count(*) FROM lost"):
        return []
    lost = f"SELECT {named(kind.column)} AS id FROM {staged} WHERE (file, line) IN (SELECT (file, line) FROM lost)"
    reasons = count_reasons(opened.connection, lost, known)
    if not reasons:
        return []
    words = f"{sum(reasons.values()):,} unknown {kind.what} are nearly ones that we know. {in_words(reasons)}"
    fix = "Export the ids as they are in the other feed, as text. We do not change ids."
    return [Finding("", 1, cell.place, f"nearly_known_{kind.what}", words, fix)]


def _emptied(connection: duckdb.DuckDBPyConnection, staged: str, kind: Kind, cell: Cell) -> list[Finding]:
    count = value_of(connection, "SELECT count(*) FROM lost")
    run(
        connection,
        f"UPDATE {staged} SET {named(kind.column)} = NULL WHERE (file, line) IN (SELECT (file, line) FROM lost)",
    )
    words = f"{count:,} rows name {kind.what} of no feed here. They came in without."
    return [Finding("", 1, cell.place, f"unknown_{kind.what}", words)] if count else []


def _known(opened: Opened, kind: Kind, tables: Collection[str]) -> list[str]:
    """SQL for the ids known: from this load, if it brings such `tables`, and from every feed held."""
    found = [f"SELECT {kind.key} AS id FROM {named(f'in_{kind.home}')}"] if kind.home in tables else []
    parts = opened.before.of(kind.home)
    return found + ([f"SELECT DISTINCT {kind.key} AS id FROM {files(opened.store, parts)}"] if parts else [])


def _require_some(opened: Opened, kind: Kind, tables: Collection[str]) -> None:
    known = " UNION ALL ".join(f"(SELECT id FROM ({each}) LIMIT 1)" for each in _known(opened, kind, tables))
    if not known or not value_of(opened.connection, f"SELECT count(*) FROM ({known})"):
        words = f"No feed has told us of {kind.what} yet, and this file tells what happened to them."
        fix = f"Load the district's OneRoster or Ed-Fi files first, or a table of {kind.what}."
        raise RefusedFile("", Fault(1, "", f"no_{kind.what}", words, fix))


def _look_up(opened: Opened, staged: str, kind: Kind, cell: Cell, tables: list[str]) -> None:
    """Put our ids in the place of the file's; who has none is in the table `lost`."""
    connection, column = opened.connection, named(kind.column)
    found = other_ids(opened.store, opened.before, kind, cell.match)
    run(connection, f"CREATE OR REPLACE TEMP TABLE others AS {found}")
    run(connection, f"CREATE OR REPLACE TEMP TABLE twice AS SELECT file, line FROM {staged} AS s "
                    f"SEMI JOIN others AS o ON o.other = s.{column} AND o.several")  # fmt: skip
    drop(connection, tables, "twice", place=cell.place, rule=f"several_{kind.what}")
    run(connection, f"CREATE OR REPLACE TEMP TABLE lost AS SELECT file, line FROM {staged} AS s "
                    f"ANTI JOIN others AS o ON o.other = s.{column} WHERE s.{column} IS NOT NULL")  # fmt: skip
    run(connection, f"UPDATE {staged} AS s SET {column} = o.id FROM others AS o WHERE o.other = s.{column}")


def other_ids(store: Path, edition: Edition, kind: Kind, match: str) -> str:
    """SQL: another id, ours, and whether several have it."""
    parts = edition.of(kind.home)
    if not parts:
        return "SELECT NULL::VARCHAR AS other, NULL::VARCHAR AS id, false AS several WHERE false"
    return (
        f"SELECT {named(match)} AS other, any_value({kind.key}) AS id, count(DISTINCT {kind.key}) > 1 AS several "
        f"FROM {files(store, parts)} WHERE {named(match)} IS NOT NULL GROUP BY 1"
    )


def drop(
    connection: duckdb.DuckDBPyConnection, tables: list[str], rows: str, *, place: str, rule: str
) -> None:
    """Leave the file rows out that the table `rows` names, with all that came of them, and count them once."""
    if not value_of(connection, f"SELECT count(*) FROM {rows}"):
        return
    run(
        connection,
        f"INSERT INTO {SKIPS} SELECT DISTINCT file, line, {quoted(place)}, {quoted(rule)} FROM {rows}",
    )
    forget(connection, tables, rows)


def forget(connection: duckdb.DuckDBPyConnection, tables: list[str], rows: str) -> None:
    """Take all that came of the file rows that the table `rows` names out of the staged tables."""
    for table in tables:
        run(
            connection,
            f"DELETE FROM {named(f'in_{table}')} WHERE (file, line) IN (SELECT (file, line) FROM {rows})",
        )


def _once(connection: duckdb.DuckDBPyConnection, table: Table, tables: list[str]) -> None:
    """The same row again counts once; a file row of which nothing else came is skipped."""
    staged = named(f"in_{table.name}")
    if not _note_repeated(connection, table):
        return
    values = ", ".join(named(column.name) for column in staged_columns(table))
    run(
        connection,
        f"CREATE OR REPLACE TEMP TABLE again AS SELECT rowid AS row, file, line FROM {staged} "
        f"WHERE {_repeated(table)} "
        f"QUALIFY row_number() OVER (PARTITION BY {values} ORDER BY file, line, rowid) > 1",
    )
    run(connection, f"DELETE FROM {staged} WHERE rowid IN (SELECT row FROM again)")
    left = " UNION ALL ".join(f"SELECT file, line FROM {named(f'in_{name}')}" for name in tables)
    run(connection, f"DELETE FROM again WHERE (file, line) IN (SELECT (file, line) FROM ({left}))")
    run(
        connection,
        f"INSERT INTO {SKIPS} SELECT DISTINCT file, line, {quoted(', '.join(table.key))}, 'repeated' FROM again",
    )


def differing(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the table `unclear`: the file rows whose key others have too, with other values."""
    staged, key = named(f"in_{table.name}"), ", ".join(map(named, table.key))
    run(
        connection,
        f"CREATE OR REPLACE TEMP TABLE unclear AS SELECT DISTINCT file, line FROM (SELECT file, line, "
        f"count(*) OVER (PARTITION BY {key}) AS n FROM {staged} WHERE {_repeated(table)}) WHERE n > 1",
    )


def _note_repeated(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Note the hashes of keys that come twice: different hashes mean different keys, so few rows are looked at."""
    hashes = f"SELECT {_hash(table)} AS mark FROM {named(f'in_{table.name}')}"
    noted = named(f"repeated_{table.name}")
    found = f"SELECT mark FROM ({hashes}) GROUP BY mark HAVING count(*) > 1"
    run(connection, f"CREATE OR REPLACE TEMP TABLE {noted} AS {found}")
    return bool(value_of(connection, f"SELECT count(*) FROM {noted}"))


def _repeated(table: Table) -> str:
    return f"{_hash(table)} IN (SELECT mark FROM {named(f'repeated_{table.name}')})"


def _hash(table: Table) -> str:
    return f"hash({', '.join(map(named, table.key))})"
