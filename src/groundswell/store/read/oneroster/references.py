"""Rows that refer to rows: across files, after the merge, in an order in which targets come first."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.read.faults import Fault
from groundswell.store.read.oneroster.fields import Field, FileSpec
from groundswell.store.read.oneroster.ledgers import REJECTS, SKIPS
from groundswell.store.read.oneroster.merging import set_aside

WAITING = "waiting"


def note_waiting(connection: duckdb.DuckDBPyConnection, earlier: str | None) -> None:
    """Ids in quarantine since `earlier` loads: rows that refer to them wait too, instead of being skipped."""
    old = (
        f"SELECT file, sourced_id FROM {earlier}"
        if earlier
        else "SELECT '' AS file, '' AS sourced_id WHERE false"
    )
    run(connection, f"CREATE VIEW {WAITING} AS {old} UNION ALL SELECT file, sourced_id FROM {REJECTS}")


def resolve(connection: duckdb.DuckDBPyConnection, spec: FileSpec) -> tuple[Fault, ...]:
    """Set rows aside that refer to a row in quarantine, and skip those that refer to nothing we know.

    An optional reference to nothing is kept and told. An earlier row whose target is gone goes with it.
    """
    notices: list[Fault] = []
    for field in spec.references:
        if field.required:
            notices += _require_targets(connection, spec, field)
        notices += _told(connection, spec, field)
    return tuple(notices)


def _require_targets(connection: duckdb.DuckDBPyConnection, spec: FileSpec, field: Field) -> list[Fault]:
    table, file = named(f"now_{spec.name}"), quoted(spec.filename)
    marks = ", ".join(dict.fromkeys(("line", named("sourcedId"), named(field.name))))
    lost = f"SELECT {marks} FROM {table} WHERE {_reaches_nothing(field, _known(field))}"
    run(connection, f"CREATE TEMP TABLE lost AS {lost}")
    total, gone = run(connection, "SELECT count(*), count(*) - count(line) FROM lost")[0]
    if total:
        waiting = f"SELECT sourced_id FROM {WAITING} WHERE file = {quoted(f'{field.refers}.csv')} AND sourced_id IS NOT NULL"
        lines = f"SELECT line FROM lost WHERE line IS NOT NULL AND NOT ({_reaches_nothing(field, waiting)})"
        set_aside(connection, spec, table, lines, place=field.name, rule="refers_to_quarantined")
        run(
            connection,
            f"INSERT INTO {SKIPS} SELECT {file}, line, {quoted(field.name)}, 'unknown_reference' FROM {table} "
            f"WHERE line IN (SELECT line FROM lost)",
        )
        run(connection, f"DELETE FROM {table} WHERE sourcedId IN (SELECT sourcedId FROM lost)")
    run(connection, "DROP TABLE lost")
    words = f"{gone:,} earlier rows went, because what they refer to in “{field.name}” is gone."
    return [Fault(1, field.name, "went_along", words, "")] if gone else []


def _told(connection: duckdb.DuckDBPyConnection, spec: FileSpec, field: Field) -> list[Fault]:
    """References that are not needed, or one of several, and that reach nothing."""
    if field.kind == "id" and field.required:
        return []
    table, name = named(f"now_{spec.name}"), named(field.name)
    targets = f"SELECT unnest({name}) AS target" if field.kind == "ids" else f"SELECT {name} AS target"
    count = value_of(
        connection,
        f"SELECT count(*) FROM ({targets} FROM {table} WHERE line IS NOT NULL) "
        f"WHERE target IS NOT NULL AND target NOT IN ({_known(field)})",
    )
    words = f"{count:,} ids in “{field.name}” are not in {field.refers}.csv. The rows came in without them."
    return [Fault(1, field.name, "unknown_optional", words, "")] if count else []


def _known(field: Field) -> str:
    return f"SELECT sourcedId FROM {named(f'now_{field.refers}')}"


def _reaches_nothing(field: Field, known: str) -> str:
    """SQL: whether none of the ids in the field is known. Most often the first one is, which is quick to see."""
    name = named(field.name)
    if field.kind == "ids":
        ids = f"(SELECT coalesce(list(sourcedId), []) FROM ({known}) AS k(sourcedId))"
        return f"({name}[1] NOT IN ({known}) AND (len({name}) = 1 OR NOT list_has_any({name}, {ids})))"
    return f"{name} NOT IN ({known})"
