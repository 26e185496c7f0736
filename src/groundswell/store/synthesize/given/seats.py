"""The students of a school from year to year. A seat keeps its groups, whoever sits in it, so that counts stay as given."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Whole
from groundswell.store.synthesize.calibration import RACES, SUBJECTS, Calibration
from groundswell.store.synthesize.given.described import FLAGS, GivenSchool, GivenYear
from groundswell.store.synthesize.names import FAMILY, GIVEN
from groundswell.store.synthesize.population import HOMELESS, Population

SUMMER_MOVES = 0.06  # assumed: share of seats whose student moves away over the summer, before the last grade


@dataclass(eq=False)
class Numbers:
    """Numbers for the students of one district."""

    next: int = 1

    def take(self, count: int) -> Whole:
        self.next += count
        return np.arange(self.next - count, self.next)


@dataclass(eq=False)
class Seats:
    """One school's students in one year; the order never changes, and new seats come last."""

    school: GivenSchool
    place: int
    numbers: Numbers
    like: Calibration
    random: np.random.RandomState
    students: Population

    def turn_to(self, year: GivenYear) -> None:
        """Those of the last grade go, the others move up, and a few seats have somebody new. Seats may be added."""
        leaves = (self.students.grade >= self.school.grades[-1]) | (
            self.random.random_sample(len(self.students)) < SUMMER_MOVES
        )
        last_grade = self.students.grade >= self.school.grades[-1]
        self.students.grade = np.where(last_grade, self.school.grades[0], self.students.grade + 1)
        self.students = self.with_others(leaves)
        self.students = self.students.and_also(self._more(year))

    def with_others(self, which: Flags) -> Population:
        """The same seats, with somebody else in those that are named."""
        count = int(which.sum())
        fresh = _people(self.numbers.take(count), self.random)
        found = {each.name: getattr(self.students, each.name).copy() for each in fields(Population)}
        for name, values in fresh.items():
            found[name][which] = values
        return Population(**found)

    def _more(self, year: GivenYear) -> Population:
        return fill(self.school, self.place, year, self.numbers, self.like, self.random, before=self.students)


def begin(
    school: GivenSchool, place: int, numbers: Numbers, like: Calibration, random: np.random.RandomState
) -> Seats:
    """The school in its first year."""
    first = school.years[min(school.years)]
    students = fill(school, place, first, numbers, like, random, before=None)
    return Seats(school, place, numbers, like, random, students)


def fill(
    school: GivenSchool, place: int, year: GivenYear, numbers: Numbers, like: Calibration,
    random: np.random.RandomState, *, before: Population | None,
) -> Population:  # fmt: skip
    """Students for the seats that the year has more than `before`, with the groups that are still missing."""
    held = [int((before.race == number).sum()) if before else 0 for number in range(len(RACES))]
    wanted = [year.students.get(race, 0) - held[number] for number, race in enumerate(RACES)]
    race = random.permutation(np.repeat(np.arange(len(RACES)), wanted))
    count = len(race)
    flags: dict[str, Any] = {name: _flagged(name, year, race, like, random, before) for name in FLAGS}
    return Population(
        race=race,
        grade=random.permutation(np.arange(count) % len(school.grades)) + school.grades[0],
        school=np.full(count, place),
        homeless=flags["low_income"] & (random.random_sample(count) < HOMELESS),
        **flags,
        **_people(numbers.take(count), random),
    )


def _flagged(
    name: str, year: GivenYear, race: Whole, like: Calibration, random: np.random.RandomState,
    before: Population | None,
) -> Flags:  # fmt: skip
    """As many as are missing, more often where students of the race are more often in the group."""
    missing = year.flagged.get(name, 0) - (int(getattr(before, name).sum()) if before else 0)
    found = np.zeros(len(race), dtype=bool)
    likely = np.ones(len(race)) if name == "foster" else like.together_by_race(name)[race] + 1e-3
    if missing > 0 and len(race):
        chosen = random.choice(len(race), min(missing, len(race)), replace=False, p=likely / likely.sum())
        found[chosen] = True
    return found


def _people(numbers: Whole, random: np.random.RandomState) -> dict[str, Any]:
    """What is a student's own, whatever seat they have."""
    count = len(numbers)
    return {
        "number": numbers,
        "given": random.randint(0, len(GIVEN), count),
        "family": random.randint(0, len(FAMILY), count),
        "female": random.random_sample(count) < 0.488,
        "absence": random.standard_normal(count),
        "ability": random.standard_normal((count, len(SUBJECTS))),
        "birthday": random.randint(0, 365, count),
    }
