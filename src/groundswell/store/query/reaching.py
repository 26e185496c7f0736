"""The rows that a window reaches; of attendance, also the days on which silence means present."""

from __future__ import annotations

from datetime import date

import narwhals.stable.v2 as nw

from groundswell.core.indicators.definition import Window
from groundswell.core.indicators.expressions import Kind
from groundswell.store.query.engines import Frame
from groundswell.store.query.year import YearOfData, distinct

SchoolYears = set[tuple[int, str]]
LastDays = dict[tuple[int, str], date]
_SCHOOL_YEAR = ("school_year", "school_id")
_DAY_OF_STUDENT = ("school_year", "date", "school_id", "student_id")
_OTHER_YEARS = ("year_before", "year_after", "ever", "all_years")
_KINDS: dict[str, Kind] = {"school_year": "whole", "school_id": "text"}
_ATTENDANCE = (*_DAY_OF_STUDENT, "attended", "category", "reason")


def reached(year: YearOfData, table: str, window: Window) -> Frame:
    """The rows of the school years that a window reaches, and of its days where it names them."""
    rows = _attendance(year, window) if table == "attendance" else year.of_years(table, window)
    return _between(rows, window) if window.kind == "between" else rows


def _attendance(year: YearOfData, window: Window) -> Frame:
    """Attendance with the days on which silence means present, where a calendar says so.

    Schools that name only who was away, and have no calendar, are left out: that tells no rate. After the last
    day on which a school named anybody in the year its calendar tells nothing: those days are still to come, or to
    be sent.
    """
    told, one_sided = _marking(year, window)
    marked = _without(year, year.of_years("attendance", window), one_sided - told.keys())
    if not told:
        return marked
    silent = _silent_days(year, window).join(_until(year, told), on=list(_SCHOOL_YEAR), how="inner")
    unmarked = _unmarked(year, silent.filter(nw.col("date") <= nw.col("_last")), marked)
    return nw.concat([marked.select(*_ATTENDANCE), unmarked], how="vertical")


def _silent_days(year: YearOfData, window: Window) -> Frame:
    days = year.of_years("calendar_days", window)
    return days.filter(nw.col("marks") == "exceptions", nw.col("is_instructional"))


def _marking(year: YearOfData, window: Window) -> tuple[LastDays, SchoolYears]:
    """Schools where silence means present, up to which day; and schools that name only who was away: asked once."""
    reach = window.kind if window.kind in _OTHER_YEARS else "this year"
    return year.once(("how attendance is marked", reach), lambda: _ask_marking(year, window))


def _ask_marking(year: YearOfData, window: Window) -> tuple[LastDays, SchoolYears]:
    found = year.engine.rows(distinct(_silent_days(year, window), *_SCHOOL_YEAR))
    calendars = {(row["school_year"], row["school_id"]) for row in found}
    heard = _last_days(year, year.of_years("attendance", window)) if calendars else {}
    told = {school: last for school, last in heard.items() if school in calendars}
    return told, _one_sided(year, window, set(told))


def _last_days(year: YearOfData, marked: Frame) -> LastDays:
    """The last day on which each school named anybody."""
    found = marked.group_by(*_SCHOOL_YEAR).agg(nw.col("date").max().alias("_last"))
    rows = year.engine.rows(found)
    return {(row["school_year"], row["school_id"]): row["_last"] for row in rows if row["_last"] is not None}


def _one_sided(year: YearOfData, window: Window, told: SchoolYears) -> SchoolYears:
    """Schools with rows of attendance of which none says present; those of which a calendar tells may be left out.

    Mostly one day's rows show of every school that it names who is there; then nothing has to be asked of the rest
    of the year but which schools it is about.
    """
    marked = year.of_years("attendance", window)
    if window.kind in _OTHER_YEARS or not year.days:
        return _without_present(year, marked)
    day = sorted(year.days)[len(year.days) // 2]
    listed = {(year.number, row["school_id"]) for row in year.engine.rows(distinct(marked, "school_id"))}
    shown = _schools(year, marked.filter(nw.col("date") == day))
    rest = listed - told - {school for school, present in shown.items() if present}
    if not rest:
        return set()
    return _without_present(year, marked.filter(nw.col("school_id").is_in(sorted(name for _, name in rest))))


def _without_present(year: YearOfData, marked: Frame) -> SchoolYears:
    return {school for school, present in _schools(year, marked).items() if not present}


def _schools(year: YearOfData, marked: Frame) -> dict[tuple[int, str], bool]:
    """The schools that these rows are about, and whether any says present."""
    plain = nw.col("category").is_null() | (nw.col("category") == "present")
    present = nw.when(plain & (nw.col("attended") > 0)).then(nw.lit(1)).otherwise(nw.lit(0))
    named = marked.select(*_SCHOOL_YEAR, present.alias("_present")).group_by(*_SCHOOL_YEAR)
    rows = year.engine.rows(named.agg(nw.col("_present").max()))
    return {(row["school_year"], row["school_id"]): bool(row["_present"]) for row in rows}


def _without(year: YearOfData, rows: Frame, left_out: SchoolYears) -> Frame:
    if not left_out:
        return rows
    years, schools = zip(*sorted(left_out), strict=True)
    small = year.engine.small({"school_year": years, "school_id": schools}, _KINDS)
    return rows.join(small, on=list(_SCHOOL_YEAR), how="anti")


def _until(year: YearOfData, told: LastDays) -> Frame:
    years, schools = zip(*sorted(told), strict=True)
    lasts = [told[school] for school in sorted(told)]
    columns = {"school_year": years, "school_id": schools, "_last": lasts}
    return year.engine.small(columns, {**_KINDS, "_last": "date"})


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
