"""School calendars: 180 days from August to June with holidays, snow days, and days closed for snow."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Numbers, Whole, logit
from groundswell.store.synthesize.calibration import Calibration
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.streams import stream

DAYS, LAST_DAYS, SNOW_DAYS = 180, 3, 2
HALF = 85  # the first semester's days


@dataclass(frozen=True, eq=False)
class Calendar:
    """A school year of a district or school. `luck` multiplies the odds of absence on each day of school.

    `half` is the first semester's number of days, `ends` the year's last day where `days` stop before it.
    """

    year: int
    days: tuple[date, ...]
    off: dict[date, str]
    snow: tuple[date, ...]
    closed: tuple[date, ...]
    weekdays: Whole
    luck: Numbers
    half: int = HALF
    ends: date | None = None

    @property
    def title(self) -> str:
        return year_title(self.year)

    @property
    def snowed(self) -> Flags:
        """For each day of school, whether it snowed."""
        return np.array([day in self.snow for day in self.days])

    @property
    def last(self) -> Flags:
        """For each day of school, whether it is one of the last."""
        return np.arange(len(self.days)) >= len(self.days) - LAST_DAYS

    @property
    def terms(self) -> tuple[tuple[str, date, date, int], ...]:
        """(name, first day, last day, days of school) of each semester."""
        first, second = self.days[: self.half], self.days[self.half :]
        return (
            ("Fall Semester", first[0], first[-1], self.half),
            ("Spring Semester", second[0], self.ends or second[-1], len(second)),
        )


def year_title(year: int) -> str:
    return f"{year - 1}-{year % 100:02d}"


def build_calendar(seed: int, district: District, year: int, like: Calibration) -> Calendar:
    """Snow falls on the whole network alike; when school begins and has its spring break is the district's."""
    snow, closed = _weather(seed, year)
    off = _holidays(year, district.number % 2) | dict.fromkeys(closed, "Closed for snow")
    start = _weekday_from(date(year - 1, 8, 11 + 7 * (district.number % 2)), 0)
    days: list[date] = []
    day = start
    while len(days) < DAYS:
        if day.weekday() < 5 and day not in off:
            days.append(day)
        day += timedelta(days=1)
    found = tuple(days)
    weekdays = np.array([day.weekday() for day in found])
    within = {day: name for day, name in off.items() if found[0] <= day <= found[-1]}
    snowed = tuple(day for day in snow if day in set(found))
    return Calendar(year, found, within, snowed, closed, weekdays, _luck(seed, year, found, like))


def _weather(seed: int, year: int) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Days of snow on which school is open, and the day on which it is not."""
    random = stream(seed, "weather", year)
    candidates = [date(year, 1, 8) + timedelta(days=days) for days in range(42)]
    open_days = [day for day in candidates if day.weekday() < 5 and day not in _holidays(year, 0)]
    chosen = random.permutation(len(open_days))[: SNOW_DAYS + 1]
    days = [open_days[index] for index in chosen]
    return tuple(sorted(days[:SNOW_DAYS])), (days[SNOW_DAYS],)


def _luck(seed: int, year: int, days: tuple[date, ...], like: Calibration) -> Numbers:
    """Each date has its own luck, the same in all districts."""
    spread = like.attendance["day_sd"]
    luck = stream(seed, "weather", year, 1).normal(-(spread**2) / 2, spread, 366)
    return np.exp([luck[(day - date(year - 1, 8, 1)).days] for day in days])


def weekday_logits(like: Calibration) -> Numbers:
    """The logit of absence on an ordinary Monday to Friday."""
    return np.asarray(logit(1 - like.attended_by_weekday))


def _holidays(year: int, late: int) -> dict[date, str]:
    fall, thanks = year - 1, _nth(year - 1, 11, 3, 4)
    spring = _weekday_from(date(year, 3, 27 + 3 * late), 0)
    off = {
        _nth(fall, 9, 0, 1): "Labor Day",
        date(fall, 11, 11): "Veterans Day",
        **dict.fromkeys([thanks + timedelta(days=shift) for shift in (-1, 0, 1)], "Thanksgiving break"),
        _nth(year, 1, 0, 3): "Martin Luther King Jr. Day",
        _nth(year, 2, 0, 3): "Presidents' Day",
        _weekday_from(date(year, 5, 25), 0): "Memorial Day",
    }
    off |= dict.fromkeys([date(fall, 12, 22) + timedelta(days=n) for n in range(13)], "Winter break")
    return off | dict.fromkeys([spring + timedelta(days=n) for n in range(5)], "Spring break")


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    return _weekday_from(date(year, month, 1), weekday) + timedelta(weeks=number - 1)


def _weekday_from(day: date, weekday: int) -> date:
    """The first such weekday on or after the day (Monday is 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
