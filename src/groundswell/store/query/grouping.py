"""Student groups: each student gets one profile of all groups asked for, so that a crossing costs no more."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import day_number
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.results import ALL, GRADE, GRADE_BAND, band_of, groups_of
from groundswell.store.query.engines import Frame
from groundswell.store.query.units import student_years
from groundswell.store.query.year import YearOfData

PROFILE, SET, GROUP = "_profile", "_set", "_group"
NO_STUDENT = -1
_WRITTEN = "_written"
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Profiles:
    """Profiles by student, and what each profile means."""

    of_student: Frame
    meanings: Frame


def profiles(year: YearOfData) -> Profiles:
    """One profile per student of the year, as a number: the group in each set that the query names."""
    written = year.engine.keep(_by_student(year))
    texts = sorted(row[_WRITTEN] for row in year.engine.rows(written.select(_WRITTEN).unique()))
    numbers = year.engine.small(
        {_WRITTEN: texts, PROFILE: list(range(len(texts)))}, {_WRITTEN: "text", PROFILE: "whole"}
    )
    by_student = year.engine.keep(written.join(numbers, on=_WRITTEN, how="inner").select("_who", PROFILE))
    meant = [(NO_STUDENT, *ALL)]
    meant += [(number, *group) for number, text in enumerate(texts) for group in _groups(year, text)]
    columns = dict(zip((PROFILE, SET, GROUP), map(list, zip(*meant, strict=True)), strict=True))
    return Profiles(by_student, year.engine.small(columns, {PROFILE: "whole", SET: "text", GROUP: "text"}))


def _by_student(year: YearOfData) -> Frame:
    graded = not {GRADE, GRADE_BAND}.isdisjoint(year.query.sets)
    found = student_years(year, ["grade"] if graded else [])
    sets = stored_sets(year)
    for index, name in enumerate(sets):
        latest = _latest(year, name, f"_set_{index}")
        found = found.join(latest, left_on="_who", right_on="student_id", how="left")
    columns = [*(["grade"] if graded else []), *(f"_set_{index}" for index in range(len(sets)))]
    parts = [nw.coalesce(nw.col(name), nw.lit("")) for name in columns]
    return found.select("_who", nw.concat_str(nw.lit(""), *parts, separator=_BETWEEN).alias(_WRITTEN))


def stored_sets(year: YearOfData) -> list[str]:
    """The sets that memberships tell of; the grade and its band come from the student."""
    return [name for name in year.query.sets if name not in {GRADE, GRADE_BAND}]


def _latest(year: YearOfData, name: str, alias: str) -> Frame:
    """Each student's group in one set: yes if it was yes at any time of the year, else the latest."""
    begun = nw.col("begin_date")
    number = day_number(begun).cast(nw.String)
    rows = year.engine.table("group_memberships").filter(
        nw.col("school_year") == year.number, nw.col("group_set") == name
    )
    yes = nw.when(nw.col("group_name") == "yes").then(nw.lit("1")).otherwise(nw.lit("0"))
    order = nw.concat_str(yes, nw.coalesce(number, nw.lit("00000000")), nw.col("group_name"))
    latest = rows.with_columns(order.alias("_order")).group_by("student_id").agg(nw.col("_order").max())
    return latest.select("student_id", nw.col("_order").str.slice(9).alias(alias))


def _groups(year: YearOfData, written: str) -> list[tuple[str, str]]:
    names = written.split(_BETWEEN)[1:]
    graded = len(names) > len(stored_sets(year))
    grade = names.pop(0) if graded else ""
    membership: dict[str, str | None] = {
        name: group or None for name, group in zip(stored_sets(year), names, strict=True)
    }
    membership |= {GRADE: grade or None, GRADE_BAND: band_of(GRADE_NUMBERS.get(grade))}
    return groups_of(membership, year.query.groups)
