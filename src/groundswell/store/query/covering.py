"""Where silence may be read as a number: only in districts that sent such rows at all."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import compiled
from groundswell.core.indicators.definition import Gathered, Indicator
from groundswell.store.query.reaching import reached
from groundswell.store.query.year import YearOfData, distinct


def covered_schools(indicator: Indicator, year: YearOfData) -> list[str] | None:
    """The schools whose district sent every table that is read so; None where no table is."""
    covered: set[str] | None = None
    for each in indicator.gathered:
        if each.when_none is None:
            continue
        schools = set(year.places.schools_in(_districts(each, year), _schools(year)))
        covered = schools if covered is None else covered & schools
    return None if covered is None else sorted(covered)


def _schools(year: YearOfData) -> set[str]:
    held = year.engine.rows(distinct(year.engine.table("enrollments"), "school_id"))
    return {row["school_id"] for row in held} | set(year.places.schools)


def _districts(each: Gathered, year: YearOfData) -> set[str]:
    rows = reached(year, each.table, each.window)
    if each.covered_when is not None:
        rows = rows.filter(compiled(each.covered_when, year.constants))
    enrollments = year.engine.table("enrollments").select("student_id", nw.col("school_id").alias("_at"))
    held = distinct(enrollments, "student_id", "_at")
    columns = rows.collect_schema().names()
    schools = set()
    if "school_id" in columns:
        own = year.engine.rows(distinct(rows.filter(~nw.col("school_id").is_null()), "school_id"))
        schools |= {row["school_id"] for row in own}
        rows = rows.filter(nw.col("school_id").is_null())
    enrolled = distinct(rows, "student_id").join(held, on="student_id", how="inner")
    schools |= {row["_at"] for row in year.engine.rows(distinct(enrolled, "_at"))}
    return {year.places.above(school) for school in schools}
