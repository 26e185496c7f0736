"""One row per student of a school year, with what the year says of the student."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals.stable.v2 as nw

from groundswell.store.query.engines import Frame
from groundswell.store.query.year import YearOfData


def student_years(year: YearOfData, columns: Iterable[str]) -> Frame:
    """One row per student of the year; the grade is the student's own, else that of an enrollment."""
    columns = tuple(dict.fromkeys(columns))
    students = year.engine.table("students").filter(nw.col("school_year") == year.number)
    found = students.select(nw.col("student_id").alias("_who"), *columns)
    if "grade" not in columns:
        return found
    without = students.filter(nw.col("grade").is_null()).head(1).select("student_id")
    if not year.once("a student without a grade", lambda: year.engine.rows(without)):
        return found
    held = year.engine.table("enrollments").filter(
        nw.col("school_year") == year.number, ~nw.col("grade").is_null()
    )
    grades = held.group_by("student_id").agg(nw.col("grade").max().alias("_grade"))
    found = found.join(grades, left_on="_who", right_on="student_id", how="left")
    others = [name for name in columns if name != "grade"]
    return found.select("_who", *others, nw.coalesce(nw.col("grade"), nw.col("_grade")).alias("grade"))
