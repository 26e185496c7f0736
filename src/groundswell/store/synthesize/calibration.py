"""The numbers that the network is like, from `calibration.yaml` beside this file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from groundswell.store.synthesize.arrays import Numbers, logit

RACES = (
    "hispanic_latino",
    "black_african_american",
    "asian",
    "white",
    "two_or_more",
    "american_indian_alaska_native",
    "native_hawaiian_pacific_islander",
)
GRADES = ("KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")
SUBJECTS = ("reading", "mathematics")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
TESTED = range(3, 11)  # grades with scores in the source


@dataclass(frozen=True)
class Calibration:
    """The measured numbers; see the head of the file for sources."""

    attendance: dict[str, Any]
    places: dict[str, Any]
    groups: dict[str, Any]
    together: dict[str, dict[str, float]]
    scores: dict[str, dict[str, Any]]

    @property
    def attended_by_weekday(self) -> Numbers:
        """Shares, Monday to Friday, of an ordinary day."""
        return np.array([self.attendance["percent_attended"][day] for day in WEEKDAYS]) / 100

    def together_by_race(self, flag: str) -> Numbers:
        """For each race, the share of students with the flag."""
        return np.array([self.together[race][flag] for race in RACES]) / 100

    def absence_by_race(self) -> Numbers:
        return np.array([self.groups["absence_logit"][f"race {race}"] for race in RACES])

    def absence_by_grade(self) -> Numbers:
        return np.array([self.groups["absence_logit_by_grade"][grade] for grade in GRADES])

    def suspended(self) -> Numbers:
        """Shares by race and grade: the shares by race, times how a grade compares with all grades."""
        race = np.array([self.groups["percent_suspended_by_race"][name] for name in RACES]) / 100
        grade = np.array([self.groups["percent_suspended_by_grade"][name] for name in GRADES])
        return np.outer(race, grade / grade.mean())

    def score_by_race(self, subject: str) -> Numbers:
        effect = self.scores[subject]["effect"]
        return np.array([effect.get(f"race {race}", 0.0) for race in RACES])

    @property
    def mobile(self) -> float:
        """Share of students who come, leave or change school during a year."""
        return float(1 - self.places["percent_staying_through_the_year"] / 100)


@cache
def calibration() -> Calibration:
    file = Path(__file__).with_name("calibration.yaml")
    return Calibration(**yaml.safe_load(file.read_text(encoding="utf-8")))


def shifted(likelihood: Numbers, target: float) -> Numbers:
    """Probabilities moved together on the logit scale, so that their mean is `target` (0 to 1)."""
    low, high = -12.0, 12.0
    start = logit(np.clip(likelihood, 1e-4, 1 - 1e-4))
    for _ in range(40):
        middle = (low + high) / 2
        if float(np.mean(1 / (1 + np.exp(-start - middle)))) < target:
            low = middle
        else:
            high = middle
    return np.asarray(1 / (1 + np.exp(-start - (low + high) / 2)))
