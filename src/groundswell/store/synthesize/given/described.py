"""What is given: places, and for each school and year who is there and how many are present on each day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from groundswell.store.synthesize.calibration import GRADES, RACES
from groundswell.store.synthesize.sizes import LEVELS, CannotSynthesize

FLAGS = ("english_learner", "disability", "low_income", "foster")
EVERYONE = "all"


@dataclass(frozen=True, kw_only=True)
class GivenYear:
    """One school in one school year.

    `present`: for each day of school the percent of enrolled students who are there (0 to 100).
    `students`: how many there are of each race; `flagged`: how many of each of `FLAGS` (0 where it is not named).
    `chronic`: how many of a group are absent on a tenth of the days or more; groups are "all", a race, several
    races joined by "+", or one of `FLAGS`. Nothing is stated about groups that are not named.
    """

    present: Mapping[date, float]
    students: Mapping[str, int]
    flagged: Mapping[str, int]
    chronic: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[date, str] = field(default_factory=dict)
    ends: date | None = None

    @property
    def total(self) -> int:
        return sum(self.students.values())


@dataclass(frozen=True, kw_only=True)
class GivenSchool:
    """One school. `id` is a whole number as text: Ed-Fi has no other. `grades` are places in `GRADES`."""

    id: str
    name: str
    level: str
    grades: range
    years: Mapping[int, GivenYear]


@dataclass(frozen=True, kw_only=True)
class GivenDistrict:
    id: str
    name: str
    schools: tuple[GivenSchool, ...]


@dataclass(frozen=True, kw_only=True)
class GivenNetwork:
    """Districts with schools. In `gap_district` English learners' odds of absence are multiplied, as a planted effect."""

    id: str
    name: str
    districts: tuple[GivenDistrict, ...]
    gap_district: str = ""
    seed: int = 1

    @property
    def schools(self) -> list[GivenSchool]:
        return [school for district in self.districts for school in district.schools]

    @property
    def school_years(self) -> list[int]:
        return sorted({year for school in self.schools for year in school.years})

    def check(self) -> None:
        """Raise `CannotSynthesize` with what is wrong, and where."""
        ids = [self.id, *(each.id for each in self.districts), *(each.id for each in self.schools)]
        if len(set(ids)) < len(ids) or not all(each.isdecimal() for each in ids):
            raise CannotSynthesize("Each place needs an id of its own, a whole number as text.")
        for school in self.schools:
            _check_school(school)


def races_of(group: str) -> tuple[str, ...]:
    """The races that a group of `chronic` names; none for other groups."""
    found = tuple(group.split("+"))
    return found if all(race in RACES for race in found) else ()


def _check_school(school: GivenSchool) -> None:
    if school.level not in LEVELS or not school.grades or school.grades[-1] >= len(GRADES):
        raise CannotSynthesize(f"{school.name}: the level is one of {', '.join(LEVELS)}, grades are 0 to 12.")
    before: GivenYear | None = None
    for number, year in sorted(school.years.items()):
        where = f"{school.name}, {number}"
        _check_year(where, year)
        if before and any(year.students.get(race, 0) < before.students.get(race, 0) for race in RACES):
            raise CannotSynthesize(f"{where}: a group cannot become smaller from year to year.")
        before = year


def _check_year(where: str, year: GivenYear) -> None:
    if unknown := (set(year.students) - set(RACES)) | (set(year.flagged) - set(FLAGS)):
        raise CannotSynthesize(f"{where}: {', '.join(sorted(unknown))} is no group here.")
    if len(year.present) < 2 or not all(0 <= share <= 100 for share in year.present.values()):
        raise CannotSynthesize(f"{where}: give the percent present, 0 to 100, of two days or more.")
    for group, count in year.chronic.items():
        most = _size_of(year, group)
        if most is None or not 0 <= count <= most:
            raise CannotSynthesize(
                f"{where}: {count} chronically absent of {group} cannot be ({most} students)."
            )


def _size_of(year: GivenYear, group: str) -> int | None:
    if group == EVERYONE:
        return year.total
    if races := races_of(group):
        return sum(year.students.get(race, 0) for race in races)
    return year.flagged.get(group, 0) if group in FLAGS else None
