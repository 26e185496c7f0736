"""California School Dashboard colors: a status, a change, and the grid that joins them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from groundswell.core.accountability.bands import Bands, exact, rounded
from groundswell.core.stats.rates import AmountChange, Difference, PointChange
from groundswell.core.stats.wording import said

Color = Literal["Red", "Orange", "Yellow", "Green", "Blue"]
UNVERIFIED = "We have not checked these cut points against the authority's own table."
COLORS: tuple[Color, ...] = ("Red", "Orange", "Yellow", "Green", "Blue")


@dataclass(frozen=True, slots=True)
class ColorGrid:
    """One indicator's rule table, for the school years that end in `years`. California left out 2020 to 2022.

    `indicator` is the id of its definition, `scope` whom the table is for, such as "middle schools".
    `unit` is "%" or the unit of a distance. `colors` by status and change name; a cell left out has no color.
    `least_students` are needed in both years. With fewer than `small_below` students in all, the change bands in
    `dropped_when_small` count as the ones they name. `decimals`: what status and change are rounded to for the grid.

    `change` is None, and a status is among `unseen`, where we know nothing of these parts of the authority's table.
    `change_from`: what the change is from, where that is not the year before. A table holds for the kinds of `places`
    that it names, with one of the grades of each list (`with_grades`, `and_with_grades`) and `without_grades`. Not
    `verified`: known from hearsay, and said so with every result.
    """

    indicator: str
    scope: str
    name: str
    authority: str
    years: tuple[int, ...]
    unit: str
    higher_is_better: bool
    status: Bands
    change: Bands | None
    colors: Mapping[str, Mapping[str, Color]]
    least_students: int
    small_below: int | None
    dropped_when_small: Mapping[str, str]
    decimals: int
    source: str
    unseen: frozenset[str] = frozenset()
    change_from: str = ""
    with_grades: frozenset[str] = frozenset()
    and_with_grades: frozenset[str] = frozenset()
    without_grades: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    verified: bool = True

    def is_for(self, grades: Collection[str], *, kind: str) -> bool:
        """Whether the table is for a place of this kind (school, district) with these grades (CEDS codes)."""
        asked = [each for each in (self.with_grades, self.and_with_grades) if each]
        fitting = all(not each.isdisjoint(grades) for each in asked) and self.without_grades.isdisjoint(
            grades
        )
        return fitting and (not self.places or kind in self.places)


@dataclass(frozen=True, slots=True)
class Standing:
    """A result in the indicator's unit, unrounded, and the number of students behind it."""

    value: Fraction
    students: int

    @classmethod
    def of_counts(cls, count: int, students: int) -> "Standing":
        """A percentage from counts. Raises ValueError unless 0 <= count <= students and students > 0."""
        if not 0 <= count <= students or not students:
            raise ValueError(f"A rate needs 0 <= count <= students, not {count} of {students}.")
        return cls(Fraction(100 * count, students), students)

    @classmethod
    def of_mean(cls, mean: float, students: int) -> "Standing":
        """A mean such as a distance from standard, as precise as it is known."""
        return cls(exact(mean), students)


@dataclass(frozen=True, slots=True)
class DashboardResult:
    """Status and change as shown; `color` is None where the rule gives none, and `why_none` says why."""

    grid: ColorGrid
    shown_status: Fraction
    status: str
    shown_change: Difference | None
    change: str | None
    color: Color | None
    small_denominator: bool
    why_none: str = ""

    def words(self) -> str:
        """Status, change in points or units, and color."""
        level = said(float(self.shown_status), self.grid.unit, self.grid.decimals)
        first = f"{level} is {self.status}"
        if self.shown_change is not None:
            first = f"{first}; {self.shown_change.words(self.grid.decimals)}, {self.change}"
        said_so = f"{first}: {self.color}." if self.color else f"{first}. No color: {self.why_none}."
        return said_so if self.grid.verified else f"{said_so} {UNVERIFIED}"


def dashboard_result(
    grid: ColorGrid, current: Standing, prior: Standing | None, *, all_students: int | None = None
) -> DashboardResult:
    """Status, change and color of one student group.

    The change is taken from unrounded values and only then rounded (CDE, Five-by-Five Colored Tables): 2.879 % after
    2.634 % is a change of 0.2 points, though the shown 2.9 % and 2.6 % are 0.3 apart. `all_students`: the number of
    all students of the place this year, which says whether the small table (three change columns) holds. `prior` is
    the year before, or what the grid's `change_from` says.
    """
    shown = rounded(current.value, grid.decimals)
    small = all_students is not None and grid.small_below is not None and all_students < grid.small_below
    status = grid.status.of(shown)
    change = None if prior is None else rounded(current.value - prior.value, grid.decimals)
    column = (
        None if change is None or grid.change is None else _column(grid, grid.change, change, small=small)
    )
    why = _why_none(grid, current, prior, status)
    color = None if why or column is None else grid.colors.get(status, {}).get(column)
    if not why and color is None:
        why = "the table has none for this status and change"
    return DashboardResult(grid, shown, status, _difference(grid, change), column, color, small, why)


def _column(grid: ColorGrid, bands: Bands, change: Fraction, *, small: bool) -> str:
    name = bands.of(change)
    return grid.dropped_when_small.get(name, name) if small else name


def _difference(grid: ColorGrid, change: Fraction | None) -> Difference | None:
    if change is None or grid.change is None:
        return None
    return PointChange(float(change)) if grid.unit == "%" else AmountChange(float(change), grid.unit)


def _why_none(grid: ColorGrid, current: Standing, prior: Standing | None, status: str) -> str:
    if grid.change is None:
        return "we know this table's status levels, and not its changes and colors"
    if prior is None and grid.change_from:
        return f"its change is from {grid.change_from}, which is not known here"
    if prior is None:
        return "there is no result of the year before"
    if min(current.students, prior.students) < grid.least_students:
        return f"fewer than {grid.least_students} students in one of the two years"
    return "we have not seen the colors that the table has for this status" if status in grid.unseen else ""


def grid_in_force(
    grids: Sequence[ColorGrid], *, indicator: str, scope: str, authority: str, year: int
) -> ColorGrid:
    """The table for a school year, by the year it ends in. Raises LookupError saying which years are known."""
    wanted = (indicator, scope, authority)
    of_kind = [grid for grid in grids if (grid.indicator, grid.scope, grid.authority) == wanted]
    found = [grid for grid in of_kind if year in grid.years]
    if len(found) != 1:
        known = ", ".join(str(known) for grid in of_kind for known in grid.years) or "none"
        raise LookupError(
            f"No table of {authority} for {indicator}, {scope}, in {year}. Known years: {known}."
        )
    return found[0]
