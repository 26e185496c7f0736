"""One school year of an edition: its places, its periods, and the rows that a window reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import day_number
from groundswell.core.indicators.definition import Window
from groundswell.core.indicators.expressions import Constant
from groundswell.core.indicators.results import Query
from groundswell.core.indicators.when import Span, label_of, spans, terms_of, year_span
from groundswell.store.query.engines import Engine, Frame, Rows
from groundswell.store.query.places import Places

PERSON, STUDENT, PLACE, PERIOD, SCHOOL = "_person", "_student", "_place", "_period", "_school"


@dataclass
class YearOfData:
    """What every step of a query needs to know of the year."""

    engine: Engine
    query: Query
    number: int
    constants: Mapping[str, Constant]

    def rows_of_year(self, table: str) -> Rows:
        """All rows of a small table."""
        return self.engine.rows(self.engine.table(table).filter(nw.col("school_year") == self.number))

    @cached_property
    def places(self) -> Places:
        return Places(self.rows_of_year("organizations"), self.query.place)

    def reached(self, table: str, window: Window) -> Frame:
        """The rows of the school years that a window reaches."""
        rows = self.attendance() if table == "attendance" else self.engine.table(table)
        year = nw.col("school_year")
        match window.kind:
            case "all_years":
                return rows
            case "ever":
                return rows.filter(year <= self.number)
            case "year_before":
                return rows.filter(year == self.number - 1)
            case "year_after":
                return rows.filter(year == self.number + 1)
            case "between":
                return _between(rows.filter(year == self.number), window)
        return rows.filter(year == self.number)

    def attendance(self) -> Frame:
        """Attendance with the days on which silence means present, where a calendar says so.

        Schools that name only who was away, and have no calendar, are left out: that tells no rate.
        """
        days = self.engine.table("calendar_days").filter(
            nw.col("marks") == "exceptions", nw.col("is_instructional")
        )
        marked = self.engine.table("attendance")
        with_days = bool(self.engine.rows(days.head(1).select("marks")))
        plain = nw.col("category").is_null() | (nw.col("category") == "present")
        sure = marked.filter(plain, nw.col("attended") > 0).select(*_SCHOOL_YEAR)
        if with_days:
            sure = nw.concat([sure, days.select(*_SCHOOL_YEAR)], how="vertical")
        marked = marked.join(sure.unique(), on=list(_SCHOOL_YEAR), how="semi")
        if not with_days:
            return marked
        return nw.concat([marked.select(*_ATTENDANCE), self._unmarked(days, marked)], how="vertical")

    def _unmarked(self, days: Frame, marked: Frame) -> Frame:
        key = ("school_year", "date", "school_id", "student_id")
        held = self.engine.table("enrollments").select(
            "school_year", "school_id", "student_id", "entry_date", "exit_date"
        )
        expected = (
            held.join(
                days.select("school_year", "school_id", "date"), on=["school_year", "school_id"], how="inner"
            )
            .filter(
                (nw.col("entry_date").is_null() | (nw.col("entry_date") <= nw.col("date"))),
                (nw.col("exit_date").is_null() | (nw.col("exit_date") >= nw.col("date"))),
            )
            .select(*key)
            .unique()
        )
        silent = expected.join(marked.select(*key), on=list(key), how="anti")
        return silent.with_columns(
            attended=nw.lit(1.0),
            category=nw.lit("present"),
            reason=nw.lit(None).cast(nw.String),
        ).select(*_ATTENDANCE)

    def placed(self, rows: Frame, school: str = "school_id") -> Frame:
        """Rows with the place that counts them; those of no such place are left out."""
        if self.query.place == "school":
            return rows.filter(~nw.col(school).is_null()).with_columns(nw.col(school).alias(PLACE))
        if self.query.place == "network":
            return rows.with_columns(nw.lit(self.places.network).alias(PLACE))
        above = self.places.districts
        small = self.engine.small(
            {"_of": list(above), PLACE: list(above.values())}, {"_of": "text", PLACE: "text"}
        )
        return rows.join(small, left_on=school, right_on="_of", how="inner")

    def dated(self, rows: Frame) -> Frame:
        """Rows with the number of their period; those of none are left out."""
        day = nw.col("date")
        match self.query.period:
            case "school_year":
                return rows.with_columns(nw.lit(0).cast(nw.Int64).alias(PERIOD))
            case "month":
                number = day.dt.year().cast(nw.Int64) * 100 + day.dt.month()
            case "day":
                number = day_number(day)
            case _:
                return rows.join(self._days, left_on="date", right_on="_day", how="inner")
        return rows.filter(~day.is_null()).with_columns(number.cast(nw.Int64).alias(PERIOD))

    @cached_property
    def _days(self) -> Frame:
        """Each day of a calendar year and a half with the number of its week or term."""
        found = self._numbered_days()
        return self.engine.small(
            {"_day": list(found), PERIOD: list(found.values())}, {"_day": "date", PERIOD: "whole"}
        )

    def _numbered_days(self) -> dict[Any, int]:
        start = date(self.number - 1, 1, 1)
        days = [start + timedelta(days=number) for number in range(731)]
        if self.query.period == "term":
            return {
                day: index
                for index, span in enumerate(self.spans)
                for day in days
                if span.first <= day <= span.last
            }
        return {day: int(label_of("week", day).replace("-", "")) for day in days}

    @cached_property
    def spans(self) -> list[Span]:
        """The periods of the year in which there is school."""
        sessions = self.rows_of_year("sessions")
        terms = terms_of(sessions, self.number) if self.query.period == "term" else []
        return spans(
            self.query.period, self.number, year_span(self.number, self._instructional(), sessions), terms
        )

    def _instructional(self) -> tuple[Any, Any]:
        days = self.engine.table("calendar_days").filter(
            nw.col("school_year") == self.number, nw.col("is_instructional")
        )
        found = self.engine.rows(days.select(first=nw.col("date").min(), last=nw.col("date").max()))
        return (found[0]["first"], found[0]["last"]) if found else (None, None)

    def number_of(self, span: Span) -> int:
        """A period's number, as `dated` gives it to rows."""
        match self.query.period:
            case "school_year":
                return 0
            case "term":
                return self.spans.index(span)
        return int(span.label.replace("-", ""))

    def label(self, number: int) -> str:
        """The name of the period with this number."""
        if self.query.period in {"school_year", "term"}:
            return self.spans[number].label
        text = str(number)
        parts = (text[:4], text[4:6]) if self.query.period == "month" else (text[:4], text[4:6], text[6:])
        return "-".join(parts)


def _between(rows: Frame, window: Window) -> Frame:
    month = nw.col("date").dt.month().cast(nw.Int64)
    from_july = nw.when(month >= 7).then(month - 7).otherwise(month + 5)
    return rows.filter((from_july * 100 + nw.col("date").dt.day()).is_between(window.first, window.last))


_SCHOOL_YEAR = ("school_year", "school_id")
_ATTENDANCE = ("school_year", "date", "school_id", "student_id", "attended", "category", "reason")
