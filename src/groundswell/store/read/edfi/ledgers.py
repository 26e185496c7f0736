"""What became of records that did not come in: a row per fault, per record set aside, per record skipped."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import duckdb

from groundswell.store.engine import named, quoted, run
from groundswell.store.read.edfi.fields import Resource

FAULTS, REJECTS, SKIPS = "faults", "rejects", "skips"
_PLACE = "file VARCHAR, row BIGINT, line BIGINT, resource VARCHAR"


def make_ledgers(connection: duckdb.DuckDBPyConnection) -> None:
    """`place` is the field as the API spells it; `cells` is what we use of the record, as a JSON object."""
    run(connection, f"CREATE TABLE {FAULTS} ({_PLACE}, place VARCHAR, rule VARCHAR)")
    run(connection, f"CREATE TABLE {REJECTS} ({_PLACE}, key VARCHAR, cells VARCHAR)")
    run(connection, f"CREATE TABLE {SKIPS} ({_PLACE}, place VARCHAR, rule VARCHAR)")


def set_aside(
    connection: duckdb.DuckDBPyConnection, resource: Resource, where: str, *, place: str, rule: str
) -> None:
    """Move the staged records that the condition finds into quarantine."""
    table, here = named(f"in_{resource.name}"), f"file, row, line, {quoted(resource.name)}"
    run(connection, f"CREATE TEMP TABLE moved AS SELECT * FROM {table} WHERE row IS NOT NULL AND ({where})")
    run(connection, f"INSERT INTO {FAULTS} SELECT {here}, {quoted(place)}, {quoted(rule)} FROM moved")
    run(
        connection,
        f"INSERT INTO {REJECTS} SELECT {here}, {key_text(resource)}, {_cells(resource)} FROM moved",
    )
    run(connection, f"DELETE FROM {table} WHERE (file, row) IN (SELECT (file, row) FROM moved)")
    run(connection, "DROP TABLE moved")


def skip(
    connection: duckdb.DuckDBPyConnection, resource: Resource, where: str, *, place: str, rule: str
) -> None:
    """Leave the staged records out that the condition finds, and count them."""
    table, here = named(f"in_{resource.name}"), f"file, row, line, {quoted(resource.name)}"
    run(
        connection,
        f"INSERT INTO {SKIPS} SELECT {here}, {quoted(place)}, {quoted(rule)} FROM {table} "
        f"WHERE row IS NOT NULL AND ({where})",
    )
    run(connection, f"DELETE FROM {table} WHERE row IS NOT NULL AND ({where})")


def key_text(resource: Resource) -> str:
    """SQL: the natural key as one text."""
    return (
        "concat_ws('/', " + ", ".join(f"coalesce({named(name)}::VARCHAR, '')" for name in resource.key) + ")"
    )


def _cells(resource: Resource) -> str:
    """SQL: a typed record written out again."""
    pairs = []
    for field in resource.fields:
        name = named(field.name)
        listed = field.kind in {"codes", "spans", "pairs"}
        texts = name if listed else f"CASE WHEN {name} IS NULL THEN [] ELSE [{name}::VARCHAR] END"
        pairs.append(f"{quoted(field.paths[0])}, {texts}")
    return f"json_object({', '.join(pairs)})::VARCHAR"
