"""Reading a definition's examples: invented students, and the answer worked out by hand."""

from __future__ import annotations

import re

from groundswell.core.indicators.definition import PERIODS, Example, ExpectedCell, Tables, as_period
from groundswell.core.indicators.example_tables import STUDENT_FIELDS
from groundswell.core.indicators.mistakes import Part

_OF = re.compile(r"(-?[0-9.]+) of ([0-9.]+)")
YEAR = 2026


def read_examples(part: Part, tables: Tables) -> tuple[Example, ...]:
    """Every example; `tables` gives the columns that its rows may have. Raises DefinitionError."""
    return tuple(_example(each, tables) for each in part.each())


def _example(part: Part, tables: Tables) -> Example:
    part.only("about", "year", "period", "students", "rows", "districts", "expect")
    year, period = part.get("year"), part.get("period")
    for student in _listed(part.get("students")):
        _require_student(student, tables)
    rows = part.get("rows")
    for table, given in rows.items() if rows else ():
        if table not in tables:
            raise given.wrong(f"there is no table {table}. There are: {', '.join(tables)}.")
        _require_rows(given, table, tables)
    school_year = year.year() if year else YEAR
    return Example(
        about=part["about"].text(),
        period=as_period(period.one_of(PERIODS)) if period else "school_year",
        school_year=school_year,
        written=part.mapping(),
        expect=tuple(_cell(each, school_year) for each in part["expect"].each()),
    )


def _listed(part: Part | None) -> list[Part]:
    return part.each() if part else []


def _require_student(part: Part, tables: Tables) -> None:
    """Refuse what nobody would read, and numbers that are none."""
    own = tuple(name for name, columns in tables.items() if "student_id" in columns)
    part.only(*STUDENT_FIELDS, *own)
    _ = part["id"]
    for name, given in part.items():
        if name in {"days", "absent"}:
            given.number()
        elif name == "from":
            given.day()
        elif name == "grade" and given.value is not None and not isinstance(given.value, str):
            raise given.wrong(f'a grade is text. Write it in quotes, such as "05", not {given.value!r}.')
        elif name in own or name == "enrolled":
            _require_rows(given, "enrollments" if name == "enrolled" else name, tables)


def _require_rows(part: Part, table: str, tables: Tables) -> None:
    for row in part.each():
        if table == "attendance" and "days" in row.mapping():
            raise row.wrong("days belong to the student, not under attendance.")
        row.only(*tables[table])


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
        line=part.line,
    )


def year_label(school_year: int) -> str:
    """2026 as 2025-26."""
    return f"{school_year - 1}-{school_year % 100:02d}"
