"""Absence and suspension by group in Connecticut, carried over to a model of one student's absence."""

import csv
import io
import zipfile
from pathlib import Path
from statistics import NormalDist
from typing import Any

SOURCE = "ct_edsight/ct_edsight_raw_csv.zip"
PERSON_SD = 1.0  # assumed: no public file tells how students of one group and school differ
RACES = {
    "American Indian or Alaska Native": "american_indian_alaska_native",
    "Asian": "asian",
    "Black or African American": "black_african_american",
    "Hispanic/Latino of any race": "hispanic_latino",
    "Native Hawaiian or Other Pacific Islander": "native_hawaiian_pacific_islander",
    "Two or More Races": "two_or_more",
    "White": "white",
}
Cell = tuple[str, bool, bool, bool]  # race, low income, English learner, disability
Joint = dict[Cell, float]


def measured(data: Path, joint: Joint) -> dict[str, Any]:
    """The `groups` part: published percents, and the effects on the logit of absence that give them together."""
    absence = _tables(data, "chronic-absenteeism-by-", "2016-17")
    by_race = {RACES[name]: value for name, value in absence["race-ethnicity"].items()}
    lunch = absence["meal-eligibility"]
    targets: dict[str, float] = {
        **{f"race {name}": value for name, value in by_race.items()},
        "low income": (2 * lunch["Eligible For Free Lunch"] + lunch["Eligible For Reduced Lunch"]) / 3,
        "english learner": absence["ELL"]["ELL"],
        "disability": absence["special-education-status"]["Special Education"],
    }
    grades = {_grade(name): value for name, value in absence["grade"].items()}
    effects = _effects(joint, {name: value / 100 for name, value in targets.items()})
    middle = sum(grades.values()) / len(grades)
    return {
        "percent_chronic_by_race": by_race,
        "percent_chronic_by_grade": grades,
        "percent_suspended_by_race": _suspended_by_race(data),
        "percent_suspended_by_grade": _suspended_by_grade(data),
        "absence_person_sd": PERSON_SD,
        "absence_logit": {
            name: round(value - effects["race white"] * name.startswith("race"), 3)
            for name, value in effects.items()
        },
        "absence_logit_by_grade": {
            grade: round(PERSON_SD * (_normal(value / 100) - _normal(middle / 100)), 3)
            for grade, value in grades.items()
        },
    }


def with_every_race(joint: Joint) -> Joint:
    """A race that the student-level file does not tell apart is taken to be like all students together."""
    missing = set(RACES.values()) - {cell[0] for cell in joint}
    pooled: dict[tuple[bool, bool, bool], float] = {}
    for cell, n in joint.items():
        pooled[cell[1:]] = pooled.get(cell[1:], 0) + n
    return joint | {(race, *flags): n / 100 for race in sorted(missing) for flags, n in pooled.items()}


def _effects(joint: Joint, targets: dict[str, float]) -> dict[str, float]:
    """Shifts of a logit-normal absence rate such that P(rate >= 10%) by group is as published.

    Each step moves a group's shift by the difference of normal quantiles, until the groups agree together.
    """
    start = -2.9
    effects = dict.fromkeys(targets, 0.0)
    for _ in range(400):
        for name, target in targets.items():
            now = _chronic(joint, effects, start, name)
            effects[name] += 0.5 * PERSON_SD * (_normal(target) - _normal(now))
    return effects


def _chronic(joint: Joint, effects: dict[str, float], start: float, name: str) -> float:
    line = -2.1972246  # the logit of 10%
    inside = [(cell, n) for cell, n in joint.items() if name in members(cell)]
    above = sum(
        n * NormalDist().cdf((start + sum(effects[each] for each in members(cell)) - line) / PERSON_SD)
        for cell, n in inside
    )
    return above / sum(n for _, n in inside)


def members(cell: Cell) -> list[str]:
    race, low_income, english_learner, disability = cell
    flags = {"low income": low_income, "english learner": english_learner, "disability": disability}
    return [f"race {race}", *(name for name, holds in flags.items() if holds)]


def _tables(data: Path, beginning: str, year: str) -> dict[str, dict[str, float]]:
    """Breakdown -> group -> percent, from the tables of the whole state."""
    found: dict[str, dict[str, float]] = {}
    with zipfile.ZipFile(data / SOURCE) as package:
        for name in package.namelist():
            if name.startswith(beginning) and year in name and name.endswith("_ct.csv"):
                text = package.read(name).decode("utf-8-sig")
                rows = [
                    row
                    for row in csv.reader(io.StringIO(text))
                    if len(row) > 1 and row[0].startswith("State")
                ]
                found[name.split("/")[0].removeprefix(beginning)] = {row[1]: float(row[-1]) for row in rows}
    return found


def _suspended_by_race(data: Path) -> dict[str, float]:
    return {RACES[row[2]]: float(row[4]) for row in _suspensions(data, "suspension-rate-by-race")}


def _suspended_by_grade(data: Path) -> dict[str, float]:
    return {
        row[2].replace("K", "KG"): float(row[4]) for row in _suspensions(data, "suspension-rates-by-grade")
    }


def _suspensions(data: Path, folder: str) -> list[list[str]]:
    with zipfile.ZipFile(data / SOURCE) as package:
        name = next(n for n in package.namelist() if n.startswith(folder) and "2017-18" in n and "_ct" in n)
        rows = csv.reader(io.StringIO(package.read(name).decode("utf-8-sig")))
        return [row for row in rows if row and row[0] == "State" and row[2] != "P"]


def _grade(name: str) -> str:
    return "KG" if name == "Kindergarten" else name.rsplit(maxsplit=1)[-1].zfill(2)


def _normal(share: float) -> float:
    return NormalDist().inv_cdf(share)
