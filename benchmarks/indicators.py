"""Chronic absence by school, group and month from invented attendance, against hand-written SQL for the same answer.

GROUNDSWELL_BENCH_STUDENTS sets the size: 180 days of each (default 20,000 students: 3.6 million rows).
"""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.line import Line, in_turn, line
from groundswell.core.indicators.results import Query, Result
from groundswell.library.indicator_files import indicators
from groundswell.store.engine import EngineLimits, open_engine, run
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.lock import writing
from groundswell.store.query import TABLE_KINDS, DuckEngine, compute
from groundswell.store.query.opening import opened
from groundswell.store.schema import TABLES

STUDENTS = int(os.environ.get("GROUNDSWELL_BENCH_STUDENTS", "20000"))
PER_SCHOOL, DAYS, ROUNDS, YEAR = 555, 180, 5, 2026
SETS = ("race_ethnicity", "sex", "english_learner", "special_education", "economic", "homeless")
LIMITS = EngineLimits(memory="1GB")
BY_HAND = """WITH units AS (
    SELECT student_id, school_id, year(date) * 100 + month(date) AS month, count(*) AS n, sum(attended) AS attended
    FROM attendance GROUP BY ALL),
counted AS (
    SELECT units.*, (100 * (n - attended) >= 10 * n)::INTEGER AS chronic FROM units JOIN students USING (student_id)
    WHERE grade IN ('KG', '01', '02', '03', '04', '05', '06', '07', '08') AND n >= 10),
groups AS (
    SELECT student_id, group_set, group_name FROM group_memberships
    UNION ALL SELECT student_id, 'all', 'all' FROM students)
SELECT school_id, month, group_set, group_name, sum(chronic), count(*) FROM counted JOIN groups USING (student_id)
GROUP BY ALL"""


def measure() -> list[Line]:
    """The same cells both ways; a cell that differs counts as an error."""
    with TemporaryDirectory(prefix="groundswell-bench-") as folder:
        _publish(Path(folder))
        with opened(Path(folder), limits=LIMITS) as (engine, _):
            assert isinstance(engine, DuckEngine)
            return _measured(engine)


def _measured(engine: DuckEngine) -> list[Line]:
    indicator = indicators(TABLE_KINDS)["chronic_absence_cde"]
    query = Query("month", "school", SETS, (YEAR,))
    works: dict[str, Callable[[], object]] = {
        "chronic absence, SQL by hand": lambda: run(engine.connection, BY_HAND),
        "chronic absence, the definition": lambda: compute(engine, indicator, query),
    }
    different = _different(run(engine.connection, BY_HAND), compute(engine, indicator, query))
    taken = in_turn(works, rounds=ROUNDS, clock=perf_counter)
    (floor, by_hand), (name, ours) = taken.items()
    ratio = sum(ours) / sum(by_hand)
    rows = STUDENTS * DAYS * ROUNDS
    return [
        line(floor, by_hand, ratio=None, per_second=rows / sum(by_hand)),
        line(name, ours, ratio=ratio, per_second=rows / sum(ours), errors=different),
    ]


def _different(by_hand: list[tuple[Any, ...]], ours: list[Result]) -> int:
    expected = {(row[0], f"{row[1] // 100}-{row[1] % 100:02d}", *row[2:4]): row[4:] for row in by_hand}
    found = {
        (each.place, each.period, each.group_set, each.group): (each.numerator, each.students)
        for each in ours
    }
    return sum(expected.get(key) != found.get(key) for key in {*expected, *found})


def _publish(store: Path) -> None:
    schools = max(1, STUDENTS // PER_SCHOOL)
    student = "'STU' || lpad(i::VARCHAR, 8, '0') AS student_id"
    grade = "lpad((1 + i % 12)::VARCHAR, 2, '0') AS grade"
    people = f"FROM range({STUDENTS}) AS people(i)"
    sets = ", ".join(f"('{name}')" for name in SETS)
    selects = {
        "organizations": f"SELECT 'S' || i AS org_id, 'S' || i AS name, 'school' AS type FROM range({schools}) AS t(i)",
        "students": f"SELECT {student}, {grade} {people}",
        "enrollments": f"SELECT {student}, {grade}, 'S' || (i % {schools}) AS school_id {people}",
        "group_memberships": f"""SELECT {student}, s AS group_set, CASE WHEN s = 'race_ethnicity' THEN 'r' || (hash(i) % 8)
            WHEN hash(i, s) % 5 = 0 THEN 'yes' ELSE 'no' END AS group_name {people}, (VALUES {sets}) AS sets(s)""",
        "attendance": f"""SELECT {student}, 'S' || (i % {schools}) AS school_id,
            DATE '2025-08-18' + (d + 2 * (d // 5))::INTEGER AS date,
            (hash(i, d) % 1000 >= 30 + hash(i) % 100)::DOUBLE AS attended FROM range({DAYS}) AS days(d),
            range({STUDENTS}) AS people(i)""",
    }
    with writing(store), open_engine(folders=[store], limits=LIMITS) as connection:
        draft = Draft(store, editions.current(store), connection)
        for name, select in selects.items():
            run(connection, f"CREATE VIEW raw_{name} AS {select}")
            given = {row[0] for row in run(connection, f"DESCRIBE raw_{name}")} | {"school_year", "source"}
            blanks = [
                f"NULL::{each.duckdb_type} AS {each.name}"
                for each in TABLES[name].columns
                if each.name not in given
            ]
            columns = ", ".join([f"{YEAR} AS school_year", "'bench' AS source", "*", *blanks])
            run(connection, f"CREATE VIEW filled_{name} AS SELECT {columns} FROM raw_{name}")
            names = ", ".join(TABLES[name].names)
            run(connection, f"CREATE VIEW new_{name} AS SELECT {names} FROM filled_{name}")
            draft.replace(table=name, source="bench", relation=f"new_{name}", split=("school_year",))
        draft.publish(kind="load", made_at="2026-11-22T00:00:00+00:00", source="bench", about={})
