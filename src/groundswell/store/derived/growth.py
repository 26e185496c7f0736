"""Growth percentiles of students, from the state's tests of two years, as a table of the store."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from groundswell.core.growth.percentiles import FEWEST_STUDENTS, growth_percentiles
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.store.engine import open_engine, quoted, run
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft, Tell, silent
from groundswell.store.publish.editions import Edition
from groundswell.store.publish.lock import SPILL, writing
from groundswell.store.publish.reading import select_from
from groundswell.store.schema import TABLES

SOURCE = "growth"
STATE_TESTS = ("state_test", "caaspp", "smarter_balanced")
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "english": ("english", "ela", "english_language_arts", "reading"),
    "mathematics": ("mathematics", "math"),
}


@dataclass(frozen=True)
class GrowthSettings:
    """Which scores count. `categories`: kinds of tests; `subjects`: what each subject is called in the feeds."""

    categories: tuple[str, ...] = STATE_TESTS
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(SUBJECTS))


def derive_growth(
    store: Path, *, made_at: str, settings: GrowthSettings | None = None, tell: Tell = silent
) -> Edition:
    """Publish an edition whose `growth` table fits the tests it holds; the live one where nothing changed.

    Students are compared with those of the same grade, subject and year who have a score in the grade below from
    the year before. A norm group of fewer than 500 has no percentiles.
    """
    chosen = settings or GrowthSettings()
    with writing(store), open_engine(folders=[store], spill=store / SPILL) as connection:
        now = editions.current(store)
        inputs = _inputs(now, chosen)
        if not now.of("assessments") or _worked_out_from(store) == inputs:
            return now
        _pair(connection, store, now, chosen)
        rows = [row for group in _norm_groups(connection) for row in _percentiles(group, tell)]
        _hold(connection, rows)
        draft = Draft(store, now, connection, tell)
        draft.replace(table="growth", source=SOURCE, relation="found_growth", split=("school_year",))
        if not draft.changed:
            return now
        about = {"words": f"Growth percentiles of {len(rows):,} scores.", "inputs": inputs}
        return draft.publish(kind="derived", made_at=made_at, source=SOURCE, about=about)


def _inputs(now: Edition, settings: GrowthSettings) -> str:
    """A digest of the tests held and of how they are read: the same gives the same percentiles."""
    tests = sorted(part.fingerprint for part in now.of("assessments"))
    return hashlib.blake2b(repr((tests, settings)).encode(), digest_size=16).hexdigest()


def _worked_out_from(store: Path) -> str:
    """What the growth that is held was worked out from; "" where there is none, or it was taken back."""
    found = next((each for each in editions.history(store) if each.kind in {"derived", "revert"}), None)
    return str(found.about.get("inputs", "")) if found and found.kind == "derived" else ""


def _pair(connection: duckdb.DuckDBPyConnection, store: Path, now: Edition, settings: GrowthSettings) -> None:
    """The view `paired`: this year's score and that of the year before, one grade below."""
    run(connection, f"CREATE VIEW held AS {select_from(store, now, TABLES['assessments'])}")
    names = [(word, subject) for subject, words in settings.subjects.items() for word in words]
    subjects = " ".join(f"WHEN {quoted(word)} THEN {quoted(subject)}" for word, subject in names)
    grades = " ".join(f"WHEN {quoted(grade)} THEN {number}" for grade, number in GRADE_NUMBERS.items())
    run(
        connection,
        f"""CREATE TABLE scored AS SELECT school_year, student_id, school_id, grade,
        CASE lower(subject) {subjects} END AS in_subject, CASE grade {grades} END AS number, score
        FROM held WHERE score IS NOT NULL AND category IN ({", ".join(map(quoted, settings.categories))})
        QUALIFY in_subject IS NOT NULL AND number IS NOT NULL AND row_number() OVER (
            PARTITION BY school_year, student_id, in_subject ORDER BY date DESC NULLS LAST, result_id) = 1""",
    )
    run(
        connection,
        """CREATE VIEW paired AS SELECT later.*, earlier.score AS prior FROM scored AS later JOIN scored AS earlier
        ON earlier.student_id = later.student_id AND earlier.in_subject = later.in_subject
        AND earlier.school_year = later.school_year - 1 AND earlier.number = later.number - 1""",
    )


def _norm_groups(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    groups = run(
        connection,
        "SELECT school_year, in_subject, grade, count(*) FROM paired GROUP BY ALL ORDER BY ALL",
    )
    for year, subject, grade, students in groups:
        if students >= FEWEST_STUDENTS:
            yield connection.sql(
                "SELECT * FROM paired WHERE school_year = ? AND in_subject = ? AND grade = ? ORDER BY student_id",
                params=[year, subject, grade],
            ).to_arrow_table()


def _percentiles(group: pa.Table, tell: Tell) -> Iterator[dict[str, Any]]:
    first = group.slice(0, 1).to_pylist()[0]
    tell("growth", f"{first['in_subject']}, grade {first['grade']}, {first['school_year']}")
    found = growth_percentiles(group["score"].to_pylist(), [group["prior"].to_pylist()])
    for row, percentile in zip(group.to_pylist(), found.tolist(), strict=True):
        yield {
            "school_year": row["school_year"],
            "student_id": row["student_id"],
            "school_id": row["school_id"],
            "subject": row["in_subject"],
            "grade": row["grade"],
            "percentile": percentile,
            "norm_group": group.num_rows,
            "source": SOURCE,
        }


def _hold(connection: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """The table `found_growth`, in the schema's columns and kinds."""
    columns = ", ".join(f"{column.name} {column.duckdb_type}" for column in TABLES["growth"].columns)
    run(connection, f"CREATE TABLE found_growth ({columns})")
    if rows:
        names = TABLES["growth"].names
        connection.register(
            "rows_of_growth", pa.Table.from_pylist([{n: row[n] for n in names} for row in rows])
        )
        run(connection, f"INSERT INTO found_growth SELECT {', '.join(names)} FROM rows_of_growth")
