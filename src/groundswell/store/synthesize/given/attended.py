"""One school's students and their days in one year, as the given numbers say."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from groundswell.store.synthesize.absence import planted, standing
from groundswell.store.synthesize.arrays import Flags, Numbers, Whole
from groundswell.store.synthesize.calendars import Calendar
from groundswell.store.synthesize.calibration import Calibration
from groundswell.store.synthesize.days import (
    EXCUSED,
    EXCUSED_SHARE,
    NOTHING,
    PRESENT,
    SUSPENDED,
    UNEXCUSED,
    Marks,
    Stays,
    enrolled,
)
from groundswell.store.synthesize.discipline import BEHAVIORS, Suspensions
from groundswell.store.synthesize.given.chronic import choose
from groundswell.store.synthesize.given.described import GivenSchool, GivenYear
from groundswell.store.synthesize.given.quotas import bounds, days_absent
from groundswell.store.synthesize.given.seats import Seats
from groundswell.store.synthesize.given.spread import hold_to_line, spread
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.planting import Plants
from groundswell.store.synthesize.population import Population

MOVE_IN_YEAR = 0.03  # assumed: share of seats whose student leaves within the year, and somebody else comes
EARLIEST = 25  # days of school before and after a change
LUCK = 0.6  # assumed: what a year adds to the logit of who is absent often, as a standard deviation
UNLIKE = (
    2.5  # assumed: the same for students, so that attendance of 87 goes with three in ten chronically absent
)


@dataclass(eq=False)
class Attended:
    """A school year of a school. `students`, `first`, `last` and `marks` have one row per stay."""

    school: GivenSchool
    year: GivenYear
    calendar: Calendar
    students: Population
    first: Whole
    last: Whole
    marks: Marks
    suspensions: Suspensions


def calendar_of(year: int, given: GivenYear) -> Calendar:
    """The days that have numbers are the days of school; the semester changes on February 1."""
    days = tuple(sorted(given.present))
    spring = date(year, 2, 1)
    half = min(max(sum(day < spring for day in days), 1), len(days) - 1)
    weekdays = np.array([day.weekday() for day in days])
    off = {day: name for day, name in given.closed.items() if days[0] <= day <= days[-1]}
    return Calendar(year, days, off, (), (), weekdays, np.ones(len(days)), half, given.ends)


def attend(
    seats: Seats, number: int, district: District, plants: Plants, random: np.random.RandomState
) -> Attended:
    """Draw the school's year. The seats hold who is there at its end."""
    given = seats.school.years[number]
    calendar = calendar_of(number, given)
    students, first, last = _stays(seats, given, len(calendar.days), random)
    own = planted(standing(district, students, seats.like), district, students, plants)
    own = own + (UNLIKE - seats.like.groups["absence_person_sd"]) * students.absence
    own = own + LUCK * random.standard_normal(len(own))
    stays = Stays(np.zeros((0, 0)), first, last)
    absent = _absent(seats, given, calendar, students, own, stays, random)
    suspensions = _suspended(seats.like, students, absent, random)
    marks = _marked(absent, stays, suspensions, random)
    return Attended(seats.school, given, calendar, students, first, last, marks, suspensions)


def _stays(
    seats: Seats, given: GivenYear, days: int, random: np.random.RandomState
) -> tuple[Population, Whole, Whole]:
    """Where a count is stated nobody comes or goes, so that the count is of the students stated."""
    before, count = seats.students, len(seats.students)
    moves = np.zeros(count, dtype=bool)
    if not given.chronic and days > 3 * EARLIEST:
        moves = random.random_sample(count) < MOVE_IN_YEAR
    day = random.randint(EARLIEST, max(days - EARLIEST, EARLIEST + 1), count)
    seats.students = seats.with_others(moves)
    first = np.concatenate([np.zeros(count, dtype=np.int64), day[moves]])
    last = np.concatenate([np.where(moves, day - 1, days - 1), np.full(int(moves.sum()), days - 1)])
    return before.and_also(seats.students.chosen(moves)), first, last


def _absent(
    seats: Seats, given: GivenYear, calendar: Calendar, students: Population, own: Numbers, stays: Stays,
    random: np.random.RandomState,
) -> Flags:  # fmt: skip
    there = enrolled(stays, len(calendar.days))
    present = np.array([given.present[day] for day in calendar.days])
    per_day = np.rint(there.sum(axis=0) * (1 - present / 100)).astype(np.int64)
    days = there.sum(axis=1)
    chronic = None
    if given.chronic:
        chronic = choose(students, own, given.chronic, f"{seats.school.name}, {calendar.title}")
    quota = days_absent(own, days, int(per_day.sum()), bounds(days, chronic))
    absent = spread(quota, stays, per_day, random)
    if chronic is not None:
        hold_to_line(absent, chronic, days)
    return absent


def _suspended(
    like: Calibration, students: Population, absent: Flags, random: np.random.RandomState
) -> Suspensions:
    """Single days of suspension, among the days that a student is absent anyway."""
    chance = like.suspended()[students.race, students.grade]
    struck = np.flatnonzero((random.random_sample(len(students)) < chance) & absent.any(axis=1))
    day = np.array([random.choice(np.flatnonzero(absent[row])) for row in struck], dtype=np.int64)
    ones = np.ones(len(struck), dtype=np.int64)
    return Suspensions(struck, day, ones, random.randint(0, len(BEHAVIORS), len(struck)))


def _marked(absent: Flags, stays: Stays, suspensions: Suspensions, random: np.random.RandomState) -> Marks:
    excused = random.random_sample(absent.shape) < EXCUSED_SHARE
    marks = np.where(absent, np.where(excused, EXCUSED, UNEXCUSED), PRESENT).astype(np.uint8)
    marks[suspensions.row, suspensions.day] = SUSPENDED
    marks[~enrolled(stays, absent.shape[1])] = NOTHING
    return marks
