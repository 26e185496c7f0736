"""On how many days each student is absent, when the sum over all students is given."""

from dataclasses import dataclass

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Numbers, Whole

SPARE = 2  # days by which a student who is to be chronically absent lies over the line, and others under it
MOST = 0.92


@dataclass(frozen=True, eq=False)
class Bounds:
    """Fewest and most days of absence of each student."""

    least: Whole
    most: Whole


def bounds(enrolled: Whole, chronic: Flags | None) -> Bounds:
    """`enrolled`: days of school of each student. None of `chronic`: whoever it is, nothing is stated."""
    least, most = np.zeros(len(enrolled), dtype=np.int64), (MOST * enrolled).astype(np.int64)
    if chronic is None:
        return Bounds(least, most)
    line = chronic_line(enrolled)
    over, under = np.minimum(line + SPARE, most), np.maximum(line - 1 - SPARE, 0)
    return Bounds(np.where(chronic, over, least), np.where(chronic, most, under))


def chronic_line(enrolled: Whole) -> Whole:
    """The fewest days that are a tenth of the days or more."""
    return -(-enrolled // 10)


def days_absent(own: Numbers, enrolled: Whole, total: int, within: Bounds) -> Whole:
    """Whole days that add up to `total`, or as near to it as the bounds allow.

    `own` is each student's part of the logit of absence; the level is solved for.
    """
    low, high = -14.0, 14.0
    for _ in range(50):
        middle = (low + high) / 2
        if _expected(own, middle, enrolled, within).sum() < total:
            low = middle
        else:
            high = middle
    return _whole(_expected(own, high, enrolled, within), total, within)


def _expected(own: Numbers, level: float, enrolled: Whole, within: Bounds) -> Numbers:
    chance = 1 / (1 + np.exp(-own - level))
    return np.asarray(np.clip(chance * enrolled, within.least, within.most))


def _whole(exact: Numbers, total: int, within: Bounds) -> Whole:
    found = np.floor(exact).astype(np.int64)
    rest = total - int(found.sum())
    order = np.argsort(found - exact, kind="stable")
    for row in order.tolist() * 2:
        if rest <= 0:
            break
        if found[row] < within.most[row]:
            found[row] += 1
            rest -= 1
    return found
