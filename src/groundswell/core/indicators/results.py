"""What is asked of an indicator, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.core.indicators.definition import Period

PlaceKind = Literal["school", "district", "network"]
PLACE_KINDS: tuple[PlaceKind, ...] = ("school", "district", "network")
ALL = ("all", "all")
CROSS = "*"
GRADE, GRADE_BAND = "grade", "grade_band"
BANDS: dict[str, tuple[int, int]] = {"K-5": (0, 5), "6-8": (6, 8), "9-12": (9, 12)}


class CannotCompute(ValueError):
    """The question cannot be answered with what there is. The message says why and what to do."""


@dataclass(frozen=True)
class Query:
    """Which numbers: per kind of place, per group, per period.

    groups: group sets such as race_ethnicity, grade or grade_band, and crossings of two such as
    race_ethnicity*sex. All students together always come along. school_years: years in which they end.
    """

    period: Period = "school_year"
    place: PlaceKind = "school"
    groups: tuple[str, ...] = ()
    school_years: tuple[int, ...] = ()

    @property
    def sets(self) -> tuple[str, ...]:
        """The single group sets that the groups are made of."""
        return tuple(dict.fromkeys(name for group in self.groups for name in group.split(CROSS)))


@dataclass(frozen=True, slots=True)
class Result:
    """One number. `students` are the persons counted; `missing` those of the population who could not be.

    `numerator` and `denominator` are persons, or days, answers or points where the definition says so.
    """

    indicator: str
    school_year: int
    period: str
    place_kind: PlaceKind
    place: str
    group_set: str
    group: str
    students: int
    missing: int
    numerator: float
    denominator: float
    value: float | None


def groups_of(membership: Mapping[str, str | None], groups: tuple[str, ...]) -> list[tuple[str, str]]:
    """(group set, group) of a person whose group in each set is known or None; crossings need both."""
    found = [ALL]
    for group in groups:
        names = [membership.get(name) for name in group.split(CROSS)]
        if all(name is not None for name in names):
            found.append((group, CROSS.join(str(name) for name in names)))
    return found


def band_of(grade_number: int | None) -> str | None:
    """The grade band of a grade; None outside of all bands."""
    if grade_number is None:
        return None
    return next((name for name, (low, high) in BANDS.items() if low <= grade_number <= high), None)
