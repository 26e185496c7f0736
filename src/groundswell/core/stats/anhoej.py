"""The Anhoej runs rules: unusually long runs and unusually few crossings of the center line.

Source: Anhoej & Olesen (2014), PLoS ONE 9(11) e113825; limits as in Anhoej & Wentzel-Larsen (2018).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

RULES_NAME = "anhoej"
RULES_VERSION = "1"
TIE_TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive useful points on one side (1 above, -1 below), as positions in the sequence given."""

    side: int
    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RunsTest:
    """The rules applied to one part; every number None when no point is useful."""

    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool
    longest: Run | None


def side_of(value: float, center: float) -> int:
    """1 above, -1 below, 0 on the line; a difference that is only rounding counts as on the line."""
    difference = value - center
    if abs(difference) <= TIE_TOLERANCE * max(abs(value), abs(center)):
        return 0
    return 1 if difference > 0 else -1


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


def runs(values: Sequence[float | None], centers: Sequence[float | None]) -> list[Run]:
    """Runs of useful points. Missing points and points on the line neither break nor extend a run."""
    sides = [
        (i, side_of(y, c))
        for i, (y, c) in enumerate(zip(values, centers, strict=True))
        if y is not None and c is not None
    ]
    useful = [pair for pair in sides if pair[1]]
    return [
        Run(side, tuple(i for i, _ in group)) for side, group in groupby(useful, key=lambda pair: pair[1])
    ]


def runs_test(values: Sequence[float | None], centers: Sequence[float | None]) -> RunsTest:
    """Apply both rules to one part. Signal: longest run above its limit, or crossings below theirs."""
    found = runs(values, centers)
    if not found:
        return RunsTest(0, None, None, None, None, signal=False, longest=None)
    n_useful = sum(len(run.indices) for run in found)
    # ">=" on the index lets the latest of several equally long runs win: it is the one people act on.
    longest = max(enumerate(found), key=lambda pair: (len(pair[1].indices), pair[0]))[1]
    length, crossings = len(longest.indices), len(found) - 1
    most, fewest = longest_run_limit(n_useful), crossings_limit(n_useful)
    signal = length > most or crossings < fewest
    return RunsTest(n_useful, length, most, crossings, fewest, signal, longest)
