"""What is set aside: a row per fault, a row per quarantined row, a row per skipped row."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import json
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from groundswell.store.engine import run
from groundswell.store.read.columnar.buffers import texts, whole_numbers
from groundswell.store.read.oneroster.fields import FileSpec
from groundswell.store.read.rows import Row

FAULTS, REJECTS, SKIPS = "faults", "rejects", "skips"


def make_ledgers(connection: duckdb.DuckDBPyConnection) -> None:
    """`place` is the column's name; `cells` is the row as it came, as a JSON object without what we never keep."""
    run(connection, f"CREATE TABLE {FAULTS} (file VARCHAR, line BIGINT, place VARCHAR, rule VARCHAR)")
    run(connection, f"CREATE TABLE {REJECTS} (file VARCHAR, line BIGINT, sourced_id VARCHAR, cells VARCHAR)")
    run(connection, f"CREATE TABLE {SKIPS} (file VARCHAR, line BIGINT, place VARCHAR, rule VARCHAR)")


def set_damaged_aside(connection: duckdb.DuckDBPyConnection, spec: FileSpec, rows: Sequence[Row]) -> None:
    """Quarantine rows that are no rows of this table: ragged ones, stray quotes, bytes that are no text."""
    if not rows:
        return
    file = spec.filename
    faults = [
        (file, fault.line, _printable(fault.column), fault.rule) for row in rows for fault in row.faults
    ]
    unkept = {field.name for field in spec.fields if not field.kept}
    rejects = [
        (file, row.line, _printable(row.values.get("sourcedId", "")), _as_json(row, unkept)) for row in rows
    ]
    _append(connection, FAULTS, ("file", "line", "place", "rule"), faults)
    _append(connection, REJECTS, ("file", "line", "sourced_id", "cells"), rejects)


def _append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str | int, ...]],
) -> None:
    cells = zip(*rows, strict=True)
    arrays = [
        (whole_numbers if name == "line" else texts)(each) for name, each in zip(columns, cells, strict=True)
    ]
    connection.register("more", pa.Table.from_arrays(arrays, names=list(columns)))
    try:
        run(connection, f"INSERT INTO {table} SELECT * FROM more")
    finally:
        connection.unregister("more")


def _as_json(row: Row, unkept: set[str]) -> str:
    cells = {_printable(name): _printable(cell) for name, cell in row.values.items() if name not in unkept}
    return json.dumps(cells, ensure_ascii=False)


def _printable(value: str) -> str:
    r"""Bytes that are no text as \udcXX and NUL as \x00, so that they can be kept and shown."""
    return value.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
