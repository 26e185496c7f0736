"""Tightening bounds one sum at a time, until none tightens any further: what a pencil can do.

On a system whose sums and unknowns form a tree with coefficients of 1 and -1, this alone is exact: every
remaining value belongs to a complete solution (bounds consistency of sums on intervals, no cycle to carry a
conflict around). Elsewhere the bounds are true but may be wider than need be.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from groundswell.core.disclosure.linear import Contradiction, System

VISITS_PER_SUM = 200  # loops of inequalities can creep by one; what is reached by then is still true


@dataclass(frozen=True, slots=True)
class Sum:
    """One limit by the positions of its unknowns."""

    places: tuple[int, ...]
    signs: tuple[int, ...]
    low: int | None
    high: int | None


@dataclass
class Tableau:
    """A system by position, with bounds that tighten in place. `settled` False: work was cut short."""

    keys: tuple[str, ...]
    low: list[int]
    high: list[int]
    sums: list[Sum]
    settled: bool = True
    uses: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.uses = [[] for _ in self.keys]
        for index, each in enumerate(self.sums):
            for place in each.places:
                self.uses[place].append(index)


def tableau_of(system: System) -> Tableau:
    keys = tuple(sorted(system.bounds))
    place = {key: index for index, key in enumerate(keys)}
    sums = [
        Sum(
            tuple(place[key] for key, _ in limit.terms),
            tuple(sign for _, sign in limit.terms),
            limit.low,
            limit.high,
        )
        for limit in system.limits
    ]
    low, high = ([system.bounds[key][side] for key in keys] for side in (0, 1))
    return Tableau(keys, low, high, sums)


def propagate(tableau: Tableau, *, start: Sequence[int] | None = None) -> None:
    """Tighten all bounds through the sums at `start` (default all). Raises Contradiction."""
    waiting = deque(range(len(tableau.sums)) if start is None else start)
    queued = set(waiting)
    left = VISITS_PER_SUM * max(1, len(tableau.sums))
    while waiting:
        left -= 1
        if left < 0:
            tableau.settled = False
            return
        index = waiting.popleft()
        queued.discard(index)
        for place in tightened(tableau, tableau.sums[index]):
            for other in tableau.uses[place]:
                if other not in queued:
                    queued.add(other)
                    waiting.append(other)


def tightened(tableau: Tableau, each: Sum) -> list[int]:
    """Positions whose bounds this sum tightened."""
    low, high = tableau.low, tableau.high
    least = most = 0
    for place, sign in zip(each.places, each.signs, strict=True):
        least += sign * (low[place] if sign > 0 else high[place])
        most += sign * (high[place] if sign > 0 else low[place])
    over = None if each.high is None else each.high - least
    under = None if each.low is None else most - each.low
    if (over is not None and over < 0) or (under is not None and under < 0):
        raise Contradiction(tuple((tableau.keys[place], 1) for place in each.places))
    return [
        place
        for place, sign in zip(each.places, each.signs, strict=True)
        if _narrowed(tableau, place, sign, over, under)
    ]


def _narrowed(tableau: Tableau, place: int, sign: int, over: int | None, under: int | None) -> bool:
    """`over` and `under`: how far the whole sum may still rise from its least, and fall from its most."""
    if sign < 0:
        over, under, sign = under, over, -sign
    low, high = tableau.low[place], tableau.high[place]
    new_high = high if over is None else min(high, low + over // sign)
    new_low = low if under is None else max(low, high - under // sign)
    if new_low > new_high:
        raise Contradiction(((tableau.keys[place], 1),))
    tableau.low[place], tableau.high[place] = new_low, new_high
    return (new_low, new_high) != (low, high)
