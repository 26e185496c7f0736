"""The accounts of a load: how many rows of each file went where, and why."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Mapping

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.read.faults import Fault
from groundswell.store.read.oneroster.fields import Field, FileSpec
from groundswell.store.read.oneroster.ledgers import FAULTS, REJECTS, SKIPS
from groundswell.store.read.oneroster.staging import Staged
from groundswell.store.read.oneroster.wording import worded
from groundswell.store.report import MOST_FINDINGS, FileCounts, Finding, SkippedRows


def counts_of(connection: duckdb.DuckDBPyConnection, staged: Staged, deleted: int) -> FileCounts:
    """One file's counts. What was accepted is counted where it went, not worked out from the rest."""
    file = quoted(staged.spec.filename)
    here = value_of(
        connection, f"SELECT count(*) FROM {named(f'now_{staged.spec.name}')} WHERE line IS NOT NULL"
    )
    return FileCounts(
        file=staged.spec.filename,
        mode=staged.mode,
        rows_read=staged.read,
        accepted=here + deleted,
        quarantined=value_of(connection, f"SELECT count(*) FROM {REJECTS} WHERE file = {file}"),
        skipped=value_of(connection, f"SELECT count(*) FROM {SKIPS} WHERE file = {file}"),
    )


def faults_of(
    connection: duckdb.DuckDBPyConnection, specs: Mapping[str, FileSpec]
) -> tuple[tuple[Finding, ...], int]:
    """The first findings on quarantined rows in the order of the files, and how many there are."""
    rows = run(
        connection,
        f"SELECT file, line, place, rule FROM {FAULTS} ORDER BY file, line, place, rule LIMIT {MOST_FINDINGS}",
    )
    found = tuple(
        Finding(file, line, place, rule, *worded(rule, field_of(specs, file, place)))
        for file, line, place, rule in rows
    )
    return found, value_of(connection, f"SELECT count(*) FROM {FAULTS}")


def skips_of(connection: duckdb.DuckDBPyConnection) -> tuple[SkippedRows, ...]:
    """Skipped rows by file and reason."""
    rows = run(connection, f"SELECT file, place, rule, count(*) FROM {SKIPS} GROUP BY ALL ORDER BY ALL")
    return tuple(
        SkippedRows(file, place, rule, *worded(rule, None), rows=count) for file, place, rule, count in rows
    )


def noticed(file: str, faults: tuple[Fault, ...]) -> list[Finding]:
    """A reader's notices with the file's name."""
    return [Finding(file, each.line, each.column, each.rule, each.message, each.fix) for each in faults]


def field_of(specs: Mapping[str, FileSpec], file: str, place: str) -> Field | None:
    """The field that a fault is about; None when it is about the whole row."""
    spec = specs.get(file.removesuffix(".csv"))
    return next((field for field in spec.fields if field.name == place), None) if spec else None
