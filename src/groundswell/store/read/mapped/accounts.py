"""The accounts of a load: how many rows of each file went where, and why."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import json
from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.read.faults import Limits
from groundswell.store.read.loading import Members, Opened
from groundswell.store.read.mapped.ledgers import FAULTS, REJECTS, SKIPS
from groundswell.store.read.mapped.settling import forget
from groundswell.store.read.mapped.sources import open_source, opened
from groundswell.store.read.mapped.staging import Staged
from groundswell.store.read.mapped.wording import worded
from groundswell.store.read.package import PACKAGE_LIMITS
from groundswell.store.report import MOST_FINDINGS, FileCounts, Finding, SkippedRows
from groundswell.store.schema import Table


def counts_of(
    connection: duckdb.DuckDBPyConnection, staged: Iterable[Staged], tables: Sequence[str]
) -> tuple[FileCounts, ...]:
    """Each file's counts. What was accepted is counted where it went, not worked out from the rest."""
    return tuple(_counts(connection, each, tables) for each in staged)


def _counts(connection: duckdb.DuckDBPyConnection, staged: Staged, tables: Sequence[str]) -> FileCounts:
    file = quoted(staged.file)
    if len(staged.mapping.outputs) == 1:
        accepted = value_of(
            connection, f"SELECT count(*) FROM {named(f'in_{tables[0]}')} WHERE file = {file}"
        )
    else:
        lines = " UNION ALL ".join(
            f"SELECT line FROM {named(f'in_{name}')} WHERE file = {file}" for name in tables
        )
        accepted = value_of(connection, f"SELECT count(DISTINCT line) FROM ({lines})")
    set_aside, skipped = (
        value_of(connection, f"SELECT count(*) FROM {ledger} WHERE file = {file}")
        for ledger in (REJECTS, SKIPS)
    )
    return FileCounts(staged.file, "table", staged.read, accepted, set_aside, skipped)


def faults_of(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[Finding, ...], int]:
    """The first findings on rows set aside in the order of the files, and how many there are."""
    if not value_of(connection, f"SELECT count(*) FROM {FAULTS}"):
        return (), 0
    rows = run(
        connection,
        f"SELECT DISTINCT file, line, place, rule FROM {FAULTS} ORDER BY file, line, place, rule LIMIT {MOST_FINDINGS}",
    )
    found = tuple(Finding(file, line, place, rule, *worded(rule)) for file, line, place, rule in rows)
    return found, value_of(connection, f"SELECT count(*) FROM (SELECT DISTINCT * FROM {FAULTS})")


def skips_of(connection: duckdb.DuckDBPyConnection) -> tuple[SkippedRows, ...]:
    """Skipped rows by file and reason."""
    rows = run(connection, f"SELECT file, place, rule, count(*) FROM {SKIPS} GROUP BY ALL ORDER BY ALL")
    return tuple(
        SkippedRows(file, place, rule, *worded(rule), rows=count) for file, place, rule, count in rows
    )


def set_unclear_aside(
    connection: duckdb.DuckDBPyConnection,
    staged: Iterable[Staged],
    members: Members,
    table: Table,
    tables: list[str],
) -> None:
    """Quarantine the rows in `unclear`. Their cells are read from the files again, as they came."""
    if not value_of(connection, "SELECT count(*) FROM unclear"):
        return
    for each in staged:
        lines = [line for (line,) in run(connection, "SELECT line FROM unclear WHERE file = ?", [each.file])]
        cells = _as_came(each, members, set(lines)) if lines else []
        if cells:
            target = "+".join(each.mapping.tables)
            found = pa.table({"line": [line for line, _ in cells], "cells": [text for _, text in cells]})
            connection.register("as_came", found)
            run(
                connection,
                f"INSERT INTO {REJECTS} SELECT {quoted(each.file)}, line, {quoted(target)}, cells FROM as_came",
            )
            connection.unregister("as_came")
    place = quoted(", ".join(name for name in table.key if name != "school_year"))
    run(connection, f"INSERT INTO {FAULTS} SELECT file, line, {place}, 'duplicate_key' FROM unclear")
    forget(connection, tables, "unclear")


def _as_came(
    staged: Staged, members: Members, lines: set[int], limits: Limits = PACKAGE_LIMITS
) -> list[tuple[int, str]]:
    found = []
    with opened(members[staged.file]) as stream:
        source = open_source(stream, name=staged.file, mapping=staged.mapping, limits=limits)
        places = {name: f"c{source.header.index(name)}" for name in staged.mapping.read}
        for chunk in source.chunks:
            for row in chunk.table.select([*places.values(), "line"]).to_pylist():
                if row["line"] in lines:
                    cells = {name: row[place] for name, place in places.items()}
                    found.append((row["line"], json.dumps(cells, ensure_ascii=False)))
    return found


def absences_only(opened: Opened, counts: dict[str, int]) -> list[Finding]:
    """Attendance in which nobody is present tells no rate before a calendar says which days there were."""
    if not counts.get("attendance"):
        return []
    query = (
        "SELECT count(*) FROM out_attendance WHERE attended > 0 AND coalesce(category, 'present') = 'present'"
    )
    if value_of(opened.connection, query):
        return []
    words = "Nobody is present in these rows: they tell of absences alone."
    fix = "Load the days of instruction as calendar_days with marks: exceptions. Rates need them; we do not guess."
    return [Finding("", 1, "", "absences_alone", words, fix)]
