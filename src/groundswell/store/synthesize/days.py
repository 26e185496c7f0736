"""A school's attendance, student by day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.store.synthesize.arrays import Flags, Numbers, Whole

Marks = NDArray[np.uint8]

CATEGORIES = ("present", "excused", "unexcused", "tardy", "partial", "out_of_school_suspension")
ATTENDED = np.array([1.0, 0.0, 0.0, 1.0, 0.5, 0.0])
PRESENT, EXCUSED, UNEXCUSED, TARDY, PARTIAL, SUSPENDED = range(len(CATEGORIES))
NOTHING = 255  # not enrolled that day, or the school sent nothing
EXCUSED_SHARE, TARDY_SHARE, PARTIAL_SHARE = 0.55, 0.03, 0.002  # assumed


@dataclass(frozen=True, eq=False)
class Stays:
    """The students at a school: their odds of absence by weekday (n x 5), first and last days."""

    odds: Numbers
    first: Whole
    last: Whole


def draw(stays: Stays, day_odds: Numbers, weekdays: Whole, random: np.random.RandomState) -> Marks:
    """A mark for each student (row) and day (column)."""
    odds = stays.odds[:, weekdays] * day_odds
    chance = odds / (1 + odds)
    drawn = random.random_sample(odds.shape)
    marks = np.zeros(odds.shape, dtype=np.uint8)
    marks[drawn < chance] = UNEXCUSED
    marks[drawn < chance * EXCUSED_SHARE] = EXCUSED
    marks[drawn > 1 - TARDY_SHARE * (1 - chance)] = TARDY
    marks[drawn > 1 - PARTIAL_SHARE * (1 - chance)] = PARTIAL
    marks[~enrolled(stays, len(day_odds))] = NOTHING
    return marks


def enrolled(stays: Stays, days: int) -> Flags:
    day = np.arange(days)
    return np.asarray((day >= stays.first[:, None]) & (day <= stays.last[:, None]))
