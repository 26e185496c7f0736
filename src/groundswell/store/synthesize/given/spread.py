"""Which student is absent on which day, when the days of each student and the students of each day are given."""

import numpy as np

from groundswell.store.synthesize.arrays import Flags, Numbers, Whole
from groundswell.store.synthesize.days import Stays, enrolled
from groundswell.store.synthesize.given.quotas import chronic_line

FAINT = 1e-6


def spread(quota: Whole, stays: Stays, per_day: Whole, random: np.random.RandomState) -> Flags:
    """Absent or not, by student and day. Each day's count is met; a student's is, but for a day or two.

    Day by day: the more absences a student still has to come per day that is left, the likelier.
    """
    there = enrolled(stays, len(per_day))
    left = there.sum(axis=1)
    need, absent = quota.astype(float), np.zeros(there.shape, dtype=bool)
    for day, count in enumerate(per_day.tolist()):
        here = np.flatnonzero(there[:, day])
        urge = np.clip(need[here] / np.maximum(left[here], 1), FAINT, 1 - FAINT)
        chosen = here[_drawn(urge, count, random)]
        absent[chosen, day] = True
        need[chosen] -= 1
        left[here] -= 1
    return absent


def _drawn(urge: Numbers, count: int, random: np.random.RandomState) -> Whole:
    """`count` places, each with a chance that grows with its urge: systematic sampling in random order."""
    odds = urge / (1 - urge)
    low, high = -20.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        if (odds * np.exp(middle) / (1 + odds * np.exp(middle))).sum() < count:
            low = middle
        else:
            high = middle
    chance = odds * np.exp(high) / (1 + odds * np.exp(high))
    order = random.permutation(len(urge))
    sums = np.cumsum(chance[order] / max(chance.sum(), FAINT) * count)
    sums[-1:] = count  # and not a rounding error less
    steps = np.floor(sums + random.random_sample()).astype(np.int64)
    taken = np.diff(np.concatenate([[0], steps])) > 0
    return np.asarray(order[taken])


def hold_to_line(absent: Flags, chronic: Flags, days: Whole) -> None:
    """Exchange single absences of a day until exactly the chosen students are chronically absent. Changes `absent`.

    For students who are enrolled on all days. Each day keeps its count.
    """
    line = chronic_line(days)
    for row in np.flatnonzero(chronic & (absent.sum(axis=1) < line)).tolist():
        _add(absent, row, int(line[row] - absent[row].sum()), np.where(chronic, line, 0))
    for row in np.flatnonzero(~chronic & (absent.sum(axis=1) >= line)).tolist():
        _remove(absent, row, int(absent[row].sum() - line[row] + 1), chronic)


def _add(absent: Flags, row: int, missing: int, least: Whole) -> None:
    """Absences come from whoever has most to spare that day."""
    for day in np.flatnonzero(~absent[row]).tolist():
        if missing == 0:
            return
        spare = np.where(absent[:, day], absent.sum(axis=1) - least, 0)
        giver = int(np.argmax(spare))
        if spare[giver] > 0:
            absent[giver, day], absent[row, day] = False, True
            missing -= 1


def _remove(absent: Flags, row: int, surplus: int, chronic: Flags) -> None:
    """Absences go to a student who is chronically absent anyway."""
    for day in np.flatnonzero(absent[row]).tolist():
        if surplus == 0:
            return
        others = np.flatnonzero(~absent[:, day] & chronic)
        if len(others):
            absent[others[0], day], absent[row, day] = True, False
            surplus -= 1
