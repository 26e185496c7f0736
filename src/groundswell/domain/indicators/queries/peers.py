"""Which schools are similar: of the same level, near in size and in who their students are, as far as was released."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from groundswell.core.disclosure.released import Shown
from groundswell.core.equity.expected import FEWEST_PER_COEFFICIENT, Expectations, expected_results
from groundswell.core.equity.similar_schools import SimilarSchools, similar_schools
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.store.release.reading import DataPlace

Group = tuple[str, str]
SIZE: Group = ("", "size")
# In this order, as many as there are schools for.
TRAITS: tuple[Group, ...] = (
    ("economically_disadvantaged", "yes"),
    ("english_learner", "yes"),
    ("disability", "yes"),
    SIZE,
    ("homeless", "yes"),
)
EACH_SIDE = 10
LEAST_KNOWN = 0.8
MOST_SWING = 2500.0  # the largest variance of one student's percent: p (100 - p) at 50


@dataclass(frozen=True)
class School:
    """A school as similar schools are found by: its number, its students, and shares from 0 to 1 by trait."""

    id: str
    value: float
    students: int
    traits: Mapping[Group, float]


@dataclass(frozen=True)
class Peers:
    """Ids of similar schools. `traits` are what they were chosen by; none: every school of the level is taken.

    `left_out`: schools of the level of which too little may be shown.
    """

    ids: tuple[str, ...]
    traits: tuple[Group, ...]
    level_schools: tuple[str, ...]
    left_out: int
    found: SimilarSchools | None


def schools_of(rows: Sequence[ReleasedResult], level: Mapping[str, DataPlace]) -> dict[str, School]:
    """Schools of the level whose number and size may be shown, from all their groups' rows of one period."""
    groups: dict[str, dict[Group, ReleasedResult]] = {}
    for row in rows:
        if row.place in level:
            groups.setdefault(row.place, {})[row.group_set, row.group] = row
    found = {name: _school(name, held) for name, held in groups.items()}
    return {name: school for name, school in found.items() if school is not None}


def _school(name: str, held: Mapping[Group, ReleasedResult]) -> School | None:
    whole = held.get(ALL)
    if whole is None or not isinstance(whole.value, Shown) or not isinstance(whole.students, Shown):
        return None
    students = int(whole.students.value)
    traits = {SIZE: log(students)} if students else {}
    for group in TRAITS:
        row = held.get(group)
        if row is not None and isinstance(row.students, Shown) and students:
            traits[group] = row.students.value / students
    return School(name, float(whole.value.value), students, traits)


def peers_of(own: str, schools: Mapping[str, School], *, level_size: int) -> Peers:
    """Those next on the index of what their students lead us to expect; the whole level where schools are few.

    A trait counts where it may be shown for most schools, and a school where all chosen traits may be shown.
    """
    traits = usable_traits(schools, own)
    known = [school for school in schools.values() if all(trait in school.traits for trait in traits)]
    if not traits or own not in {school.id for school in known}:
        others = tuple(sorted(name for name in schools if name != own))
        return Peers(others, (), tuple(sorted(schools)), level_size - len(schools), None)
    each_side = max(2, min(EACH_SIDE, (len(known) - 1) // 4))
    found = similar_schools(_expected(known, traits), each_side=each_side)
    mine = next(each for each in found if each.own.school == own)
    return Peers(mine.peers, traits, tuple(sorted(schools)), level_size - len(known), mine)


def usable_traits(schools: Mapping[str, School], own: str = "") -> tuple[Group, ...]:
    """As many traits as the number of schools can carry; those of `own` have to be known, where one is given."""
    chosen: list[Group] = []
    for trait in TRAITS:
        with_trait = [
            each for each in schools.values() if all(name in each.traits for name in (*chosen, trait))
        ]
        enough = len(with_trait) >= FEWEST_PER_COEFFICIENT * (len(chosen) + 2)
        told = len(with_trait) >= LEAST_KNOWN * len(schools) and (
            not own or own in {each.id for each in with_trait}
        )
        varies = len({round(each.traits[trait], 6) for each in with_trait}) > 1
        if enough and told and varies:
            chosen.append(trait)
    return tuple(chosen)


def _expected(known: Sequence[School], traits: Sequence[Group]) -> Expectations:
    return expected_results(
        [school.id for school in known],
        [school.value for school in known],
        {"/".join(trait): [school.traits[trait] for school in known] for trait in traits},
        variances=[MOST_SWING / max(school.students, 1) for school in known],
    )
