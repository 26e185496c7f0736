"""What became of rows that did not come in: a row per fault, per row set aside, per row skipped."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import json
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from groundswell.store.engine import run
from groundswell.store.read.rows import Row

FAULTS, REJECTS, SKIPS, REPAIRED = "faults", "rejects", "skips", "repaired"


def make_ledgers(connection: duckdb.DuckDBPyConnection) -> None:
    """`cells` is what we use of the row as it came, as a JSON object; other columns of the file are never kept."""
    run(connection, f"CREATE TABLE {FAULTS} (file VARCHAR, line BIGINT, place VARCHAR, rule VARCHAR)")
    run(connection, f"CREATE TABLE {REJECTS} (file VARCHAR, line BIGINT, target VARCHAR, cells VARCHAR)")
    run(connection, f"CREATE TABLE {SKIPS} (file VARCHAR, line BIGINT, place VARCHAR, rule VARCHAR)")
    run(connection, f"CREATE TABLE {REPAIRED} (row VARCHAR)")


def set_damaged_aside(
    connection: duckdb.DuckDBPyConnection, file: str, target: str, rows: Sequence[Row], kept: Sequence[str]
) -> None:
    """Quarantine rows that are no rows of this table: ragged ones, stray quotes, bytes that are no text."""
    if not rows:
        return
    faults = [
        (file, fault.line, _printable(fault.column), fault.rule) for row in rows for fault in row.faults
    ]
    rejects = [(file, row.line, target, _as_json(row, kept)) for row in rows]
    _append(connection, FAULTS, faults)
    _append(connection, REJECTS, rejects)


def _append(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[str, int, str, str]]
) -> None:
    kinds = (pa.string(), pa.int64(), pa.string(), pa.string())
    arrays = [pa.array(list(cells), kind) for cells, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
    connection.register("more", pa.Table.from_arrays(arrays, names=["a", "b", "c", "d"]))
    try:
        run(connection, f"INSERT INTO {table} SELECT * FROM more")
    finally:
        connection.unregister("more")


def _as_json(row: Row, kept: Sequence[str]) -> str:
    cells = {_printable(name): _printable(row.values.get(name, "")) for name in kept}
    return json.dumps(cells, ensure_ascii=False)


def _printable(value: str) -> str:
    r"""Bytes that are no text as \udcXX and NUL as \x00, so that they can be kept and shown."""
    return value.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
