"""The students of one district as arrays, from year to year."""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Numbers, Whole
from groundswell.store.synthesize.calibration import RACES, SUBJECTS, Calibration, shifted
from groundswell.store.synthesize.names import FAMILY, GIVEN
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.planting import OVER_IDENTIFIED_TIMES, Plants
from groundswell.store.synthesize.sizes import LEVELS

HOMELESS = 0.03  # assumed
LEVEL_OF_GRADE = np.array([0] * 6 + [1] * 3 + [2] * 4)  # KG to 5, 6 to 8, 9 to 12


@dataclass(eq=False)
class Population:
    """One row per student, in the order of their numbers. Grades are 0 (KG) to 12; `school` is a place."""

    number: Whole
    given: Whole
    family: Whole
    female: Flags
    race: Whole
    low_income: Flags
    english_learner: Flags
    disability: Flags
    homeless: Flags
    foster: Flags
    absence: Numbers
    ability: Numbers
    grade: Whole
    birthday: Whole
    school: Whole

    def __len__(self) -> int:
        return len(self.number)

    def chosen(self, which: Any) -> "Population":
        return Population(**{each.name: getattr(self, each.name)[which] for each in fields(self)})

    def and_also(self, others: "Population") -> "Population":
        pairs = {each.name: (getattr(self, each.name), getattr(others, each.name)) for each in fields(self)}
        return Population(**{name: np.concatenate(pair) for name, pair in pairs.items()})


@dataclass(eq=False)
class Newcomers:
    """Makes students of a district. `next_number` counts all that were ever made."""

    district: District
    like: Calibration
    plants: Plants
    next_number: int = 1

    def make(self, grades: Whole, random: np.random.RandomState) -> Population:
        """Students of these grades, each with a school and groups as the school's surroundings suggest."""
        count = len(grades)
        numbers = np.arange(self.next_number, self.next_number + count)
        self.next_number += count
        school = place_in_schools(self.district, grades, random)
        race = self._races(school, random)
        low_income = self._low_income(race, school, random)
        disability = self._disability(race, random)
        return Population(
            number=numbers,
            given=random.randint(0, len(GIVEN), count),
            family=random.randint(0, len(FAMILY), count),
            female=random.random_sample(count) < 0.488,
            race=race,
            low_income=low_income,
            english_learner=self._drawn(
                self.like.together_by_race("english_learner")[race], self.district.english_learner, random
            ),
            disability=disability,
            homeless=low_income & (random.random_sample(count) < HOMELESS / self.district.low_income),
            foster=np.zeros(count, dtype=bool),
            absence=random.standard_normal(count),
            ability=random.standard_normal((count, len(SUBJECTS))),
            grade=grades,
            birthday=random.randint(0, 365, count),
            school=school,
        )

    def _races(self, school: Whole, random: np.random.RandomState) -> Whole:
        shares = np.cumsum([each.races for each in self.district.schools], axis=1)
        drawn = random.random_sample(len(school))
        return np.asarray(np.minimum((drawn[:, None] > shares[school]).sum(axis=1), len(RACES) - 1))

    def _low_income(self, race: Whole, school: Whole, random: np.random.RandomState) -> Flags:
        by_race = self.like.together_by_race("low_income")[race]
        shift = np.array([each.income_shift for each in self.district.schools])[school]
        together = 1 / (1 + (1 - by_race) / by_race * np.exp(-shift))
        return self._drawn(together, self.district.low_income, random)

    def _disability(self, race: Whole, random: np.random.RandomState) -> Flags:
        target = self.like.places["percent_with_disability"] / 100
        likely = shifted(self.like.together_by_race("disability")[race], target)
        plant = self.plants.over_identified
        if plant.district == self.district.id:
            likely = np.where(race == plant.race, np.minimum(likely * OVER_IDENTIFIED_TIMES, 0.9), likely)
        return np.asarray(random.random_sample(len(race)) < likely)

    def _drawn(self, likelihood: Numbers, target: float, random: np.random.RandomState) -> Flags:
        return np.asarray(random.random_sample(len(likelihood)) < shifted(likelihood, target))


def place_in_schools(district: District, grades: Whole, random: np.random.RandomState) -> Whole:
    """A school for each student, of the level of the grade, by the weights of the schools."""
    drawn = random.random_sample(len(grades))
    found = np.zeros(len(grades), dtype=np.int64)
    for number, level in enumerate(LEVELS):
        schools = district.at(level)
        weights = np.cumsum([school.weight for school in schools])
        places = np.array([school.place for school in schools])
        here = LEVEL_OF_GRADE[grades] == number
        found[here] = places[
            np.searchsorted(weights / weights[-1], drawn[here], side="right").clip(max=len(places) - 1)
        ]
    return found


@dataclass(eq=False)
class Cohorts:
    """The students of a district, this year and the years after."""

    newcomers: Newcomers
    students: Population

    @classmethod
    def begin(cls, newcomers: Newcomers, random: np.random.RandomState) -> Self:
        grades = random.randint(0, len(LEVEL_OF_GRADE), newcomers.district.students)
        grades[: len(LEVEL_OF_GRADE)] = np.arange(len(LEVEL_OF_GRADE))[: len(grades)]
        return cls(newcomers, newcomers.make(grades, random))

    def turn_year(self, gone: Flags, random: np.random.RandomState) -> None:
        """Those who left or finished go, the rest move up, some change, and others come in their place."""
        like, district = self.newcomers.like, self.newcomers.district
        stays = ~gone & (self.students.grade < 12) & (random.random_sample(len(gone)) >= like.mobile / 2)
        stayed = self.students.chosen(stays)
        before = LEVEL_OF_GRADE[stayed.grade]
        stayed.grade = stayed.grade + 1
        changes = LEVEL_OF_GRADE[stayed.grade] != before
        stayed.school = np.where(changes, place_in_schools(district, stayed.grade, random), stayed.school)
        stayed.english_learner = stayed.english_learner & (random.random_sample(len(stayed)) >= RECLASSIFIED)
        missing = max(district.students - len(stayed), 1)
        first = min(missing, round(district.students / len(LEVEL_OF_GRADE)))
        grades = np.concatenate([np.zeros(first, dtype=np.int64), random.randint(1, 13, missing - first)])
        self.students = stayed.and_also(self.newcomers.make(grades, random))


RECLASSIFIED = 0.1  # assumed: share of English learners who become fluent by the end of a year
