"""The series W and D of the example, and a plain second computation that the engine is held against.

W: median of the reported day percents of a Monday-Friday week; weeks with fewer than 3 reported days are left
out, weeks from June 7 on are not judged. D: the same on (school minus median of the other schools at its
level) per day.
"""

import datetime as dt
import itertools
import math
import statistics
from collections.abc import Mapping
from functools import lru_cache

from tests.example.shipped import days_by_school, level_of

Series = dict[dt.date, float]
RANGE_FACTOR = 2.66
SCREEN_FACTOR = 3.27


def school_year(day: dt.date) -> int:
    """The year in which it ends."""
    return day.year + (day.month >= 8)


def is_judged(monday: dt.date) -> bool:
    return not (dt.date(monday.year, 6, 7) <= monday < dt.date(monday.year, 8, 1))


def weeks(days: Mapping[dt.date, float | None]) -> Series:
    by_week: dict[dt.date, list[float]] = {}
    for day, percent in sorted(days.items()):
        if percent is not None:
            by_week.setdefault(day - dt.timedelta(day.weekday()), []).append(percent)
    found = {monday: statistics.median(values) for monday, values in by_week.items() if len(values) >= 3}
    return {monday: round(value, 6) for monday, value in found.items() if is_judged(monday)}


@lru_cache
def w(school: str) -> Series:
    return weeks(days_by_school()[school])


@lru_cache
def d(school: str) -> Series:
    return weeks(against_peers(school))


def against_peers(school: str) -> dict[dt.date, float | None]:
    everyone, levels = days_by_school(), level_of()
    peers = [other for other in everyone if other != school and levels[other] == levels[school]]
    found: dict[dt.date, float | None] = {}
    for day, percent in everyone[school].items():
        others = [value for peer in peers if (value := everyone[peer][day]) is not None]
        if percent is not None and others:
            found[day] = round(percent - statistics.median(others), 6)
    return found


def limits(base: list[float]) -> tuple[float, float, float]:
    """Mean, lower and upper limit: mean -/+ 2.66 x mean moving range, large ranges screened once."""
    ranges = [abs(after - before) for before, after in itertools.pairwise(base)]
    kept = [size for size in ranges if size <= SCREEN_FACTOR * statistics.fmean(ranges)]
    center, reach = statistics.fmean(base), RANGE_FACTOR * statistics.fmean(kept)
    return center, center - reach, center + reach


def runs(values: list[float]) -> tuple[int, int, bool]:
    """Longest run, crossings and signal about the median (Anhoej)."""
    median = statistics.median(values)
    sides = [value > median for value in values if value != median]
    longest = max(len(list(group)) for _, group in itertools.groupby(sides))
    crossings = sum(before != after for before, after in itertools.pairwise(sides))
    signal = longest > round(math.log2(len(sides)) + 3) or crossings < fewest_crossings(len(sides))
    return longest, crossings, signal


def fewest_crossings(useful: int) -> int:
    trials, reached = useful - 1, 0.0
    for count in range(useful):
        reached += math.comb(trials, count) / 2**trials
        if reached >= 0.05:
            return count
    raise AssertionError("the probabilities add up to 1")
