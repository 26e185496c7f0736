"""Runs about the center: the longest, how often it is crossed, and what chance alone would give.

Source: Anhoej & Olesen (2014), PLoS ONE 9(11) e113825; limits as in Anhoej & Wentzel-Larsen (2018).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby
from statistics import NormalDist

import numpy as np

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.rules.judged import Places, Sides

EXACT_UP_TO = 1_000


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of each series, all (series,)."""

    n_useful: Places
    longest: Places
    crossings: Places


def runs_of(side: Sides) -> Runs:
    """Count runs down each series. Points on the line, and missing ones, neither break nor extend a run."""
    if side.shape[1] == 1:
        return _of_one(side)
    # Small numbers: four to eight times as many of them pass through the processor at once.
    small: np.dtype[np.signedinteger] = np.dtype(np.int8 if len(side) < 128 else np.int16)
    last = np.zeros(side.shape[1], dtype=np.int8)
    length, longest, begun = (np.zeros(side.shape[1], dtype=small) for _ in range(3))
    for row in side:
        counts = row != 0
        turned = counts & (row != last)
        begun += turned
        length *= ~turned
        length += counts
        np.maximum(longest, length, out=longest)
        last = np.where(counts, row, last)
    useful = np.count_nonzero(side, axis=0).astype(np.int16)
    return Runs(useful, longest.astype(np.int16), begun.astype(np.int16) - (useful > 0))


def _of_one(side: Sides) -> Runs:
    """The same for one series, where walking in plain Python is ten times quicker."""
    useful = [sign for sign in side[:, 0].tolist() if sign]
    lengths = [len(list(run)) for _, run in groupby(useful)]
    found = (len(useful), max(lengths, default=0), max(len(lengths) - 1, 0))
    return Runs(*(np.asarray([number], dtype=np.int16) for number in found))


def end_of_longest(side: Sides, longest: Places) -> Places:
    """Last place of each series' longest run, of the latest one where several are equal; (series,)."""
    n = side.shape[1]
    last, length, end = np.zeros(n, np.int8), np.zeros(n, np.int16), np.zeros(n, np.int16)
    for place, row in enumerate(side):
        counts = row != 0
        length *= ~(counts & (row != last))
        length += counts
        last = np.where(counts, row, last)
        end = np.where(counts & (length >= longest), np.int16(place), end)
    return end


@cache
def longest_run_limit(n_useful: int) -> int:
    """Longest run still ordinary among `n_useful` points: round(log2 n) + 3."""
    return round(math.log2(n_useful)) + 3


@cache
def crossings_limit(n_useful: int) -> int:
    """Fewest crossings still ordinary: the 5 % quantile of Binomial(n - 1, 1/2), in exact integers."""
    trials = n_useful - 1
    term, cumulative, k = 1, 1, 0
    while 20 * cumulative < 2**trials:
        term = term * (trials - k) // (k + 1)
        cumulative += term
        k += 1
    return k


def of_each(n_useful: Places, limits: Callable[[int], tuple[int, ...]]) -> Places:
    """Limits for each series from how many of its points are useful: one row per limit, (limits, series)."""
    numbers, places = np.unique(n_useful, return_inverse=True)
    return np.asarray([limits(int(n)) for n in numbers], dtype=np.int16)[places].T


def _anhoej_limits(n_useful: int) -> tuple[int, int]:
    """Longest run and fewest crossings still ordinary; none can be broken where nothing is useful."""
    return (longest_run_limit(n_useful), crossings_limit(n_useful)) if n_useful else (0, 0)


def anhoej(runs: Runs) -> Flags:
    """An unusually long run or unusually few crossings; (series,)."""
    longest, crossings = of_each(runs.n_useful, _anhoej_limits)
    unusual: Flags = (runs.longest > longest) | (runs.crossings < crossings)
    return unusual


@cache
def runs_count_limits(n_useful: int) -> tuple[int, int]:
    """Fewest and most runs still ordinary, 2.5 % in each tail (Swed & Eisenhart 1943).

    The points are taken to lie half above and half below. Below two points nothing is unusual. From a thousand
    points on the normal approximation of Wald & Wolfowitz (1940) is as good and does not take minutes.
    """
    above, below = n_useful // 2, n_useful - n_useful // 2
    if n_useful > EXACT_UP_TO:
        mean = 2 * above * below / n_useful + 1
        reach = NormalDist().inv_cdf(0.975) * math.sqrt((mean - 1) * (mean - 2) / (n_useful - 1)) - 0.5
        return math.ceil(mean - reach), math.floor(mean + reach)
    ways = [_arrangements(runs, above, below) for runs in range(n_useful + 1)]
    rare = math.comb(n_useful, above) // 40
    lower = sum(tail <= rare for tail in accumulate(ways))
    upper = n_useful - sum(tail <= rare for tail in accumulate(reversed(ways)))
    return min(lower, n_useful), max(upper, 0)


def _arrangements(runs: int, above: int, below: int) -> int:
    """Ways to arrange the points so that they make so many runs."""
    if runs < 2:
        return 0
    half, odd = divmod(runs, 2)
    if not odd:
        return 2 * math.comb(above - 1, half - 1) * math.comb(below - 1, half - 1)
    first = math.comb(above - 1, half) * math.comb(below - 1, half - 1)
    return first + math.comb(above - 1, half - 1) * math.comb(below - 1, half)


def runs_count(runs: Runs) -> Flags:
    """Fewer or more runs than chance alone would give; (series,)."""
    lower, upper = of_each(runs.n_useful, runs_count_limits)
    number = runs.crossings + 1
    unusual: Flags = (runs.n_useful >= 2) & ((number < lower) | (number > upper))
    return unusual
