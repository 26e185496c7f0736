"""Who is where from which day to which day of a school year."""

from dataclasses import dataclass

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Whole
from groundswell.store.synthesize.calendars import DAYS
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.population import LEVEL_OF_GRADE, Population
from groundswell.store.synthesize.sizes import LEVELS

EARLIEST, LATEST = 20, 160  # no change of school in the first and last weeks


@dataclass(frozen=True, eq=False)
class Spells:
    """One row per stay of a student at a school, ordered by school and student. Days are places in the calendar."""

    student: Whole
    school: Whole
    first: Whole
    last: Whole
    turn: Whole
    borders: Whole

    def at(self, place: int) -> slice:
        return slice(int(self.borders[place]), int(self.borders[place + 1]))


def year_of_spells(
    district: District, students: Population, mobile: float, random: np.random.RandomState
) -> tuple[Spells, Flags]:
    """The stays, and who is gone at the end. Each third of the mobile leaves, comes late, or changes school."""
    count = len(students)
    drawn = random.random_sample(count)
    day = random.randint(EARLIEST, LATEST, count)
    to = _other_school(district, students, random)
    leaves = drawn < mobile / 3
    comes = (drawn >= mobile / 3) & (drawn < 2 * mobile / 3)
    moves = (drawn >= 2 * mobile / 3) & (drawn < mobile) & (to != students.school)
    everyone, movers = np.arange(count), np.flatnonzero(moves)
    student = np.concatenate([everyone, movers])
    school = np.concatenate([students.school, to[movers]])
    first = np.concatenate([np.where(comes, day, 0), day[movers]])
    last = np.concatenate([np.where(leaves | moves, day - 1, DAYS - 1), np.full(len(movers), DAYS - 1)])
    turn = np.concatenate([np.ones(count, dtype=np.int64), np.full(len(movers), 2)])
    students.school = np.where(moves, to, students.school)
    order = np.lexsort((student, school))
    borders = np.searchsorted(school[order], np.arange(len(district.schools) + 1))
    return Spells(student[order], school[order], first[order], last[order], turn[order], borders), leaves


def _other_school(district: District, students: Population, random: np.random.RandomState) -> Whole:
    """For each student the next school of the same level, or one further on; the same when there is no other."""
    steps = random.randint(1, 4, len(students))
    found = students.school.copy()
    for number, level in enumerate(LEVELS):
        places = np.array([school.place for school in district.at(level)])
        here = LEVEL_OF_GRADE[students.grade] == number
        position = np.searchsorted(places, students.school[here])
        found[here] = places[(position + steps[here]) % len(places)]
    return found
