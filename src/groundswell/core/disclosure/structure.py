"""Which cells hang together: the sums of every cell, and what is reached through them."""

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
