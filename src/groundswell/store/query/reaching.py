"""The rows that a window reaches; of attendance, also the days on which silence means present."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals.stable.v2 as nw

from groundswell.core.indicators.definition import Window
from groundswell.store.query.engines import Frame
from groundswell.store.query.year import YearOfData, distinct

SchoolYears = set[tuple[int, str]]
_SCHOOL_YEAR = ("school_year", "school_id")
_DAY_OF_STUDENT = ("school_year", "date", "school_id", "student_id")
_ATTENDANCE = (*_DAY_OF_STUDENT, "attended", "category", "reason")


def reached(year: YearOfData, table: str, window: Window) -> Frame:
    """The rows of the school years that a window reaches, and of its days where it names them."""
    rows = _attendance(year, window) if table == "attendance" else year.of_years(table, window)
    return _between(rows, window) if window.kind == "between" else rows


def _attendance(year: YearOfData, window: Window) -> Frame:
    """Attendance with the days on which silence means present, where a calendar says so.

    Schools that name only who was away, and have no calendar, are left out: that tells no rate.
    """
    told, one_sided = _marking(year, window)
    marked = _without(year, year.of_years("attendance", window), one_sided - told)
    if not told:
        return marked
    unmarked = _unmarked(year, _silent_days(year, window), marked)
    return nw.concat([marked.select(*_ATTENDANCE), unmarked], how="vertical")


def _silent_days(year: YearOfData, window: Window) -> Frame:
    days = year.of_years("calendar_days", window)
    return days.filter(nw.col("marks") == "exceptions", nw.col("is_instructional"))


def _marking(year: YearOfData, window: Window) -> tuple[SchoolYears, SchoolYears]:
    """Schools whose calendar says what silence means, and schools that named nobody as present: asked once."""
    reach = "this year" if window.kind in {"period", "school_year", "between"} else window.kind
    return year.once(("how attendance is marked", reach), lambda: _ask_marking(year, window))


def _ask_marking(year: YearOfData, window: Window) -> tuple[SchoolYears, SchoolYears]:
    told = year.engine.rows(distinct(_silent_days(year, window), *_SCHOOL_YEAR))
    marked = year.of_years("attendance", window)
    plain = nw.col("category").is_null() | (nw.col("category") == "present")
    present = nw.when(plain & (nw.col("attended") > 0)).then(nw.lit(1)).otherwise(nw.lit(0))
    named = marked.select(*_SCHOOL_YEAR, present.alias("_present")).group_by(*_SCHOOL_YEAR)
    schools = year.engine.rows(named.agg(nw.col("_present").max()))
    return _pairs(told), _pairs(row for row in schools if not row["_present"])


def _pairs(rows: Iterable[dict[str, Any]]) -> SchoolYears:
    return {(row["school_year"], row["school_id"]) for row in rows}


def _without(year: YearOfData, rows: Frame, left_out: SchoolYears) -> Frame:
    if not left_out:
        return rows
    years, schools = zip(*sorted(left_out), strict=True)
    small = year.engine.small(
        {"school_year": years, "school_id": schools}, {"school_year": "whole", "school_id": "text"}
    )
    return rows.join(small, on=list(_SCHOOL_YEAR), how="anti")


def _unmarked(year: YearOfData, days: Frame, marked: Frame) -> Frame:
    held = year.engine.table("enrollments").select(
        "school_year", "school_id", "student_id", "entry_date", "exit_date"
    )
    days = days.select("school_year", "school_id", "date")
    expected = held.join(days, on=list(_SCHOOL_YEAR), how="inner").filter(
        nw.col("entry_date").is_null() | (nw.col("entry_date") <= nw.col("date")),
        nw.col("exit_date").is_null() | (nw.col("exit_date") >= nw.col("date")),
    )
    silent = distinct(expected, *_DAY_OF_STUDENT).join(
        marked.select(*_DAY_OF_STUDENT), on=list(_DAY_OF_STUDENT), how="anti"
    )
    return silent.with_columns(
        attended=nw.lit(1.0), category=nw.lit("present"), reason=nw.lit(None).cast(nw.String)
    ).select(*_ATTENDANCE)


def _between(rows: Frame, window: Window) -> Frame:
    month = nw.col("date").dt.month().cast(nw.Int64)
    from_july = nw.when(month >= 7).then(month - 7).otherwise(month + 5)
    return rows.filter((from_july * 100 + nw.col("date").dt.day()).is_between(window.first, window.last))
