"""From complete patterns to marked points."""

from typing import Literal

import numpy as np

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.rules.judged import Found, Judged, Places, Skipping

Marking = Literal["window", "end", "hits"]


def marked(found: Found, marking: Marking) -> tuple[Flags, Flags]:
    """Points marked upward and downward (both, where a pattern has no side).

    `window` marks the whole pattern (not what it skips), `end` the point that completes it, `hits` the points that make it.
    """
    up, down = found.up, found.down
    if marking != "end":
        up, down = _inside(up, found.width), _inside(down, found.width)
    if marking == "hits" and found.hits is not None:
        up, down = up & found.hits[0], down & found.hits[1]
    if found.skipping is not None:
        up, down = up.copy(), down.copy()
        up[:, found.skipping.columns], down[:, found.skipping.columns] = _with_gaps(found.skipping, marking)
    return up, down


def _with_gaps(found: Skipping, marking: Marking) -> tuple[Flags, Flags]:
    if marking == "end":
        return found.up, found.down
    up, down = _walked(found.up, found.start), _walked(found.down, found.start)
    return up & found.counted, down & found.counted


def _inside(complete: Flags, width: int) -> Flags:
    """Points of complete patterns of one width, looking back from their ends."""
    inside, reach = complete.copy(), 1
    while reach < width:
        ahead = min(reach, width - reach)
        inside[:-ahead] |= inside[ahead:]
        reach += ahead
    return inside


def _walked(complete: Flags, start: Places) -> Flags:
    """Points of complete patterns, walking back from each end to its start."""
    inside = np.zeros(complete.shape, dtype=np.bool_)
    nowhere = np.int16(np.iinfo(np.int16).max)
    reach = np.full(complete.shape[1], nowhere)
    for place in range(len(complete) - 1, -1, -1):
        np.minimum(reach, start[place], out=reach, where=complete[place])
        inside[place] = reach <= place
        np.copyto(reach, nowhere, where=reach >= place)
    return inside


def counted(found: Found, judged: Judged) -> Flags:
    """Points of the first series that its patterns count; (points,)."""
    if found.skipping is not None and not found.skipping.columns[0]:
        return found.skipping.counted[:, 0]
    return ~np.isnan(judged.values[:, 0])


def windows(found: Found, sign: int) -> list[tuple[int, int]]:
    """First and last places of the patterns of one direction in the first series, in order."""
    if found.skipping is not None and not found.skipping.columns[0]:
        complete, starts = (found.skipping.up, found.skipping.down)[sign < 0], found.skipping.start
        spans = [(int(starts[end, 0]), end) for end in complete[:, 0].nonzero()[0].tolist()]
    else:
        complete = (found.up, found.down)[sign < 0]
        ends = complete[:, 0].nonzero()[0].tolist()
        spans = [(max(end - found.width + 1, 0), end) for end in ends]
    return _joined(spans) if found.grows else spans


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Windows that overlap are one pattern."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = min(joined[-1][0], start), end
        else:
            joined.append((start, end))
    return joined


def window_of(spans: list[tuple[int, int]], place: int) -> tuple[int, int]:
    """The latest of the patterns that hold `place`."""
    return next((span for span in reversed(spans) if span[0] <= place <= span[1]), (place, place))
