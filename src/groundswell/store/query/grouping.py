"""Student groups: each student gets one profile of all groups asked for, so that a crossing costs no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import mul
from typing import Any

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import day_number
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.results import (
    ALL,
    GRADE,
    GRADE_BAND,
    CannotCompute,
    Query,
    band_of,
    groups_of,
)
from groundswell.store.query.engines import Frame
from groundswell.store.query.students import student_years
from groundswell.store.query.year import YearOfData, distinct

PROFILE, SET, GROUP = "_profile", "_set", "_group"
NO_STUDENT = -1
_DAYS = 10**8  # day numbers such as 20260815 are below it
_MOST_PROFILES = 2**62
_NAMES = 10**5


def profiles(year: YearOfData, columns: tuple[str, ...] = ()) -> Frame:
    """One profile per student of the year (`_who`), as a number: the group in each set that the query names.

    columns: those of the student that are wanted beside it, so that units find both at once.
    """
    return year.once(("profiles", year.query.groups, columns), lambda: _profiles(year, columns))


def meanings(year: YearOfData) -> Frame:
    """The group sets and groups of each profile."""
    return year.once(("meanings", year.query.groups), lambda: _meanings(year, profiles(year)))


@dataclass(frozen=True)
class Numbering:
    """The groups of each set, numbered from 1 in order of their names; 0 is a group that is not known.

    A profile is one whole number that holds a number for each set.
    """

    query: Query
    names: dict[str, list[str]]

    @cached_property
    def steps(self) -> dict[str, int]:
        """What one more in a set's number adds to the profile."""
        sizes = [len(names) + 1 for names in self.names.values()]
        found = list(accumulate([1, *sizes], mul))
        if found[-1] > _MOST_PROFILES or max(sizes, default=0) > _NAMES:
            raise CannotCompute("These group sets cross into too many groups. Ask for fewer sets at once.")
        return dict(zip(self.names, found, strict=False))

    def meant(self, profile: int) -> list[tuple[str, str]]:
        """(group set, group) of a profile, all students first."""
        known: dict[str, str | None] = {}
        for name, step in self.steps.items():
            number = profile // step % (len(self.names[name]) + 1)
            known[name] = self.names[name][number - 1] if number else None
        grade = known.get(GRADE) or ""
        return groups_of(known | {GRADE_BAND: band_of(GRADE_NUMBERS.get(grade))}, self.query.groups)


def _profiles(year: YearOfData, columns: tuple[str, ...]) -> Frame:
    kept = year.engine.keep(_by_student(year, _numbering(year), columns))
    year.once(("meanings", year.query.groups), lambda: _meanings(year, kept))
    return kept


def _meanings(year: YearOfData, of_student: Frame) -> Frame:
    found = sorted(row[PROFILE] for row in year.engine.rows(distinct(of_student, PROFILE)))
    meant = [(NO_STUDENT, *ALL)]
    meant += [(profile, *group) for profile in found for group in _numbering(year).meant(profile)]
    columns = dict(zip((PROFILE, SET, GROUP), map(list, zip(*meant, strict=True)), strict=True))
    return year.engine.small(columns, {PROFILE: "whole", SET: "text", GROUP: "text"})


def _numbering(year: YearOfData) -> Numbering:
    return year.once(("numbering", year.query.groups), lambda: Numbering(year.query, _names(year)))


def _names(year: YearOfData) -> dict[str, list[str]]:
    """The names in each stored set, and in the grade where it or its band is asked for."""
    found: dict[str, list[str]] = {name: [] for name in _stored_sets(year)}
    if found:
        for row in year.engine.rows(distinct(_memberships(year), "group_set", "group_name")):
            found[row["group_set"]].append(row["group_name"])
    if _graded(year):
        grades = year.engine.rows(distinct(student_years(year, ["grade"]), "grade"))
        found[GRADE] = [row["grade"] for row in grades if row["grade"] is not None]
    return {name: sorted(names) for name, names in found.items()}


def _graded(year: YearOfData) -> bool:
    return not {GRADE, GRADE_BAND}.isdisjoint(year.query.sets)


def _stored_sets(year: YearOfData) -> list[str]:
    """The sets that memberships tell of; the grade and its band come from the student."""
    return [name for name in year.query.sets if name not in {GRADE, GRADE_BAND}]


def _memberships(year: YearOfData) -> Frame:
    return year.engine.table("group_memberships").filter(
        nw.col("school_year") == year.number, nw.col("group_set").is_in(_stored_sets(year))
    )


def _by_student(year: YearOfData, numbering: Numbering, columns: tuple[str, ...]) -> Frame:
    found = student_years(year, [*columns, *(["grade"] if _graded(year) else [])])
    parts: list[nw.Expr] = []
    stored = [name for name in _stored_sets(year) if numbering.names[name]]
    if stored:
        latest = _latest(year, numbering, stored)
        found = found.join(latest, left_on="_who", right_on="student_id", how="left")
        parts += [_number(f"_set_{index}") * numbering.steps[name] for index, name in enumerate(stored)]
    if numbering.names.get(GRADE):
        listed = _numbered([(GRADE, name, number) for number, name in _counted(numbering.names[GRADE])])
        small = year.engine.small(*listed).select("group_name", nw.col("_weight").alias("_grade_number"))
        found = found.join(small, left_on="grade", right_on="group_name", how="left")
        parts.append(nw.coalesce(nw.col("_grade_number"), nw.lit(0)) * numbering.steps[GRADE])
    profile = sum(parts[1:], start=parts[0]) if parts else nw.lit(0)
    return found.select("_who", profile.cast(nw.Int64).alias(PROFILE), *columns)


def _latest(year: YearOfData, numbering: Numbering, stored: list[str]) -> Frame:
    """Each student's group in every set: yes if it was yes at any time of the year, else the latest.

    One number orders them: yes or not, then the day on which it began, then the name's own number.
    """
    weights = [
        (name, group, (group == "yes") * _DAYS * _NAMES + number)
        for name in stored
        for number, group in _counted(numbering.names[name])
    ]
    small = year.engine.small(*_numbered(weights))
    rows = _memberships(year).join(small, on=["group_set", "group_name"], how="inner")
    begun = nw.coalesce(day_number(nw.col("begin_date")), nw.lit(0))
    order = nw.col("_weight") + begun * _NAMES
    by_set = [
        nw.when(nw.col("group_set") == name).then(order).alias(f"_set_{index}")
        for index, name in enumerate(stored)
    ]
    latest = [nw.col(f"_set_{index}").max() for index in range(len(stored))]
    return rows.with_columns(*by_set).group_by("student_id").agg(*latest)


def _number(column: str) -> nw.Expr:
    """The name's number in what `_latest` found; 0 where it found none."""
    order = nw.coalesce(nw.col(column), nw.lit(0))
    return order - (order // _NAMES) * _NAMES


def _counted(names: list[str]) -> Iterable[tuple[int, str]]:
    return enumerate(names, start=1)


def _numbered(rows: list[tuple[str, str, int]]) -> tuple[dict[str, Any], dict[str, Any]]:
    names = ("group_set", "group_name", "_weight")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return columns, {"group_set": "text", "group_name": "text", "_weight": "whole"}
