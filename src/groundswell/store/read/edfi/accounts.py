"""The accounts of a load: how many records of each file went where, and why."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections import Counter
from collections.abc import Mapping

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.read.edfi.ledgers import FAULTS, REJECTS, SKIPS, key_text
from groundswell.store.read.edfi.spec import RESOURCES
from groundswell.store.read.edfi.wording import worded
from groundswell.store.report import MOST_FINDINGS, FileCounts, Finding, SkippedRows


def counts_of(
    connection: duckdb.DuckDBPyConnection, kinds: Mapping[str, Counter[str]]
) -> tuple[FileCounts, ...]:
    """Each file's counts. What was accepted is counted where it went, not worked out from the rest."""
    return tuple(_counts(connection, file, counted) for file, counted in kinds.items())


def _counts(connection: duckdb.DuckDBPyConnection, file: str, counted: Counter[str]) -> FileCounts:
    here = [name for name in counted if name in RESOURCES]
    accepted = sum(_of_file(connection, named(f"now_{name}"), file) for name in here)
    set_aside, skipped = _of_file(connection, REJECTS, file), _of_file(connection, SKIPS, file)
    return FileCounts(file, "bulk", counted.total(), accepted, set_aside, skipped)


def _of_file(connection: duckdb.DuckDBPyConnection, table: str, file: str) -> int:
    return int(
        value_of(connection, f"SELECT count(*) FROM {table} WHERE file = ? AND row IS NOT NULL", [file])
    )


def faults_of(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[Finding, ...], int]:
    """The first findings on records set aside in the order of the files, and how many there are."""
    rows = run(
        connection,
        f"SELECT file, line, place, rule FROM {FAULTS} ORDER BY file, row, place, rule LIMIT {MOST_FINDINGS}",
    )
    found = tuple(Finding(file, line, place, rule, *worded(rule)) for file, line, place, rule in rows)
    return found, value_of(connection, f"SELECT count(*) FROM {FAULTS}")


def skips_of(connection: duckdb.DuckDBPyConnection) -> tuple[SkippedRows, ...]:
    """Skipped records by file, resource and reason."""
    rows = run(
        connection,
        f"SELECT file, resource, place, rule, count(*) FROM {SKIPS} GROUP BY ALL ORDER BY ALL",
    )
    return tuple(
        SkippedRows(
            file, resource if place == resource else f"{resource}.{place}", rule, *worded(rule), rows=count
        )
        for file, resource, place, rule, count in rows
    )


def waiting_rows(earlier: str | None, came: set[str], *, adds: bool) -> str:
    """SQL: file, line, sourced_id, cells and faults of each record set aside, now and before.

    A resource that came whole leaves nothing of earlier loads; one that adds, what has not come in since.
    """
    new = (
        f"SELECT r.file, r.line, r.resource || ':' || r.key AS sourced_id, r.cells, "
        f"list({{place: f.place, rule: f.rule}} ORDER BY f.place, f.rule) AS faults "
        f"FROM {REJECTS} AS r JOIN {FAULTS} AS f USING (file, row) GROUP BY r.file, r.row, r.line, r.resource, r.key, r.cells"
    )
    if earlier is None:
        return new
    whole = ", ".join(quoted(name) for name in sorted(came)) or "''"
    test = "true" if adds else f"split_part(sourced_id, ':', 1) NOT IN ({whole})"
    settled = " UNION ALL ".join(
        [f"SELECT resource || ':' || key FROM {REJECTS} WHERE key IS NOT NULL"]
        + [
            f"SELECT {quoted(f'{name}:')} || {key_text(RESOURCES[name])} FROM {named(f'now_{name}')} WHERE row IS NOT NULL"
            for name in sorted(came)
        ]
    )
    old = f"SELECT file, line, sourced_id, cells, faults FROM {earlier}"
    return f"{new} UNION ALL {old} WHERE {test} AND sourced_id NOT IN ({settled})"
