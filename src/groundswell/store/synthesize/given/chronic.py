"""Which students are chronically absent, so that every stated count of a group comes out."""

from collections.abc import Mapping

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Numbers, Whole
from groundswell.store.synthesize.calibration import RACES
from groundswell.store.synthesize.given.described import EVERYONE, races_of
from groundswell.store.synthesize.population import Population
from groundswell.store.synthesize.sizes import CannotSynthesize


def choose(students: Population, likely: Numbers, stated: Mapping[str, int], where: str) -> Flags:
    """Flags that meet every stated count, of those whose absence is `likely` where the counts leave a choice.

    Starts with the likeliest and exchanges two students at a time while that comes nearer. Raises `CannotSynthesize`
    where the counts contradict each other.
    """
    groups = [name for name in stated if name != EVERYONE]
    members = np.array([_inside(students, name) for name in groups]).reshape(len(groups), len(students))
    targets = np.array([stated[name] for name in groups])
    chosen = _likeliest(likely, _total(students, stated))
    kinds, kind = np.unique(members.T, axis=0, return_inverse=True)
    for _ in range(len(students)):
        missing = targets - (members & chosen).sum(axis=1)
        if not missing.any():
            return chosen
        if (pair := _best_exchange(kinds, kind.ravel(), chosen, missing)) is None:
            break
        _exchange(pair, kind.ravel(), chosen, likely)
    raise CannotSynthesize(f"{where}: the stated counts of chronic absence contradict each other.")


def _total(students: Population, stated: Mapping[str, int]) -> int:
    if EVERYONE in stated:
        return stated[EVERYONE]
    races = {race for name in stated for race in races_of(name)}
    held = {RACES[number] for number in np.unique(students.race).tolist()}
    if not held <= races:
        raise CannotSynthesize(f"State how many are chronically absent of {EVERYONE}.")
    return sum(count for name, count in stated.items() if races_of(name))


def _inside(students: Population, group: str) -> Flags:
    if races := races_of(group):
        return np.isin(students.race, [RACES.index(race) for race in races])
    flags: Flags = getattr(students, group)
    return flags


def _likeliest(likely: Numbers, count: int) -> Flags:
    chosen = np.zeros(len(likely), dtype=bool)
    chosen[np.argsort(-likely, kind="stable")[:count]] = True
    return chosen


def _best_exchange(kinds: Flags, kind: Whole, chosen: Flags, missing: Whole) -> tuple[int, int] | None:
    """The kinds of student to take out and to put in; none when no exchange comes nearer."""
    inside, outside = np.unique(kind[chosen]), np.unique(kind[~chosen])
    now, best = int(np.abs(missing).sum()), None
    for out in inside.tolist():
        for into in outside.tolist():
            change = kinds[into].astype(int) - kinds[out].astype(int)
            if (left := int(np.abs(missing - change).sum())) < now:
                now, best = left, (out, into)
    return best


def _exchange(pair: tuple[int, int], kind: Whole, chosen: Flags, likely: Numbers) -> None:
    out, into = pair
    leaves = np.flatnonzero(chosen & (kind == out))
    comes = np.flatnonzero(~chosen & (kind == into))
    chosen[leaves[np.argmin(likely[leaves])]] = False
    chosen[comes[np.argmax(likely[comes])]] = True
