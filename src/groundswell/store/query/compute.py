"""From a definition and a question to numbers, on any engine."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import pyarrow as pa

from groundswell.core.indicators.compiled import compiled
from groundswell.core.indicators.definition import Indicator, Said
from groundswell.core.indicators.reading import EVERYONE
from groundswell.core.indicators.results import CannotCompute, Query, Result
from groundswell.store.query.cells import ADDED, LOWER, MISSING, STUDENTS, UPPER, results
from groundswell.store.query.engines import Engine, Frame
from groundswell.store.query.grouping import GROUP, NO_STUDENT, PROFILE, SET, meanings
from groundswell.store.query.stretches import AT_ONCE, stretches
from groundswell.store.query.units import Units
from groundswell.store.query.year import PERIOD, PLACE, YearOfData, distinct


def compute(engine: Engine, indicator: Indicator, query: Query, *, at_once: int = AT_ONCE) -> list[Result]:
    """Every number that the query asks for, in order of school year, place, period and group.

    at_once: students in periods that are added up in one go; a year of more is read in stretches of periods.

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
    return results(indicator, year, [_sums(indicator, each) for each in stretches(indicator, year, at_once)])


def _sums(indicator: Indicator, year: YearOfData) -> pa.Table:
    return year.engine.collected(_by_group(_counted(indicator, year), year))


def _counted(indicator: Indicator, year: YearOfData) -> Frame:
    """Units of the population with what they add to the sums."""
    units = Units(indicator, year).frame()
    if indicator.population.rule != EVERYONE:
        units = units.filter(compiled(indicator.population.rule, year.constants))
    units = units.with_columns(
        _amount(indicator.numerator, year).alias("_upper"),
        _amount(indicator.denominator, year).alias("_lower"),
    )
    units = units.filter((nw.col("_lower") != 0) | nw.col("_lower").is_null())
    known = ~(nw.col("_upper").is_null() | nw.col("_lower").is_null())
    return units.with_columns(
        nw.when(known).then(nw.lit(1)).otherwise(nw.lit(0)).alias(STUDENTS),
        nw.when(known).then(nw.lit(0)).otherwise(nw.lit(1)).alias(MISSING),
        nw.when(known).then(nw.col("_upper")).otherwise(nw.lit(0.0)).alias(UPPER),
        nw.when(known).then(nw.col("_lower")).otherwise(nw.lit(0.0)).alias(LOWER),
    )


def _amount(said: Said, year: YearOfData) -> nw.Expr:
    """True counts 1, false 0; numbers as they are."""
    return compiled(said.rule, year.constants).cast(nw.Float64)


def _by_group(counted: Frame, year: YearOfData) -> Frame:
    """Sums by place, period and group. Students of one profile are added up first."""
    sums = [nw.col(name).sum() for name in ADDED]
    if not year.query.groups:
        return (
            counted.group_by(PLACE, PERIOD)
            .agg(*sums)
            .with_columns(nw.lit("all").alias(SET), nw.lit("all").alias(GROUP))
        )
    narrow = counted.select(
        PLACE, PERIOD, nw.coalesce(nw.col(PROFILE), nw.lit(NO_STUDENT)).alias(PROFILE), *ADDED
    )
    first = narrow.group_by(PLACE, PERIOD, PROFILE).agg(*sums)
    return first.join(meanings(year), on=PROFILE, how="inner").group_by(PLACE, PERIOD, SET, GROUP).agg(*sums)
