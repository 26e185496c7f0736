"""What is planted where, decided before anything is made, so that analyses can be held to it."""

from dataclasses import dataclass
from datetime import date

from groundswell.store.synthesize.calendars import Calendar
from groundswell.store.synthesize.calibration import RACES
from groundswell.store.synthesize.network import District, School

CHANGE_ODDS = 0.5
GAP_ODDS, GAP_SCORE = 1.8, -0.3
OVER_IDENTIFIED_TIMES = 2.5
LATE_DAYS = 15


@dataclass(frozen=True)
class Change:
    """From the date on, the odds of absence at the school are multiplied."""

    school: str
    date: date
    odds: float = CHANGE_ODDS


@dataclass(frozen=True)
class Gap:
    """English learners of the district: odds of absence multiplied, scores moved by standard deviations."""

    district: str
    odds: float = GAP_ODDS
    score: float = GAP_SCORE


@dataclass(frozen=True)
class LateSubmitter:
    """The school's last days of attendance are not in the yearly file; they came later, in a file of their own."""

    school: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class OverIdentified:
    """Students of one race in the district are found to have a disability more often than calibrated."""

    district: str
    race: int
    times: float = OVER_IDENTIFIED_TIMES

    @property
    def race_name(self) -> str:
        return RACES[self.race]


@dataclass(frozen=True)
class Plants:
    """One of each kind."""

    change: Change
    gap: Gap
    late: LateSubmitter
    over_identified: OverIdentified


def decide(districts: tuple[District, ...], change_year: Calendar, late_year: Calendar) -> Plants:
    """Districts and schools by their place in the network.

    `change_year` is a calendar of the first district, `late_year` one of the last. The change is in February.
    """
    absent = _often_absent(districts[0])
    other = districts[min(1, len(districts) - 1)]
    third = districts[min(2, len(districts) - 1)]
    late = _heaviest(districts[-1], "middle")
    change_day = next(day for day in change_year.days if day >= date(change_year.year, 2, 1))
    return Plants(
        change=Change(absent.id, change_day),
        gap=Gap(other.id),
        late=LateSubmitter(late.id, late_year.days[-LATE_DAYS:]),
        over_identified=OverIdentified(third.id, RACES.index("black_african_american")),
    )


def _often_absent(district: District) -> School:
    """Of the larger half of the elementary schools, one from which students are absent often, not most."""
    schools = sorted(district.at("elementary"), key=lambda school: -school.weight)
    larger = sorted(schools[: -(-len(schools) // 2)], key=lambda school: school.absence_shift)
    return larger[int(0.85 * (len(larger) - 1))]


def _heaviest(district: District, level: str) -> School:
    return max(district.at(level), key=lambda school: school.weight)
