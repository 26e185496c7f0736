"""Attendance as all tables of a release read it, worked out once: one row for each student, school and day.

Where two feeds tell of the same day one of them is believed, and where a calendar says so silence means present.
Each of these compares every day of every student, and each table would do it again for every kind of place.
"""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import narwhals.stable.v2 as nw

from groundswell.core.indicators.definition import Window
from groundswell.core.indicators.results import Query
from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.publish.editions import Edition
from groundswell.store.query.engines import DuckEngine, Frame
from groundswell.store.query.reaching import reached
from groundswell.store.query.year import YearOfData

ROWS = 4_000_000  # of attendance that are worked out at once: some 500 MB
_SILENT = "marks = 'exceptions' AND is_instructional"
_PRESENT = "attended > 0 AND (category IS NULL OR category = 'present')"
Days = tuple[date | None, date | None]  # from and to, both included; None: whatever there is


def settle_attendance(engine: DuckEngine, edition: Edition) -> None:
    """Write the settled rows beside the engine's spilled ones, and let it read these from now on."""
    if not (_overlaps(edition) or _is_silent(engine)):
        return
    connection = engine.connection
    folder = Path(str(value_of(connection, "SELECT current_setting('temp_directory')"))) / "attendance"
    folder.mkdir()
    for year in _years(engine, edition):
        for index, days in enumerate(_stretches(engine, year)):
            rows = _rows(engine, year, days)
            nw.to_native(rows).write_parquet(str(folder / f"{year}-{index:04}.parquet"), compression="zstd")
    _put(engine, "attendance", f"SELECT *, NULL::VARCHAR AS source FROM read_parquet({_files(folder)})")
    _put(engine, "calendar_days", f"SELECT * REPLACE ({_left('marks')} AS marks) FROM calendar_days")
    counted = run(connection, "SELECT school_year, date, count(*) FROM attendance GROUP BY ALL")
    engine.days = {(year, day): rows for year, day, rows in counted}
    engine.remembered.clear()


def _years(engine: DuckEngine, edition: Edition) -> list[int]:
    """School years with rows of attendance, or in which silence stands for them."""
    silent = run(engine.connection, f"SELECT DISTINCT school_year FROM calendar_days WHERE {_SILENT}")
    told = {part.key.school_year for part in edition.of("attendance")}
    return sorted({year for (year,) in silent} | {year for year in told if year is not None})


def _overlaps(edition: Edition) -> bool:
    """Two feeds have rows of one day."""
    days = [(part.key.school_year, part.key.date) for part in edition.of("attendance")]
    return len(set(days)) < len(days)


def _is_silent(engine: DuckEngine) -> bool:
    return bool(value_of(engine.connection, f"SELECT count(*) FROM calendar_days WHERE {_SILENT}"))


def _stretches(engine: DuckEngine, year: int) -> Sequence[Days]:
    """Some days at a time, all days together."""
    known = f"SELECT date FROM calendar_days WHERE school_year = ? AND {_SILENT} AND date IS NOT NULL"
    calendar = {day for (day,) in run(engine.connection, known, [year])}
    days = sorted(calendar | {day for (number, day) in engine.days if number == year})
    students = "SELECT count(*) FROM enrollments WHERE school_year = ?"
    step = max(1, ROWS // max(1, int(value_of(engine.connection, students, [year]))))
    firsts = [None, *days[step::step]]
    lasts = [*(days[at - 1] for at in range(step, len(days), step)), None]
    return list(zip(firsts, lasts, strict=True))


def _rows(engine: DuckEngine, year: int, days: Days) -> Frame:
    first, last = days
    rows = reached(YearOfData(engine, Query(), year, {}), "attendance", Window("school_year"))
    rows = rows.select("school_year", "date", "school_id", "student_id", "attended", "category", "reason")
    if first is not None:
        rows = rows.filter(nw.col("date") >= first)
    return rows if last is None else rows.filter(nw.col("date") <= last)


def _files(folder: Path) -> str:
    return f"[{', '.join(quoted(str(path)) for path in sorted(folder.iterdir()))}]"


def _left(marks: str) -> str:
    """Nothing is left to say but of schools that name nobody as present, which would be left out without it."""
    present = f"SELECT DISTINCT school_year, school_id FROM attendance WHERE {_PRESENT}"
    return f"CASE WHEN (school_year, school_id) IN ({present}) THEN NULL ELSE {marks} END"


def _put(engine: DuckEngine, name: str, select: str) -> None:
    """A table or view of these rows in the place of the one of that name."""
    connection = engine.connection
    kind = value_of(
        connection, "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]
    )
    form = "VIEW" if name == "attendance" else "TABLE"
    run(connection, f"CREATE {form} {named(f'settled_{name}')} AS {select}")
    run(connection, f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {named(name)}")
    run(connection, f"ALTER {form} {named(f'settled_{name}')} RENAME TO {named(name)}")
