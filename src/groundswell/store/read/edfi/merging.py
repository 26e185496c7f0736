"""From what came to what is so now: references followed, repeats settled, and the records held before.

For each resource there is then a table `now_<resource>`; records of this load have a `row`, earlier ones none.
"""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.read.edfi.fields import TYPES, Field, Resource
from groundswell.store.read.edfi.ledgers import REJECTS, set_aside, skip
from groundswell.store.read.edfi.spec import RESOURCES
from groundswell.store.read.edfi.staging import make_staged

MARK = "chr(1)"


def follow_ids(connection: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    """Put the values in that XML references by id stand for. What an id leads nowhere from is set aside."""
    table = named(f"in_{resource.name}")
    for field in resource.fields:
        if field.borrowed and _any_borrowed(connection, table, field.name):
            _borrow(connection, table, field)
            test = f"starts_with({named(field.name)}, {MARK})"
            if field.required:
                set_aside(connection, resource, test, place=field.paths[0], rule="unknown_id")
            run(connection, f"UPDATE {table} SET {named(field.name)} = NULL WHERE {test}")
    _follow_lists(connection, resource)
    for field in resource.fields:
        if field.borrowed and TYPES[field.kind] != "VARCHAR":
            run(connection, f"ALTER TABLE {table} ALTER {named(field.name)} TYPE {TYPES[field.kind]}")


def _any_borrowed(connection: duckdb.DuckDBPyConnection, table: str, name: str) -> bool:
    test = f"SELECT bool_or(starts_with({named(name)}, {MARK})) FROM {table}"
    return bool(value_of(connection, test))


def _borrow(connection: duckdb.DuckDBPyConnection, table: str, field: Field) -> None:
    target, column = field.borrowed or ("", "")
    make_staged(connection, RESOURCES[target])
    run(
        connection,
        f"UPDATE {table} AS u SET {named(field.name)} = t.value FROM (SELECT file, xml_id, "
        f"any_value({named(column)})::VARCHAR AS value FROM {named(f'in_{target}')} WHERE xml_id IS NOT NULL GROUP BY ALL) AS t "
        f"WHERE u.file = t.file AND u.{named(field.name)} = {MARK} || t.xml_id",
    )


def _follow_lists(connection: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    """An action that names a student's part in an incident by id: the incident of that part."""
    if resource.name != "disciplineActions":
        return
    target = named("in_studentDisciplineIncidentBehaviorAssociations")
    make_staged(connection, RESOURCES["studentDisciplineIncidentBehaviorAssociations"])
    run(
        connection,
        f"UPDATE {named(f'in_{resource.name}')} AS u SET incidents = t.found FROM (SELECT a.file, a.row, "
        f"list(coalesce(b.school_id || '/' || b.incident_id, a.each)) AS found FROM (SELECT file, row, unnest(incidents) AS each "
        f"FROM {named(f'in_{resource.name}')}) AS a LEFT JOIN {target} AS b "
        f"ON a.file = b.file AND a.each = {MARK} || b.xml_id GROUP BY ALL) AS t "
        f"WHERE u.file = t.file AND u.row = t.row AND list_bool_or(list_transform(incidents, lambda i: starts_with(i, {MARK})))",
    )


def settle_repeats(connection: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    """The same natural key twice: equal records count once, others are set aside."""
    table, key = named(f"in_{resource.name}"), ", ".join(map(named, resource.key))
    several = value_of(connection, f"SELECT count(*) - count(DISTINCT hash({key})) FROM {table}")
    if not several:
        return
    values = ", ".join(named(field.name) for field in resource.fields)
    run(
        connection,
        f"CREATE TEMP TABLE repeats AS SELECT file, row, count(DISTINCT hash({values})) OVER (PARTITION BY {key}) AS kinds, "
        f"row_number() OVER (PARTITION BY {key} ORDER BY file, row) AS turn FROM {table} "
        f"QUALIFY count(*) OVER (PARTITION BY {key}) > 1",
    )
    chosen = "(file, row) IN (SELECT (file, row) FROM repeats WHERE {})"
    place = ", ".join(_place(resource, name) for name in resource.key)
    set_aside(connection, resource, chosen.format("kinds > 1"), place=place, rule="duplicate_key")
    skip(connection, resource, chosen.format("kinds = 1 AND turn > 1"), place=place, rule="repeated")
    run(connection, "DROP TABLE repeats")


def _place(resource: Resource, name: str) -> str:
    field = resource.field(name)
    return field.paths[0] if field else name


def merge(
    connection: duckdb.DuckDBPyConnection, resource: Resource, *, held: str | None, came: bool, adds: bool
) -> None:
    """Make `now_<resource>`. What came takes the place of what was held, or (`adds`) of the same keys alone."""
    staged, into = named(f"in_{resource.name}"), named(f"now_{resource.name}")
    if held and not came:
        marks = "NULL::VARCHAR AS file, NULL::BIGINT AS row, NULL::BIGINT AS line, NULL::VARCHAR AS xml_id"
        run(connection, f"CREATE VIEW {into} AS SELECT {marks}, * FROM {held}")
        return
    if held and adds:
        key = " AND ".join(f"s.{named(name)} IS NOT DISTINCT FROM h.{named(name)}" for name in resource.key)
        run(
            connection,
            f"INSERT INTO {staged} BY NAME SELECT h.* FROM {held} AS h "
            f"WHERE NOT EXISTS (SELECT 1 FROM {staged} AS s WHERE {key})",
        )
    run(connection, f"ALTER TABLE {staged} RENAME TO {into}")


def require_known(connection: duckdb.DuckDBPyConnection, resource: Resource, kind: str, known: str) -> None:
    """Skip staged records that name a student or school of no feed; set those aside that name one in quarantine.

    `kind` is people or schools, and `known` SQL for the ids known.
    """
    names = resource.people if kind == "people" else resource.schools
    target = "students" if kind == "people" else "schools"
    if resource.name == target:
        return
    for name in names:
        place, column = _place(resource, name), named(name)
        lost = f"{column} NOT IN ({known})"
        waiting = f"SELECT key FROM {REJECTS} WHERE resource = {quoted(target)} AND key IS NOT NULL"
        set_aside(
            connection,
            resource,
            f"{lost} AND {column} IN ({waiting})",
            place=place,
            rule="refers_to_quarantined",
        )
        skip(connection, resource, lost, place=place, rule=f"unknown_{target}")
