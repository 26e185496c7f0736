"""From complete patterns to marked points."""

from typing import Literal

import numpy as np

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.rules.judged import NO_SIDE, Found

Marking = Literal["window", "end", "hits"]


def marked(found: Found, marking: Marking) -> tuple[Flags, Flags]:
    """Points marked upward and downward (both, where a pattern has no side).

    `window` marks the whole pattern, `end` the point that completes it, `hits` the points that make it.
    """
    either = found.direction == NO_SIDE
    complete = (found.direction == 1) | either, (found.direction == -1) | either
    if marking == "end":
        return complete
    up, down = _covered(complete[0], found), _covered(complete[1], found)
    if marking == "hits" and found.hits is not None:
        return up & found.hits[0], down & found.hits[1]
    return up, down


def _covered(complete: Flags, found: Found) -> Flags:
    """Points that lie inside a complete pattern, walking back from its end to its start."""
    inside = np.zeros(complete.shape, dtype=np.bool_)
    if not complete.any():
        return inside
    nowhere = np.int16(np.iinfo(np.int16).max)
    reach = np.full(complete.shape[1], nowhere)
    for place in range(len(complete) - 1, -1, -1):
        np.minimum(reach, found.start[place], out=reach, where=complete[place])
        inside[place] = reach <= place
        np.copyto(reach, nowhere, where=reach >= place)
    return inside


def window_of(found: Found, place: int, sign: int) -> tuple[int, int]:
    """First and last place of the widest pattern that holds `place`, in the first series."""
    direction = found.direction[:, 0]
    ends = [
        e
        for e in range(place, len(direction))
        if direction[e] in (sign, NO_SIDE) and found.start[e, 0] <= place
    ]
    end = max(ends, key=lambda e: (e - int(found.start[e, 0]), e), default=place)
    return min(int(found.start[end, 0]), place), end
