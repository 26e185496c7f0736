"""From a definition and a question to numbers, on any engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import compiled
from groundswell.core.indicators.definition import Indicator, Said
from groundswell.core.indicators.reading import EVERYONE
from groundswell.core.indicators.results import CannotCompute, Query, Result
from groundswell.store.query.engines import Engine, Frame
from groundswell.store.query.grouping import GROUP, NO_STUDENT, PROFILE, SET, profiles
from groundswell.store.query.stretches import AT_ONCE, stretches
from groundswell.store.query.units import Units
from groundswell.store.query.year import PERIOD, PLACE, YearOfData, distinct

_ADDED = ("_students", "_missing", "_numerator", "_denominator")


def compute(engine: Engine, indicator: Indicator, query: Query, *, at_once: int = AT_ONCE) -> list[Result]:
    """Every number that the query asks for, in order of school year, place, period and group.

    at_once: rows of attendance of a school year up to which it is read in one go, and not month by month.

    A number appears only where somebody was counted: nobody is never shown as 0. Years for which an authority
    has set no threshold give no numbers. Raises `CannotCompute` when the period does not fit the indicator.
    """
    if query.period not in indicator.periods:
        raise CannotCompute(
            f"{indicator.id} is defined by {', '.join(indicator.periods)}, not by {query.period}. Ask for one of those."
        )
    found: list[Result] = []
    for number in sorted(query.school_years or known_years(engine)):
        thresholds = indicator.thresholds_for(number)
        if thresholds is not None or not indicator.thresholds:
            constants = thresholds.constants(query.period) if thresholds else {}
            found += _of_year(indicator, YearOfData(engine, query, number, constants), at_once)
    return found


def known_years(engine: Engine) -> tuple[int, ...]:
    """The school years in which there are students."""
    rows = engine.rows(distinct(engine.table("students"), "school_year"))
    return tuple(sorted(row["school_year"] for row in rows))


def group_sets(engine: Engine, school_years: Sequence[int]) -> tuple[str, ...]:
    """The group sets that an edition knows for these years."""
    rows = engine.table("group_memberships").filter(nw.col("school_year").is_in(list(school_years)))
    return tuple(sorted(row["group_set"] for row in engine.rows(distinct(rows, "group_set"))))


def _of_year(indicator: Indicator, year: YearOfData, at_once: int) -> list[Result]:
    sums: dict[str, list[Any]] = {}
    for stretch in stretches(indicator, year, at_once):
        for name, values in _sums(indicator, stretch).items():
            sums.setdefault(name, []).extend(values)
    return _results(indicator, year, sums)


def _sums(indicator: Indicator, year: YearOfData) -> Mapping[str, list[Any]]:
    units = Units(indicator, year)
    counted = _counted(indicator, units.frame(), year)
    return year.engine.columns(_by_group(counted, units.student, year))


def _counted(indicator: Indicator, units: Frame, year: YearOfData) -> Frame:
    """Units of the population with what they add to the sums."""
    if indicator.population.rule != EVERYONE:
        units = units.filter(compiled(indicator.population.rule, year.constants))
    units = units.with_columns(
        _amount(indicator.numerator, year).alias("_upper"),
        _amount(indicator.denominator, year).alias("_lower"),
    )
    units = units.filter((nw.col("_lower") != 0) | nw.col("_lower").is_null())
    known = ~(nw.col("_upper").is_null() | nw.col("_lower").is_null())
    return units.with_columns(
        nw.when(known).then(nw.lit(1)).otherwise(nw.lit(0)).alias("_students"),
        nw.when(known).then(nw.lit(0)).otherwise(nw.lit(1)).alias("_missing"),
        nw.when(known).then(nw.col("_upper")).otherwise(nw.lit(0.0)).alias("_numerator"),
        nw.when(known).then(nw.col("_lower")).otherwise(nw.lit(0.0)).alias("_denominator"),
    )


def _amount(said: Said, year: YearOfData) -> nw.Expr:
    """True counts 1, false 0; numbers as they are."""
    return compiled(said.rule, year.constants).cast(nw.Float64)


def _by_group(counted: Frame, student: str, year: YearOfData) -> Frame:
    """Sums by place, period and group. Students of one profile are added up first."""
    sums = [nw.col(name).sum() for name in _ADDED]
    if not year.query.groups:
        return (
            counted.group_by(PLACE, PERIOD)
            .agg(*sums)
            .with_columns(nw.lit("all").alias(SET), nw.lit("all").alias(GROUP))
        )
    known = profiles(year)
    narrow = counted.select(PLACE, PERIOD, student, *_ADDED)
    joined = narrow.join(known.of_student, left_on=student, right_on="_who", how="left")
    joined = joined.with_columns(nw.coalesce(nw.col(PROFILE), nw.lit(NO_STUDENT)).alias(PROFILE))
    first = joined.group_by(PLACE, PERIOD, PROFILE).agg(*sums)
    return first.join(known.meanings, on=PROFILE, how="inner").group_by(PLACE, PERIOD, SET, GROUP).agg(*sums)


def _results(indicator: Indicator, year: YearOfData, sums: Mapping[str, list[Any]]) -> list[Result]:
    """Results in order. There may be hundreds of thousands, so they go column by column."""
    labels = {number: year.label(number) for number in set(sums[PERIOD])}
    periods = [labels[number] for number in sums[PERIOD]]
    cells = sorted(
        zip(sums[PLACE], periods, sums[SET], sums[GROUP], *(sums[name] for name in _ADDED), strict=True)
    )
    kind = year.query.place
    return [
        Result(
            indicator.id, year.number, period, kind, place, group_set, group, int(students), int(missing),
            upper, lower, indicator.scaled(upper, lower),
        )
        for place, period, group_set, group, students, missing, upper, lower in cells
        if students
    ]  # fmt: skip
