"""One school year of an edition: its places, its periods, and the rows that a window reaches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import day_number
from groundswell.core.indicators.definition import Window
from groundswell.core.indicators.expressions import Constant
from groundswell.core.indicators.results import Query
from groundswell.core.indicators.when import Span, label_of, spans, terms_of, year_span
from groundswell.store.query.engines import Engine, Frame, Rows
from groundswell.store.query.places import Places

Known = TypeVar("Known")
PERSON, STUDENT, PLACE, PERIOD, SCHOOL = "_person", "_student", "_place", "_period", "_school"


@dataclass
class YearOfData:
    """What every step of a query needs to know of the year. Rows with a day are those from `first` to before `until`."""

    engine: Engine
    query: Query
    number: int
    constants: Mapping[str, Constant]
    first: date | None = None
    until: date | None = None

    def rows_of_year(self, table: str) -> Rows:
        """All rows of a small table."""
        rows = self.engine.table(table).filter(nw.col("school_year") == self.number)
        return self.once(("rows", table), lambda: self.engine.rows(rows))

    def once(self, what: object, ask: Callable[[], Known]) -> Known:
        """What was asked of this school year before, or what `ask` finds now: an edition never changes."""
        remembered = self.engine.remembered
        if (what, self.number) not in remembered:
            remembered[what, self.number] = ask()
        known: Known = remembered[what, self.number]
        return known

    @cached_property
    def days(self) -> dict[date, int]:
        """Rows of attendance on each day of the school year, where an edition tells."""
        return {day: rows for (number, day), rows in self.engine.days.items() if number == self.number}

    @cached_property
    def places(self) -> Places:
        return Places(self.rows_of_year("organizations"), self.query.place)

    def of_years(self, table: str, window: Window) -> Frame:
        """The rows of the school years that a window reaches."""
        rows, year = self.engine.table(table), nw.col("school_year")
        match window.kind:
            case "all_years":
                return rows
            case "ever":
                return rows.filter(year <= self.number)
            case "year_before":
                return rows.filter(year == self.number - 1)
            case "year_after":
                return rows.filter(year == self.number + 1)
        return rows.filter(year == self.number)

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
        if self.first is not None:
            rows = rows.filter(day >= self.first)
        if self.until is not None:
            rows = rows.filter(day < self.until)
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
        ends = days.select(first=nw.col("date").min(), last=nw.col("date").max())
        found = self.once("days of instruction", lambda: self.engine.rows(ends))
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


def distinct(rows: Frame, *columns: str) -> Frame:
    """Each combination of these columns once: grouped, since `unique` numbers every row in DuckDB."""
    return rows.group_by(*columns).agg(nw.len().alias("_times")).select(*columns)
