"""A network of invented students whose attendance is published day by day, as a district's loads would."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from groundswell.store.engine import EngineLimits, open_engine, run
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.lock import writing
from groundswell.store.schema import TABLES

YEAR, PER_SCHOOL = 2026, 555
SETS = ("race_ethnicity", "sex", "english_learner", "special_education", "economic", "homeless")
LIMITS = EngineLimits(memory="1GB")
FIRST_DAY = date(2025, 8, 18)


def school_day(number: int) -> date:
    """Day `number` of the year, counted from 0 and with no weekends."""
    return FIRST_DAY + timedelta(days=number + 2 * (number // 5))


def publish(store: Path, *, students: int, days: Sequence[int]) -> None:
    """Everything there is to know of the students, and the attendance of these days, as one edition."""
    with writing(store), open_engine(folders=[store], limits=LIMITS) as connection:
        draft = Draft(store, editions.current(store), connection)
        for table, select in _people(students).items():
            draft.replace(
                table=table,
                source="bench",
                relation=_filled(connection, table, select),
                split=("school_year",),
            )
        _add_days(draft, students, days)
        draft.publish(kind="load", made_at="2026-11-22T00:00:00+00:00", source="bench", about={})


def publish_day(store: Path, *, students: int, day: int) -> None:
    """One more day, as an edition of its own."""
    with writing(store), open_engine(folders=[store], limits=LIMITS) as connection:
        draft = Draft(store, editions.current(store), connection)
        _add_days(draft, students, [day])
        draft.publish(kind="load", made_at="2026-11-23T00:00:00+00:00", source="bench", about={})


def _add_days(draft: Draft, students: int, days: Sequence[int]) -> None:
    for day in days:
        relation = _filled(draft.connection, "attendance", _attendance(students, day))
        on = school_day(day).isoformat()
        draft.replace(
            table="attendance", source="bench", relation=relation, split=("school_year", "date"),
            scope=lambda key, on=on: str(key.date) == on,
        )  # fmt: skip


def _attendance(students: int, day: int) -> str:
    return f"""SELECT {_ID}, 'S' || (i % {_schools(students)}) AS school_id, DATE '{school_day(day)}' AS date,
        (hash(i, {day}) % 1000 >= 30 + hash(i) % 100)::DOUBLE AS attended FROM range({students}) AS people(i)"""


def _people(students: int) -> dict[str, str]:
    schools, people = _schools(students), f"FROM range({students}) AS people(i)"
    sets = ", ".join(f"('{name}')" for name in SETS)
    return {
        "organizations": f"SELECT 'S' || i AS org_id, 'S' || i AS name, 'school' AS type FROM range({schools}) AS t(i)",
        "students": f"SELECT {_ID}, {_GRADE} {people}",
        "enrollments": f"SELECT {_ID}, {_GRADE}, 'S' || (i % {schools}) AS school_id {people}",
        "group_memberships": f"""SELECT {_ID}, s AS group_set, CASE WHEN s = 'race_ethnicity' THEN 'r' || (hash(i) % 9)
            WHEN hash(i, s) % 5 = 0 THEN 'yes' ELSE 'no' END AS group_name {people}, (VALUES {sets}) AS sets(s)""",
    }


_ID = "'STU' || lpad(i::VARCHAR, 8, '0') AS student_id"
_GRADE = "lpad((1 + i % 12)::VARCHAR, 2, '0') AS grade"


def _schools(students: int) -> int:
    return max(1, students // PER_SCHOOL)


def _filled(connection: duckdb.DuckDBPyConnection, table: str, select: str) -> str:
    """The name of a view of these rows with every column of the table."""
    run(connection, f"CREATE OR REPLACE VIEW raw_{table} AS {select}")
    given = {row[0] for row in run(connection, f"DESCRIBE raw_{table}")} | {"school_year", "source"}
    blanks = [
        f"NULL::{each.duckdb_type} AS {each.name}" for each in TABLES[table].columns if each.name not in given
    ]
    columns = ", ".join([f"{YEAR} AS school_year", "'bench' AS source", "*", *blanks])
    names = ", ".join(TABLES[table].names)
    run(
        connection,
        f"CREATE OR REPLACE VIEW new_{table} AS SELECT {names} FROM (SELECT {columns} FROM raw_{table})",
    )
    return f"new_{table}"
