"""How many teachers stand behind a number, so that no number leaves that tells of one or two of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import narwhals.stable.v2 as nw

from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.results import ALL, CROSS, GRADE, GRADE_BAND, Result, band_of
from groundswell.store.query.engines import Engine, Frame
from groundswell.store.query.year import distinct

Teachers = Callable[[Result], int | None]
_WHERE = ("school_year", "school_id")


def teachers_behind(engine: Engine, years: Sequence[int]) -> Teachers:
    """Of a school's number: how many teachers have students of its group in class; None where no feed says so.

    Places above schools have too many to tell. A crossed group has at most as many as each of the groups it is of.
    """
    known = _counts(engine, years)

    def behind(result: Result) -> int | None:
        if result.place_kind != "school":
            return None
        here = (result.school_year, result.place)
        pairs = zip(result.group_set.split(CROSS), result.group.split(CROSS), strict=True)
        counts = [known.get((*here, name, group)) for name, group in pairs]
        return min((count for count in counts if count is not None), default=None)

    return behind


def _counts(engine: Engine, years: Sequence[int]) -> dict[tuple[int, str, str, str], int]:
    taught = engine.keep(_taught(engine, years))
    found = {
        (row["school_year"], row["school_id"], *ALL): row["teachers"]
        for row in engine.rows(_counted(taught, *_WHERE))
    }
    in_grades = taught.join(_grades(engine), on=[*_WHERE, "student_id"], how="inner")
    grades = engine.rows(distinct(in_grades, *_WHERE, "grade", "staff_id"))
    by_grade: dict[tuple[int, str, str, str], set[str]] = {}
    for row in grades:
        here, grade = (row["school_year"], row["school_id"]), row["grade"]
        by_grade.setdefault((*here, GRADE, grade), set()).add(row["staff_id"])
        if band := band_of(GRADE_NUMBERS.get(grade)):
            by_grade.setdefault((*here, GRADE_BAND, band), set()).add(row["staff_id"])
    members = distinct(
        engine.table("group_memberships"), "school_year", "student_id", "group_set", "group_name"
    )
    groups = taught.join(members, on=["school_year", "student_id"], how="inner")
    for row in engine.rows(_counted(groups, *_WHERE, "group_set", "group_name")):
        found[row["school_year"], row["school_id"], row["group_set"], row["group_name"]] = row["teachers"]
    return found | {key: len(staff) for key, staff in by_grade.items()}


def _taught(engine: Engine, years: Sequence[int]) -> Frame:
    """Who has whom in class: one row per school year, school, student and teacher."""
    teachers = engine.table("class_staff").filter(
        nw.col("role") == "teacher", nw.col("school_year").is_in(list(years))
    )
    students = engine.table("class_enrollments").select(*_WHERE, "class_id", "student_id")
    both = students.join(
        teachers.select("school_year", "class_id", "staff_id"), on=["school_year", "class_id"], how="inner"
    )
    return distinct(both, *_WHERE, "student_id", "staff_id")


def _grades(engine: Engine) -> Frame:
    rows = engine.table("enrollments").filter(~nw.col("grade").is_null())
    return distinct(rows, *_WHERE, "student_id", "grade")


def _counted(rows: Frame, *by: str) -> Frame:
    return distinct(rows, *by, "staff_id").group_by(*by).agg(nw.len().alias("teachers"))
