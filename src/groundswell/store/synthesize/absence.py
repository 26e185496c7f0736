"""How likely each student of a district is absent on an ordinary day."""

from dataclasses import dataclass

import numpy as np

from groundswell.store.synthesize.arrays import Numbers
from groundswell.store.synthesize.calendars import Calendar, weekday_logits
from groundswell.store.synthesize.calibration import Calibration
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.planting import Plants
from groundswell.store.synthesize.population import Population


@dataclass(frozen=True, eq=False)
class Level:
    """What gives a district the calibrated means.

    A start for each weekday on the logit scale, and what the odds of every student are multiplied by on days of
    snow and on the last days of the year.
    """

    by_weekday: Numbers
    snow: float
    last: float

    def day_odds(self, calendar: Calendar) -> Numbers:
        """A multiplier of the odds of absence for each day of school."""
        odds = np.where(calendar.snowed, self.snow, 1.0) * np.where(calendar.last, self.last, 1.0)
        return np.asarray(odds * calendar.luck)


def standing(district: District, students: Population, like: Calibration) -> Numbers:
    """The student's own part of the logit of absence: groups, grade, school and person."""
    effect = like.groups["absence_logit"]
    school = np.array([each.absence_shift for each in district.schools])
    return np.asarray(
        like.absence_by_race()[students.race]
        + like.absence_by_grade()[students.grade]
        + effect["low income"] * students.low_income
        + effect["english learner"] * students.english_learner
        + effect["disability"] * students.disability
        + school[students.school]
        + like.groups["absence_person_sd"] * students.absence
    )


def find_level(own: Numbers, like: Calibration) -> Level:
    """Solve for the starts at which the mean chance of absence is the calibrated one."""
    days = weekday_logits(like)
    usual = float(days.mean())
    start = _start(own, usual)
    snow, last = (
        float(np.exp(_start(own, usual + np.log(like.attendance[name])) - start))
        for name in ("snow_day_odds", "last_days_odds")
    )
    return Level(np.array([_start(own, day) for day in days]), snow, last)


def _start(own: Numbers, mean_logit: float) -> float:
    target, low, high = 1 / (1 + np.exp(-mean_logit)), -12.0, 6.0
    for _ in range(40):
        middle = (low + high) / 2
        if float(np.mean(1 / (1 + np.exp(-own - middle)))) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def planted(own: Numbers, district: District, students: Population, plants: Plants) -> Numbers:
    """With the planted gap, where there is one."""
    if plants.gap.district != district.id:
        return own
    return np.asarray(own + np.log(plants.gap.odds) * students.english_learner)
