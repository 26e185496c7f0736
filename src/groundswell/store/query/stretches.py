"""A large year's attendance in stretches: a period's numbers need no other period's rows in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

import narwhals.stable.v2 as nw

from groundswell.core.indicators.definition import Indicator, Period
from groundswell.store.query.year import YearOfData

AT_ONCE = 1_500_000  # students in periods that are added up in one go: some 400 MB
_DAYS: Mapping[Period, int] = {"day": 1, "week": 5, "month": 20}


def stretches(indicator: Indicator, year: YearOfData, at_once: int = AT_ONCE) -> list[YearOfData]:
    """The year itself; or the year in stretches of periods, where these give the same numbers from less memory.

    The first stretch reaches back, and the last one on, to whatever there is.
    """
    if not _apart(indicator, year):
        return [year]
    units = _rows(year) // _DAYS[year.query.period]
    bounds = [None, *_bounds(year, min(1 + units // at_once, len(year.spans))), None]
    return [replace(year, first=first, until=until) for first, until in pairwise(bounds)]


def _apart(indicator: Indicator, year: YearOfData) -> bool:
    """Whether each period's numbers come from its own days alone."""
    return (
        year.query.period in _DAYS
        and indicator.units.source == "attendance"
        and all(each.window.kind == "period" for each in indicator.gathered)
    )


def _rows(year: YearOfData) -> int:
    rows = year.engine.table("attendance").filter(nw.col("school_year") == year.number)
    counted = rows.select(nw.len().alias("n"))
    return int(year.once("rows of attendance", lambda: year.engine.rows(counted)[0]["n"]))


def _bounds(year: YearOfData, parts: int) -> list[date]:
    """The first days of the periods with which the second part and those after it begin."""
    return [year.spans[len(year.spans) * part // parts].first for part in range(1, parts)]
