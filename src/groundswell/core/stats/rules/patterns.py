"""Patterns of points: each rule looks at all series at once and reports where its pattern is complete."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.rules.judged import Found, Judged, Places, Skipping

Gap = Literal["skips", "breaks"]
Columns = NDArray[np.intp]


def outside(judged: Judged) -> Found:
    """One point strictly outside its own limits; a point exactly on a limit is ordinary."""
    above, below = judged.outside
    return Found(above, below, width=1)


def shift(judged: Judged, *, length: int, on_line: Gap) -> Found:
    """So many points in a row on one side. Points on the line and missing ones skip, or break, the run."""
    up, down = all_of_last(judged.side > 0, length), all_of_last(judged.side < 0, length)
    gaps = (judged.side == 0).any(axis=0) & (on_line == "skips")
    skipping = _shift_with_gaps(judged, np.flatnonzero(gaps), length) if gaps.any() else None
    return Found(up, down, length, grows=True, skipping=skipping)


def _shift_with_gaps(judged: Judged, columns: Columns, length: int) -> Skipping:
    """Walks down the series, stepping over points that do not count."""
    side = judged.side[:, columns]
    up, down, starts = _nothing(side.shape)
    n = len(columns)
    last, count, start = np.zeros(n, np.int8), np.zeros(n, np.int16), np.zeros(n, np.int16)
    for place, row in enumerate(side):
        useful = row != 0
        turned = useful & (row != last)
        count *= ~turned
        count += useful
        start = np.where(turned, np.int16(place), start)
        last = np.where(turned, row, last)
        complete = useful & (count >= length)
        up[place], down[place], starts[place] = complete & (row > 0), complete & (row < 0), start
    return Skipping(columns, up, down, starts, counted=side != 0)


def trend(judged: Judged, *, length: int, ties: Gap) -> Found:
    """So many points going one way. Equal neighbors and missing ones count once (skip), or break the trend."""
    rises = np.zeros(judged.values.shape, dtype=np.bool_)
    falls = rises.copy()
    np.greater(judged.values[1:], judged.values[:-1], out=rises[1:])
    np.less(judged.values[1:], judged.values[:-1], out=falls[1:])
    up, down = all_of_last(rises, length - 1), all_of_last(falls, length - 1)
    gaps = ~(rises[1:] | falls[1:]).all(axis=0) & (ties == "skips")
    skipping = _trend_with_gaps(judged, np.flatnonzero(gaps), length) if gaps.any() else None
    return Found(up, down, length, grows=True, skipping=skipping)


def _trend_with_gaps(judged: Judged, columns: Columns, length: int) -> Skipping:
    """Walks down the series, stepping over repeats (of equal values the first counts) and missing points."""
    values = judged.values[:, columns]
    up, down, starts = _nothing(values.shape)
    n = len(columns)
    before, going = np.full(n, np.nan), np.zeros(n, np.int8)
    count, start, at = (np.zeros(n, np.int16) for _ in range(3))
    counted = np.zeros(values.shape, np.bool_)
    for place, row in enumerate(values):
        step = (row > before).astype(np.int8) - (row < before).astype(np.int8)
        known, moved = ~np.isnan(row), step != 0
        turned = moved & (step != going)
        count = np.where(turned, np.int16(1), count) + moved
        start = np.where(turned, at, start)
        going = np.where(moved, step, going)
        counted[place] = moved | (known & np.isnan(before))
        before, at = np.where(known, row, before), np.where(counted[place], np.int16(place), at)
        complete = count >= length
        up[place], down[place], starts[place] = complete & (step > 0), complete & (step < 0), start
    return Skipping(columns, up, down, starts, counted)


def _nothing(shape: tuple[int, ...]) -> tuple[Flags, Flags, Places]:
    return np.zeros(shape, np.bool_), np.zeros(shape, np.bool_), np.zeros(shape, np.int16)


def all_of_last(flags: Flags, length: int) -> Flags:
    """Where each of the last `length` points is flagged; doubling makes few passes of it."""
    found, reach = flags.copy(), 1
    while reach < length:
        back = min(reach, length - reach)
        found[back:] &= found[:-back]
        reach += back
    found[: length - 1] = False
    return found


def _window_sums(flags: Flags, of: int) -> Places:
    """How many of the last `of` points up to each one are flagged."""
    sums = flags.astype(np.int16)
    for back in range(1, min(of, len(flags))):
        sums[back:] += flags[:-back]
    return sums


def zone(
    judged: Judged, *, hits: int, of: int, sigmas: float, outside_counts: bool = True, one_side: bool = False
) -> Found:
    """`hits` of `of` points beyond so many standard deviations on one side.

    `outside_counts` False: points outside the limits are no hits. `one_side`: all of them lie on that side.
    """
    beyond = judged.beyond(sigmas)
    if not outside_counts:
        far = judged.outside
        beyond = beyond[0] & ~far[0], beyond[1] & ~far[1]
    found = [
        (_window_sums(flags, of) >= hits) & (not one_side or all_of_last(judged.side == sign, of))
        for sign, flags in ((1, beyond[0]), (-1, beyond[1]))
    ]
    return Found(found[0], found[1], of, hits=beyond)


def hugging(judged: Judged, *, length: int, sigmas: float) -> Found:
    """So many points in a row close to the center: less variation than the limits promise."""
    above, below = judged.beyond(sigmas)
    known = np.zeros_like(above) if judged.unit is None else ~np.isnan(judged.values) & ~np.isnan(judged.unit)
    found = all_of_last(known & ~above & ~below, length)
    return Found(found, found, length, grows=True, sided=False)


def mixture(judged: Judged, *, length: int, sigmas: float) -> Found:
    """So many points in a row away from the center, some above and some below: two processes in one line."""
    above, below = judged.beyond(sigmas)
    found = all_of_last(above | below, length)
    found &= ~all_of_last(above, length) & ~all_of_last(below, length)
    return Found(found, found, length, grows=True, sided=False)


def alternating(judged: Judged, *, length: int) -> Found:
    """So many points in a row going up and down in turn."""
    moves = np.diff(judged.values, axis=0, prepend=np.nan)
    turns = np.zeros(moves.shape, dtype=np.bool_)
    turns[1:] = moves[1:] * moves[:-1] < 0
    # Three points make the first turn, so `length` points make two turns fewer.
    found = all_of_last(turns, length - 2)
    return Found(found, found, length, grows=True, sided=False)
