"""A large system in the parts that have nothing to do with each other, each of them small and solved alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from groundswell.core.disclosure.linear import Contradiction
from groundswell.core.disclosure.propagation import Sum, Tableau


def blocks(whole: Tableau) -> list[Tableau]:
    """Parts of a tableau, without unknowns that are settled and without sums that always hold."""
    sums = [left for each in whole.sums if (left := _open_part(whole, each)) is not None]
    leader = _joined(len(whole.keys), sums)
    members: dict[int, list[int]] = defaultdict(list)
    for place in range(len(whole.keys)):
        if whole.low[place] < whole.high[place]:
            members[leader[place]].append(place)
    shared: dict[int, list[Sum]] = defaultdict(list)
    for each in sums:
        shared[leader[each.places[0]]].append(each)
    return [_block(whole, places, shared[head]) for head, places in members.items()]


def is_tree(block: Tableau) -> bool:
    """Sums and unknowns form a tree with coefficients 1 and -1: propagated bounds are exact."""
    ties = sum(len(each.places) for each in block.sums)
    plain = all(sign in (1, -1) for each in block.sums for sign in each.signs)
    return plain and block.settled and ties == len(block.keys) + len(block.sums) - 1


def _open_part(whole: Tableau, each: Sum) -> Sum | None:
    """The sum over unknowns that are still open; None when it holds whatever they are."""
    pairs = list(zip(each.places, each.signs, strict=True))
    fixed = sum(sign * whole.low[place] for place, sign in pairs if whole.low[place] == whole.high[place])
    pairs = [(place, sign) for place, sign in pairs if whole.low[place] < whole.high[place]]
    least = sum(sign * (whole.low[place] if sign > 0 else whole.high[place]) for place, sign in pairs)
    most = sum(sign * (whole.high[place] if sign > 0 else whole.low[place]) for place, sign in pairs)
    low = None if each.low is None or each.low - fixed <= least else each.low - fixed
    high = None if each.high is None or each.high - fixed >= most else each.high - fixed
    if low is None and high is None:
        return None
    if not pairs:
        raise Contradiction(tuple((whole.keys[place], 1) for place in each.places))
    return Sum(tuple(place for place, _ in pairs), tuple(sign for _, sign in pairs), low, high)


def _joined(size: int, sums: Sequence[Sum]) -> list[int]:
    """For every position, the first position of its block (union-find)."""
    leader = list(range(size))

    def head(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for each in sums:
        first = head(each.places[0])
        for place in each.places[1:]:
            other = head(place)
            if other != first:
                first, other = min(first, other), max(first, other)
                leader[other] = first
    return [head(place) for place in range(size)]


def _block(whole: Tableau, places: Sequence[int], sums: Sequence[Sum]) -> Tableau:
    at = {place: index for index, place in enumerate(places)}
    own = [Sum(tuple(at[place] for place in each.places), each.signs, each.low, each.high) for each in sums]
    keys = tuple(whole.keys[place] for place in places)
    low, high = ([side[place] for place in places] for side in (whole.low, whole.high))
    return Tableau(keys, low, high, own, whole.settled)
