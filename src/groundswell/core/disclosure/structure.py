"""Which cells hang together: the sums of every cell, and families of parts linked by shared sums."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from groundswell.core.disclosure.rules import AdditiveSet


def sums_by_key(sets: Sequence[AdditiveSet]) -> dict[str, list[int]]:
    """The positions of the sets in which each key occurs, as a part or as the total."""
    sums: dict[str, list[int]] = {}
    for index, each in enumerate(sets):
        for key in {each.total, *each.parts}:
            sums.setdefault(key, []).append(index)
    return sums


def families_of(sets: Sequence[AdditiveSet]) -> dict[str, str]:
    """Parts that are no total themselves, by the first part they are linked to through shared sums."""
    totals = {each.total for each in sets}
    linked = sums_by_key(sets)
    family: dict[str, str] = {}
    seen: set[int] = set()
    for first in sorted(linked.keys() - totals):
        waiting = [first]
        while waiting:
            part = waiting.pop()
            if part not in family:
                family[part] = first
                new = set(linked[part]) - seen
                seen |= new
                waiting += [other for index in new for other in sets[index].parts if other not in totals]
    return family


def reached(
    key: str,
    sets: Sequence[AdditiveSet],
    sums_with: Callable[[str], Sequence[int]],
    open_cells: Collection[str],
) -> set[str]:
    """Every cell in a sum that can be reached from `key` through open cells. `sums_with`: indexes into `sets`."""
    found, waiting = {key}, [key]
    while waiting:
        for index in sums_with(waiting.pop()):
            new = {sets[index].total, *sets[index].parts} - found
            found |= new
            waiting += [name for name in new if name in open_cells]
    return found
