"""How many teachers stand behind a number, so that no number leaves that tells of the work of one or two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import narwhals.stable.v2 as nw

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.few_teachers import Teachers
from groundswell.core.indicators.results import ALL, BANDS, CROSS, GRADE, GRADE_BAND, Result
from groundswell.store.query.engines import Engine, Frame
from groundswell.store.query.year import distinct

AT_ONCE = 200  # schools
_WHERE = ("school_year", "school_id")
_GROUP = ("group_set", "group_name")
Known = dict[tuple[int, str, str, str], int]


def teachers_behind(engine: Engine, years: Sequence[int], rule: SuppressionRule) -> Teachers:
    """Of a school's number: how many teachers have students of its group in class; None where no feed says so.

    One who has nearly all of the students counts alone, and so do two (see `SuppressionRule.teachers`). Places
    above schools have too many to tell. A crossed group has at most as many as each of the groups it is of.
    """
    known = cache(lambda: _known(engine, years, rule))  # it takes its time: not before it is asked for

    def behind(result: Result) -> int | None:
        if result.place_kind != "school":
            return None
        here = (result.school_year, result.place)
        pairs = zip(result.group_set.split(CROSS), result.group.split(CROSS), strict=True)
        counts = [known().get((*here, name, group)) for name, group in pairs]
        return min((count for count in counts if count is not None), default=None)

    return behind


def _known(engine: Engine, years: Sequence[int], rule: SuppressionRule) -> Known:
    found: Known = {}
    for schools in _some_at_a_time(engine):
        taught = _taught(engine, years, schools)
        for students in (
            _everybody(taught),
            _in_grades(engine, taught),
            _in_bands(engine, taught),
            _in_groups(engine, taught),
        ):
            for row in engine.rows(_shares(distinct(students, *_WHERE, *_GROUP, "student_id", "staff_id"))):
                key = (row["school_year"], row["school_id"], row["group_set"], row["group_name"])
                found[key] = _counting(row, rule)
    return found


def _some_at_a_time(engine: Engine) -> list[list[str]]:
    """A student has many teachers and is in many groups: for all schools at once the links would be too many."""
    rows = engine.rows(distinct(engine.table("class_enrollments"), "school_id"))
    schools = sorted(row["school_id"] for row in rows if row["school_id"] is not None)
    return [schools[first : first + AT_ONCE] for first in range(0, len(schools), AT_ONCE)]


def _counting(row: Mapping[str, Any], rule: SuppressionRule) -> int:
    top, next_to_top = row["most"], row["most"] if row["of_most"] > 1 else row["second"] or 0
    return rule.teachers(
        row["teachers"], largest=top / row["links"], two_largest=(top + next_to_top) / row["links"]
    )


def _taught(engine: Engine, years: Sequence[int], schools: Sequence[str]) -> Frame:
    """Who has whom in class at these schools: one row per school year, school, student and teacher."""
    teachers = engine.table("class_staff").filter(
        nw.col("role") == "teacher", nw.col("school_year").is_in(list(years))
    )
    students = engine.table("class_enrollments").filter(nw.col("school_id").is_in(list(schools)))
    both = students.select(*_WHERE, "class_id", "student_id").join(
        teachers.select("school_year", "class_id", "staff_id"), on=["school_year", "class_id"], how="inner"
    )
    return distinct(both, *_WHERE, "student_id", "staff_id")


def _everybody(taught: Frame) -> Frame:
    return _named(taught, *(nw.lit(name) for name in ALL))


def _in_grades(engine: Engine, taught: Frame) -> Frame:
    return _named(_with_grade(engine, taught), nw.lit(GRADE), nw.col("grade"))


def _in_bands(engine: Engine, taught: Frame) -> Frame:
    band = nw.lit(None, dtype=nw.String)
    for name, (low, high) in BANDS.items():
        grades = [grade for grade, number in GRADE_NUMBERS.items() if low <= number <= high]
        band = nw.when(nw.col("grade").is_in(grades)).then(nw.lit(name)).otherwise(band)
    named = _named(_with_grade(engine, taught), nw.lit(GRADE_BAND), band)
    return named.filter(~nw.col("group_name").is_null())


def _with_grade(engine: Engine, taught: Frame) -> Frame:
    rows = engine.table("enrollments").filter(~nw.col("grade").is_null())
    grades = distinct(rows, *_WHERE, "student_id", "grade")
    return taught.join(grades, on=[*_WHERE, "student_id"], how="inner")


def _in_groups(engine: Engine, taught: Frame) -> Frame:
    members = distinct(engine.table("group_memberships"), "school_year", "student_id", *_GROUP)
    return taught.join(members, on=["school_year", "student_id"], how="inner")


def _named(rows: Frame, group_set: nw.Expr, group: nw.Expr) -> Frame:
    return rows.with_columns(group_set=group_set, group_name=group)


def _shares(taught: Frame) -> Frame:
    """Per group: teachers, links between them and its students, the most of one, how often, and the next."""
    by: Iterable[str] = (*_WHERE, *_GROUP)
    each = taught.group_by(*by, "staff_id").agg(students=nw.len())
    total = each.group_by(*by).agg(
        teachers=nw.len(), links=nw.col("students").sum(), most=nw.col("students").max()
    )
    beside = each.join(total, on=list(by), how="inner").with_columns(
        is_most=(nw.col("students") == nw.col("most")).cast(nw.Int64),
        other=nw.when(nw.col("students") < nw.col("most")).then(nw.col("students")),
    )
    return beside.group_by(*by).agg(
        teachers=nw.col("teachers").max(),
        links=nw.col("links").max(),
        most=nw.col("most").max(),
        of_most=nw.col("is_most").sum(),
        second=nw.col("other").max(),
    )
