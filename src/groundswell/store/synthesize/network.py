"""The districts and schools of the invented network."""

from dataclasses import dataclass

import numpy as np

from groundswell.store.synthesize.arrays import Numbers, shares_to_counts
from groundswell.store.synthesize.calibration import RACES, Calibration
from groundswell.store.synthesize.names import place_name, school_name
from groundswell.store.synthesize.sizes import LEVELS, Size
from groundswell.store.synthesize.streams import stream

LEAST_SHARE = 0.005


@dataclass(frozen=True, eq=False)
class School:
    """One school. `place` is its position in the district. Shifts are on the logit scale."""

    id: str
    name: str
    level: str
    place: int
    weight: float
    absence_shift: float
    income_shift: float
    races: Numbers


@dataclass(frozen=True, eq=False)
class District:
    """One district with its schools. Shares are 0 to 1."""

    id: str
    number: int
    name: str
    students: int
    low_income: float
    english_learner: float
    schools: tuple[School, ...]

    def at(self, level: str) -> list[School]:
        return [school for school in self.schools if school.level == level]


def build_network(size: Size, like: Calibration) -> tuple[District, ...]:
    """The districts, large to small, in the proportions of the real ones (again from the start beyond those)."""
    real = like.places["districts"]
    models = [real[number % len(real)] for number in range(size.districts)]
    shares = np.array([model["enrollment"] for model in models], dtype=np.float64)
    schools = shares_to_counts(shares, size.schools, len(LEVELS))
    students = shares_to_counts(schools / schools.sum(), size.students, 1)
    first = np.concatenate([[0], np.cumsum(schools)])
    random = stream(size.seed, "network")
    found = []
    for number, model in enumerate(models):
        races = np.array([max(model["percent_by_race"][race] / 100, LEAST_SHARE) for race in RACES])
        found.append(
            District(
                id=str(101 + number),
                number=number + 1,
                name=f"{place_name(200 + number)} Unified",
                students=int(students[number]),
                low_income=min(model["percent_low_income"] / 100, 0.98),
                english_learner=model["percent_english_learner"] / 100,
                schools=_schools(
                    number, int(schools[number]), int(first[number]), races / races.sum(), like, random
                ),
            )
        )
    return tuple(found)


def _schools(
    district: int,
    count: int,
    first: int,
    races: Numbers,
    like: Calibration,
    random: np.random.RandomState,
) -> tuple[School, ...]:
    levels = like.places["levels"]
    by_level = shares_to_counts(np.array([levels[level]["schools"] for level in LEVELS], float), count, 1)
    found: list[School] = []
    for level, schools in zip(LEVELS, by_level, strict=True):
        for _ in range(int(schools)):
            place = len(found)
            found.append(
                School(
                    id=f"{101 + district}{place + 1:04d}",
                    name=school_name(first + place, level),
                    level=level,
                    place=place,
                    weight=float(np.exp(random.normal(0, levels[level]["size_sd"]))),
                    absence_shift=float(random.normal(0, like.attendance["school_sd"])),
                    income_shift=float(random.normal(0, like.places["school_low_income_sd"])),
                    races=random.dirichlet(races * like.places["race_concentration"] + 1e-3),
                )
            )
    return tuple(found)
