"""An invented network's results: schools of many sizes, groups that are common in one district and rare in the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from groundswell.core.indicators.results import CROSS, Result

GROUPS: dict[str, dict[str | None, float]] = {
    "race_ethnicity": {
        "hispanic": 0.54, "white": 0.2, "black": 0.08, "asian": 0.08, "filipino": 0.03, "two_or_more": 0.04,
        "native": 0.015, "pacific": 0.005, None: 0.01,
    },
    "english_learner": {"yes": 0.2, "no": 0.8},
    "special_education": {"yes": 0.13, "no": 0.87},
    "economic": {"yes": 0.6, "no": 0.4},
    "sex": {"female": 0.487, "male": 0.51, "nonbinary": 0.003},
}  # fmt: skip
GRADES = {
    "K-5": ("KG", "01", "02", "03", "04", "05"),
    "6-8": ("06", "07", "08"),
    "9-12": ("09", "10", "11", "12"),
}
SETS = (*GROUPS, "grade", "grade_band")
Tally = Counter[tuple[str, str]]


def results_of_network(
    *, districts: int, schools: int, seed: int, sets: Sequence[str] = SETS, all_known: bool = False
) -> tuple[list[Result], dict[str, str]]:
    """Results of all schools, districts and the network, and the next place up for each place.

    sets: of those here, and crossings of two such as race_ethnicity*sex.
    all_known: nobody's group is unknown, so that the groups of a set add up.
    """
    groups = {name: _known(each) if all_known else each for name, each in GROUPS.items()}
    chance = np.random.default_rng(seed)
    people: dict[tuple[str, str], Tally] = {}
    counted: dict[tuple[str, str], Tally] = {}
    above: dict[str, str] = {}
    for district in (f"D{number}" for number in range(districts)):
        common = {name: chance.dirichlet(12 * np.array([*each.values()])) for name, each in groups.items()}
        above[district] = "N"
        for school in (f"{district} S{number:04}" for number in range(schools)):
            above[school] = district
            tallies = _school(chance, common, sets)
            for place in (("school", school), ("district", district), ("network", "N")):
                for held, tally in zip((people, counted), tallies, strict=True):
                    held.setdefault(place, Counter()).update(tally)
    return [row for place in people for row in _rows(place, people[place], counted[place])], above


def _known(shares: dict[str | None, float]) -> dict[str | None, float]:
    return {name: share for name, share in shares.items() if name is not None}


def _school(
    chance: np.random.Generator, common: dict[str, np.ndarray], sets: Sequence[str]
) -> tuple[Tally, Tally]:
    """How many students are in each group of a school, and how many of them count."""
    size = max(8, int(chance.lognormal(6.1, 0.65)))
    band = chance.choice(list(GRADES), p=[0.6, 0.2, 0.2])
    is_counted = chance.random(size) < chance.beta(2.2, 7.8)
    columns = {
        name: _drawn(chance, list(GROUPS[name])[: len(each)], each, size) for name, each in common.items()
    }
    columns["grade"] = [str(grade) for grade in chance.choice(GRADES[band], size)]
    columns["grade_band"] = [str(band)] * size
    columns |= {
        name: _crossed(*(columns[each] for each in name.split(CROSS))) for name in sets if CROSS in name
    }
    people: Tally = Counter({("all", "all"): size})
    counted: Tally = Counter({("all", "all"): int(is_counted.sum())})
    for name in sets:
        for group, hit in zip(columns[name], is_counted, strict=True):
            if group is not None:
                people[name, group] += 1
                counted[name, group] += int(hit)
    return people, counted


def _crossed(first: Sequence[str | None], second: Sequence[str | None]) -> list[str | None]:
    return [
        None if one is None or other is None else CROSS.join((one, other))
        for one, other in zip(first, second, strict=True)
    ]


def _drawn(
    chance: np.random.Generator, names: list[str | None], common: np.ndarray, size: int
) -> list[str | None]:
    return [names[at] for at in chance.choice(len(names), size, p=chance.dirichlet(15 * common + 0.01))]


def _rows(place: tuple[str, str], people: Tally, counted: Tally) -> list[Result]:
    kind, name = place
    return [
        Result("invented", 2026, "2025-26", kind, name, *key, n, 0, counted[key], n, 100 * counted[key] / n)  # type: ignore[arg-type]
        for key, n in people.items()
    ]
