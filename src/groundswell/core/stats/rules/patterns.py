"""Patterns of points: each rule walks down all series at once and reports where its pattern is complete."""

from typing import Literal

import numpy as np

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.rules.judged import NO_SIDE, Found, Judged, Places, Sides

Gap = Literal["skips", "breaks"]


def _nothing(judged: Judged) -> tuple[Sides, Places]:
    shape = judged.side.shape
    return np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.int16)


def outside(judged: Judged) -> Found:
    """One point strictly outside its own limits; a point exactly on a limit is ordinary."""
    above, below = judged.outside
    direction = above.astype(np.int8) - below.astype(np.int8)
    here = np.arange(len(direction), dtype=np.int16)[:, np.newaxis]
    return Found(direction, np.broadcast_to(here, direction.shape))


def shift(judged: Judged, *, length: int, on_line: Gap) -> Found:
    """So many points in a row on one side. Points on the line and missing ones skip, or break, the run."""
    direction, starts = _nothing(judged)
    n = direction.shape[1]
    last, count, start = np.zeros(n, np.int8), np.zeros(n, np.int16), np.zeros(n, np.int16)
    for place, row in enumerate(judged.side):
        useful = row != 0
        turned = row != last if on_line == "breaks" else useful & (row != last)
        count *= ~turned
        count += useful
        np.copyto(start, np.int16(place), where=turned)
        np.copyto(last, row, where=turned)
        direction[place] = row * (count >= length)
        starts[place] = start
    return Found(direction, starts)


def trend(judged: Judged, *, length: int, ties: Gap) -> Found:
    """So many points going one way. Equal neighbors and missing ones count once (skip), or break the trend."""
    direction, starts = _nothing(judged)
    n = direction.shape[1]
    before, going = np.full(n, np.nan), np.zeros(n, np.int8)
    count, start, at = (np.zeros(n, np.int16) for _ in range(3))
    for place, row in enumerate(judged.values):
        step = (row > before).astype(np.int8) - (row < before).astype(np.int8)
        known, moved = ~np.isnan(row), step != 0
        turned = moved & (step != going)
        ends = turned if ties == "skips" else turned | ~moved
        np.copyto(count, np.int16(1), where=ends)
        np.copyto(start, at, where=ends)
        count += moved
        np.copyto(going, step, where=moved if ties == "skips" else ends)
        np.copyto(before, row, where=known if ties == "skips" else True)
        np.copyto(at, np.int16(place), where=known)
        direction[place] = step * (count >= length)
        starts[place] = start
    return Found(direction, starts)


def _window_sums(flags: Flags, of: int) -> Places:
    """How many of the last `of` points up to each one are flagged."""
    sums = np.cumsum(flags, axis=0, dtype=np.int16)
    sums[of:] -= sums[:-of].copy()
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
        (_window_sums(flags, of) >= hits) & (not one_side or _window_sums(judged.side == sign, of) == of)
        for sign, flags in ((1, beyond[0]), (-1, beyond[1]))
    ]
    first = np.maximum(np.arange(len(judged.side)) - of + 1, 0).astype(np.int16)[:, np.newaxis]
    direction = found[0].astype(np.int8) - found[1].astype(np.int8)
    return Found(direction, np.broadcast_to(first, direction.shape), beyond)


def _in_a_row(flags: Flags, length: int, direction: int = NO_SIDE) -> Found:
    """So many flagged points in a row."""
    count = np.zeros(flags.shape[1], np.int16)
    found, starts = np.zeros(flags.shape, np.int8), np.zeros(flags.shape, np.int16)
    for place, row in enumerate(flags):
        count += 1
        count *= row
        found[place] = direction * (count >= length)
        starts[place] = place + 1 - count
    return Found(found, starts)


def hugging(judged: Judged, *, length: int, sigmas: float) -> Found:
    """So many points in a row close to the center: less variation than the limits promise."""
    above, below = judged.beyond(sigmas)
    known = np.zeros_like(above) if judged.unit is None else ~np.isnan(judged.values) & ~np.isnan(judged.unit)
    return _in_a_row(known & ~above & ~below, length)


def mixture(judged: Judged, *, length: int, sigmas: float) -> Found:
    """So many points in a row away from the center, some above and some below: two processes in one line."""
    above, below = judged.beyond(sigmas)
    found = _in_a_row(above | below, length)
    both = (_window_sums(above, length) > 0) & (_window_sums(below, length) > 0)
    return Found(found.direction * both, found.start)


def alternating(judged: Judged, *, length: int) -> Found:
    """So many points in a row going up and down in turn."""
    moves = np.diff(judged.values, axis=0, prepend=np.nan)
    step = np.sign(np.nan_to_num(moves)).astype(np.int8)
    turns = np.zeros(step.shape, dtype=np.bool_)
    turns[1:] = (step[1:] * step[:-1]) == -1
    # Three points make the first turn, so `length` points make two turns fewer.
    found = _in_a_row(turns, length - 2)
    return Found(found.direction, np.maximum(found.start - 2, 0).astype(np.int16))
