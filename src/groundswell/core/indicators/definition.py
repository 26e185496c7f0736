"""An indicator as data: what is counted, for whom, out of whom, from when on, and who has looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from groundswell.core.indicators.expressions import Constant, Expression, Kind

Period = Literal["day", "week", "month", "term", "school_year"]
Take = Literal["count", "sum", "mean", "min", "max", "any", "all"]
Unit = Literal["percent", "points"]
Direction = Literal["higher", "lower"]
Source = Literal["attendance", "enrollments", "surveys", "cohort"]
At = Literal["place", "anywhere"]
Tables = Mapping[str, Mapping[str, Kind]]

PERIODS: tuple[Period, ...] = ("day", "week", "month", "term", "school_year")
TAKES: tuple[Take, ...] = ("count", "sum", "mean", "min", "max", "any", "all")
SOURCES: tuple[Source, ...] = ("attendance", "enrollments", "surveys", "cohort")
STATUSES = ("draft", "trial", "reviewed", "retired")
DATE_COLUMN = "date"
SESSION_COLUMN = "session_id"  # rows without a day belong to the term in which their session or class ends
TERMS: tuple[Period, ...] = ("term", "school_year")

# What a rule may say of a unit besides what is gathered.
STUDENT_COLUMNS: dict[str, Kind] = {
    "grade": "text",
    "sex": "text",
    "race_ethnicity": "text",
    "birth_date": "date",
}
UNIT_COLUMNS: dict[str, Kind] = {"school_year": "whole"}
COHORT_COLUMNS: dict[str, Kind] = {"cohort_year": "whole", "exit_type": "text"}


@dataclass(frozen=True, slots=True)
class Window:
    """Of which time rows are gathered.

    period: the unit's own (for marks, which have no day, the term in which their session, or else their class,
    ends). school_year: its whole school year. year_before, year_after: the one beside it.
    ever: that year and all before. between: its school year from one day to another, both counted. all_years:
    every year that is known, later ones too.
    """

    kind: Literal["period", "school_year", "year_before", "year_after", "ever", "between", "all_years"]
    first: int = 0  # days of the school year as month from July (0) times 100 plus day
    last: int = 0


@dataclass(frozen=True, slots=True)
class Gathered:
    """One number or flag per unit, from the rows of one table for which `where` is true.

    `when_none`: its value for a unit without such rows; None: missing. It holds only in districts that sent
    such rows (any, or those for which `covered_when` is true). A missing `of` makes count and sum missing, and
    any and all unless another row decides; count counts rows where `of` is true; mean, min and max are of the
    known values.
    """

    name: str
    table: str
    take: Take
    of: Expression | None
    where: Expression | None
    window: Window
    at: At
    when_none: float | None
    covered_when: Expression | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Said:
    """A rule in words, as an expression, and as it was written ("" where there is none)."""

    words: str
    rule: Expression
    text: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """An authority's numbers for the school years `first` to `last` (None: until further notice).

    `by_period` holds numbers that differ by period.
    """

    authority: str
    first: int
    last: int | None
    source: str
    values: Mapping[str, Constant]
    by_period: Mapping[str, Mapping[str, float]]

    def covers(self, school_year: int) -> bool:
        return self.first <= school_year and (self.last is None or school_year <= self.last)

    def constants(self, period: Period) -> dict[str, Constant]:
        """What the rules of one period may speak of."""
        return {**self.values, **{name: values[period] for name, values in self.by_period.items()}}


@dataclass(frozen=True, slots=True)
class UnitOf:
    """What is counted: a student at a place in a period who has rows in `source`; `where` narrows the rows."""

    source: Source
    where: Expression | None


@dataclass(frozen=True)
class Indicator:
    """One definition. `value` = 100 x numerator / denominator for percent, numerator / denominator for points."""

    id: str
    name: str
    family: str
    why: str
    unit: Unit
    direction: Direction
    units: UnitOf
    periods: tuple[Period, ...]
    population: Said
    gathered: tuple[Gathered, ...]
    numerator: Said
    denominator: Said
    boundary: str
    thresholds: tuple[Thresholds, ...]
    caveats: tuple[str, ...]
    source: str
    authored_by: str
    checked_by: str | None
    review_by: date
    status: str
    examples: tuple[Example, ...]
    file: str

    def thresholds_for(self, school_year: int) -> Thresholds | None:
        """The numbers of that school year; None where no authority has set any."""
        return next((each for each in self.thresholds if each.covers(school_year)), None)

    @property
    def counts_persons(self) -> bool:
        """Whether numerator and denominator are numbers of students, and not of days or points."""
        return self.numerator.rule.kind == "flag" and self.denominator.rule.kind == "flag"

    @property
    def tables(self) -> tuple[str, ...]:
        """The canonical tables it reads."""
        source = "enrollments" if self.units.source == "cohort" else self.units.source
        return tuple(dict.fromkeys((source, *(each.table for each in self.gathered))))

    def scaled(self, numerator: float, denominator: float) -> float | None:
        """The value in the indicator's unit; None when there is nobody to speak of."""
        if not denominator:
            return None
        return (100 if self.unit == "percent" else 1) * numerator / denominator


@dataclass(frozen=True, slots=True)
class Example:
    """Invented students with the answer worked out by hand, run on every engine.

    `students`, `rows` and so on are as written in the file; `expect` gives (numerator, denominator, value).
    """

    about: str
    period: Period
    school_year: int
    written: Mapping[str, object]
    expect: tuple[ExpectedCell, ...]


@dataclass(frozen=True, slots=True)
class ExpectedCell:
    """What an example says of one place, group and period, in which line. `value` is rounded to 4 decimals."""

    place: str
    group: str
    period: str
    numerator: float
    denominator: float
    value: float
    line: int = 0


def as_period(name: str) -> Period:
    return cast("Period", name)
