"""Reading a definition's examples: invented students, and the answer worked out by hand."""

from __future__ import annotations

import re

from groundswell.core.indicators.definition import PERIODS, Example, ExpectedCell, as_period
from groundswell.core.indicators.mistakes import Part

_OF = re.compile(r"(-?[0-9.]+) of ([0-9.]+)")
YEAR = 2026


def read_examples(part: Part) -> tuple[Example, ...]:
    """Every example. Raises DefinitionError."""
    return tuple(_example(each) for each in part.each())


def _example(part: Part) -> Example:
    part.only("about", "year", "period", "students", "rows", "districts", "expect")
    year, period = part.get("year"), part.get("period")
    school_year = year.year() if year else YEAR
    return Example(
        about=part["about"].text(),
        period=as_period(period.one_of(PERIODS)) if period else "school_year",
        school_year=school_year,
        written=part.mapping(),
        expect=tuple(_cell(each, school_year) for each in part["expect"].each()),
    )


def _cell(part: Part, school_year: int) -> ExpectedCell:
    part.only("place", "group", "period", "is", "value")
    found = _OF.fullmatch(part["is"].text())
    if not found:
        raise part["is"].wrong("write numerator and denominator like '3 of 20'.")
    place, group, period = part.get("place"), part.get("group"), part.get("period")
    return ExpectedCell(
        place=place.text() if place else "S1",
        group=group.text() if group else "all=all",
        period=period.text() if period else year_label(school_year),
        numerator=float(found[1]),
        denominator=float(found[2]),
        value=part["value"].number(),
    )


def year_label(school_year: int) -> str:
    """2026 as 2025-26."""
    return f"{school_year - 1}-{school_year % 100:02d}"
