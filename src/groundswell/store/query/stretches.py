"""A large year's attendance in stretches: a period's numbers need no other period's rows in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import narwhals.stable.v2 as nw

from groundswell.core.indicators.definition import Indicator, Period
from groundswell.store.query.year import YearOfData

AT_ONCE = 2_000_000  # students in periods that are added up in one go: with two processors some 400 MB
_APART: tuple[Period, ...] = ("day", "week", "month")


def stretches(indicator: Indicator, year: YearOfData, at_once: int = AT_ONCE) -> list[YearOfData]:
    """The year itself; or the year in stretches of periods, where these give the same numbers from less memory.

    A stretch has `at_once` students in periods at most, or one period. The first one reaches back, and the last
    one on, to whatever there is.
    """
    if not _apart(indicator, year):
        return [year]
    bounds = [None, *_bounds(year, at_once), None]
    return [replace(year, first=first, until=until) for first, until in pairwise(bounds)]


def _apart(indicator: Indicator, year: YearOfData) -> bool:
    """Whether each period's numbers come from its own days alone."""
    return (
        year.query.period in _APART
        and indicator.units.source == "attendance"
        and all(each.window.kind == "period" for each in indicator.gathered)
    )


def _bounds(year: YearOfData, at_once: int) -> Iterator[date]:
    """The first days of the periods with which the second stretch and those after it begin."""
    days, held = _days(year), 0
    for span in year.spans:
        # A day has a row for each of its students, so the day with the most rows tells how many a period has.
        students = max((rows for day, rows in days.items() if span.first <= day <= span.last), default=0)
        if held and held + students > at_once:
            yield span.first
            held = 0
        held += students


def _days(year: YearOfData) -> dict[date, int]:
    """Rows of attendance on each day of the school year."""
    return year.days or year.once("days of attendance", lambda: _ask_days(year))


def _ask_days(year: YearOfData) -> dict[date, int]:
    rows = year.engine.table("attendance").filter(nw.col("school_year") == year.number)
    counted = rows.group_by("date").agg(nw.len().alias("n"))
    return {row["date"]: row["n"] for row in year.engine.rows(counted)}
