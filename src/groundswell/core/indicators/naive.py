"""The oracle: one student at a time, in plain Python and exact fractions. Slow, and easy to check by eye."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from groundswell.core.indicators.definition import Gathered, Indicator, Thresholds
from groundswell.core.indicators.evaluated import Value, evaluate, every, exact, some
from groundswell.core.indicators.expressions import Constant
from groundswell.core.indicators.naive_year import Row, Year
from groundswell.core.indicators.results import Query, Result, groups_of
from groundswell.core.indicators.when import day_in_year

Tables = Mapping[str, list[dict[str, Any]]]
Unit = tuple[str, str, str]  # person, place, period
NOBODY = (Fraction(0), Fraction(0))


@dataclass
class _Tally:
    students: int = 0
    missing: int = 0
    numerator: Fraction = field(default_factory=Fraction)
    denominator: Fraction = field(default_factory=Fraction)


def compute(indicator: Indicator, query: Query, tables: Tables) -> list[Result]:
    """Every number that the query asks for, in order of place, period and group."""
    found: list[Result] = []
    for school_year in query.school_years:
        thresholds = indicator.thresholds_for(school_year)
        if thresholds is None and indicator.thresholds:
            continue
        found += _of_year(indicator, query, Year(tables, school_year, query), thresholds)
    return sorted(
        found, key=lambda each: (each.school_year, each.place, each.period, each.group_set, each.group)
    )


def _of_year(indicator: Indicator, query: Query, year: Year, thresholds: Thresholds | None) -> list[Result]:
    constants = thresholds.constants(query.period) if thresholds else {}
    tallies: dict[tuple[str, str, str, str], _Tally] = {}
    for unit, student, columns in _units(indicator, year, constants):
        row = _unit_row(indicator, year, unit, student, columns, constants)
        if evaluate(indicator.population.rule, row, constants) is not True:
            continue
        counted = _counted(indicator, row, constants)
        if counted == NOBODY:
            continue
        for group_set, group in groups_of(year.groups_of(student), query.groups):
            tally = tallies.setdefault((unit[1], unit[2], group_set, group), _Tally())
            _add(tally, counted)
    return [_result(indicator, query, year, key, tally) for key, tally in tallies.items() if tally.students]


def _counted(
    indicator: Indicator, row: Row, constants: Mapping[str, Constant]
) -> tuple[Fraction, Fraction] | None:
    """(numerator, denominator) of one unit; None: missing; (0, 0): it is not among those who count."""
    denominator = _amount(evaluate(indicator.denominator.rule, row, constants))
    if denominator == 0:
        return NOBODY
    numerator = _amount(evaluate(indicator.numerator.rule, row, constants))
    return None if numerator is None or denominator is None else (numerator, denominator)


def _amount(value: Value) -> Fraction | None:
    if isinstance(value, bool):
        return Fraction(int(value))
    return value if isinstance(value, Fraction) else None


def _add(tally: _Tally, counted: tuple[Fraction, Fraction] | None) -> None:
    if counted is None:
        tally.missing += 1
        return
    tally.students += 1
    tally.numerator += counted[0]
    tally.denominator += counted[1]


def _result(
    indicator: Indicator, query: Query, year: Year, key: tuple[str, str, str, str], tally: _Tally
) -> Result:
    place, period, group_set, group = key
    numerator, denominator = float(tally.numerator), float(tally.denominator)
    return Result(
        indicator=indicator.id,
        school_year=year.number,
        period=period,
        place_kind=query.place,
        place=place,
        group_set=group_set,
        group=group,
        students=tally.students,
        missing=tally.missing,
        numerator=numerator,
        denominator=denominator,
        value=indicator.scaled(numerator, denominator),
    )


def _units(
    indicator: Indicator, year: Year, constants: Mapping[str, Constant]
) -> Iterable[tuple[Unit, str | None, Row]]:
    """Each unit with its student and, for a cohort, the columns that only a cohort has."""
    if indicator.units.source == "cohort":
        yield from _within(year.cohort_units(), year.covered_schools(indicator, constants))
        return
    covered = year.covered_schools(indicator, constants)
    seen: dict[Unit, str | None] = {}
    for row in year.rows(indicator.units.source):
        where = indicator.units.where
        if where is not None and evaluate(where, row, constants) is not True:
            continue
        if covered is not None and row["school_id"] not in covered:
            continue
        person = str(row["respondent_id"] if indicator.units.source == "surveys" else row["student_id"])
        for period in year.periods_of(indicator.units.source, row):
            place = year.place_of(row["school_id"])
            if place is not None:
                known = [seen.get((person, place, period)), row["student_id"]]
                seen[person, place, period] = max((str(each) for each in known if each), default=None)
    yield from ((unit, student, {}) for unit, student in seen.items())


def _within(
    units: Iterable[tuple[Unit, str, Row, str]], covered: frozenset[str] | None
) -> Iterable[tuple[Unit, str | None, Row]]:
    return (
        (unit, student, row) for unit, student, row, school in units if covered is None or school in covered
    )


def _unit_row(
    indicator: Indicator,
    year: Year,
    unit: Unit,
    student: str | None,
    columns: Row,
    constants: Mapping[str, Constant],
) -> Row:
    row: Row = {"school_year": Fraction(year.number), **year.student(student), **columns}
    for each in indicator.gathered:
        row[each.name] = _gather(each, indicator, year, unit, student, constants)
    return row


def _gather(
    each: Gathered,
    indicator: Indicator,
    year: Year,
    unit: Unit,
    student: str | None,
    constants: Mapping[str, Constant],
) -> Value:
    by_sheet = each.table == "surveys" and indicator.units.source == "surveys"
    key, who = ("respondent_id", unit[0]) if by_sheet else ("student_id", student)
    rows = [
        row
        for row in year.rows_of(each.table, key, who, each.window.kind)
        if _in_window(each, year, unit, row)
    ]
    if each.at == "place":
        rows = [row for row in rows if year.place_of(row["school_id"]) == unit[1]]
    if each.where is not None:
        rows = [row for row in rows if evaluate(each.where, row, constants) is True]
    if not rows:
        return exact(each.when_none)
    return _taken(each, [evaluate(each.of, row, constants) if each.of else True for row in rows])


def _in_window(each: Gathered, year: Year, unit: Unit, row: Row) -> bool:
    if each.window.kind == "period":
        return unit[2] in year.periods_of(each.table, row)
    if each.window.kind == "between":
        day = row["date"]
        return isinstance(day, date) and each.window.first <= day_in_year(day) <= each.window.last
    return True


def _taken(each: Gathered, values: list[Value]) -> Value:
    if each.take in {"any", "all"}:
        return some(values) if each.take == "any" else every(values)
    known: list[Any] = [value for value in values if value is not None]
    if each.take in {"mean", "min", "max"}:
        if not known:
            return None
        chosen: Value = min(known) if each.take == "min" else max(known)
        return Fraction(sum(known)) / len(known) if each.take == "mean" else chosen
    if len(known) < len(values):
        return None
    return Fraction(sum(known)) if each.take == "sum" else Fraction(sum(value is True for value in known))
