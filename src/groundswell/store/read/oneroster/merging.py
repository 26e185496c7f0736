"""From what came to what is so now: bulk takes the place of what was, delta changes it row by row.

For each file there is then a table `now_<file>`; rows of this load have a `line`, earlier ones have none.
"""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import duckdb

from groundswell.store.engine import named, quoted, run
from groundswell.store.read.oneroster.expressions import TYPES
from groundswell.store.read.oneroster.fields import FileSpec
from groundswell.store.read.oneroster.ledgers import FAULTS, REJECTS, SKIPS
from groundswell.store.read.oneroster.staging import Staged
from groundswell.store.read.oneroster.typed import stored


def settle_repeats(connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """The same id twice in a file: the newest of a delta counts, equal rows count once, others are set aside."""
    table, file = named(f"in_{staged.spec.name}"), quoted(staged.spec.filename)
    if not _has_repeats(connection, table):
        return
    values = ", ".join(named(field.name) for field in stored(staged.spec)) + ", extensions, deleted"
    run(
        connection,
        f"CREATE TEMP TABLE repeats AS SELECT line, rank() OVER newest AS age, row_number() OVER same AS turn, "
        f"count(DISTINCT hash({values})) OVER (PARTITION BY sourcedId, dateLastModified) AS kinds, sourcedId "
        f"FROM {table} WHERE sourcedId IN (SELECT sourcedId FROM {table} GROUP BY 1 HAVING count(*) > 1) "
        f"WINDOW newest AS (PARTITION BY sourcedId ORDER BY dateLastModified DESC NULLS LAST), "
        f"same AS (PARTITION BY sourcedId, dateLastModified ORDER BY line)",
    )
    run(
        connection,
        f"INSERT INTO {SKIPS} SELECT {file}, line, 'sourcedId', 'older' FROM repeats WHERE age > 1",
    )
    run(
        connection,
        f"INSERT INTO {SKIPS} SELECT {file}, line, 'sourcedId', 'repeated' FROM repeats "
        f"WHERE age = 1 AND kinds = 1 AND turn > 1",
    )
    unclear = "SELECT line FROM repeats WHERE age = 1 AND kinds > 1"
    set_aside(connection, staged.spec, table, unclear, place="sourcedId", rule="duplicate_id")
    run(connection, f"DELETE FROM {table} WHERE line IN (SELECT line FROM {SKIPS} WHERE file = {file})")
    run(connection, "DROP TABLE repeats")


def _has_repeats(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Different hashes mean different ids, so most files need no look at the ids themselves."""
    counted = run(connection, f"SELECT count(*), count(DISTINCT hash(sourcedId)) FROM {table}")[0]
    return bool(counted[0] != counted[1])


def set_aside(
    connection: duckdb.DuckDBPyConnection, spec: FileSpec, table: str, lines: str, *, place: str, rule: str
) -> None:
    """Move the rows of `table` on the lines that the query `lines` gives into quarantine."""
    file = quoted(spec.filename)
    run(connection, f"CREATE TEMP TABLE moved AS SELECT * FROM {table} WHERE line IN ({lines})")
    run(connection, f"INSERT INTO {FAULTS} SELECT {file}, line, {quoted(place)}, {quoted(rule)} FROM moved")
    run(connection, f"INSERT INTO {REJECTS} SELECT {file}, line, sourcedId, {_cells(spec)} FROM moved")
    run(connection, f"DELETE FROM {table} WHERE line IN (SELECT line FROM moved)")
    run(connection, "DROP TABLE moved")


def _cells(spec: FileSpec) -> str:
    """A typed row written out again, as a JSON object."""
    pairs = []
    for field in stored(spec):
        name = named(field.name)
        written = f"array_to_string({name}, ',')" if field.kind == "ids" else f"{name}::VARCHAR"
        pairs.append(f"{quoted(field.name)}, coalesce({written}, '')")
    return f"json_object({', '.join(pairs)})::VARCHAR"


def merge(
    connection: duckdb.DuckDBPyConnection, spec: FileSpec, staged: Staged | None, earlier: str | None
) -> int:
    """Make `now_<file>` from the staged rows and `earlier` (SQL for the rows that were), as the mode says.

    Returns how many rows of this load said that something is to be deleted.
    """
    into, came = named(f"now_{spec.name}"), named(f"in_{spec.name}")
    if staged is not None and staged.mode == "bulk":
        deleted: int = run(connection, f"DELETE FROM {came} WHERE deleted")[0][0]
        run(connection, f"ALTER TABLE {came} RENAME TO {into}")
        return deleted
    columns = ", ".join(f"{named(field.name)} {TYPES[field.kind]}" for field in stored(spec))
    run(connection, f"CREATE TABLE {into} (line BIGINT, {columns}, extensions VARCHAR)")
    if earlier:
        run(connection, f"INSERT INTO {into} BY NAME SELECT * FROM {earlier}")
    return _apply(connection, spec, into, came) if staged is not None else 0


def _apply(connection: duckdb.DuckDBPyConnection, spec: FileSpec, into: str, came: str) -> int:
    file = quoted(spec.filename)
    run(
        connection,
        f"INSERT INTO {SKIPS} SELECT {file}, came.line, 'dateLastModified', 'older' FROM {came} AS came "
        f"JOIN {into} AS known USING (sourcedId) WHERE known.dateLastModified > came.dateLastModified",
    )
    run(connection, f"DELETE FROM {came} WHERE line IN (SELECT line FROM {SKIPS} WHERE file = {file})")
    run(connection, f"DELETE FROM {into} WHERE sourcedId IN (SELECT sourcedId FROM {came})")
    run(
        connection,
        f"INSERT INTO {into} BY NAME SELECT * EXCLUDE (bad, odd, deleted) FROM {came} WHERE NOT deleted",
    )
    return int(run(connection, f"SELECT count(*) FROM {came} WHERE deleted")[0][0])
