"""A second, plain and slow implementation of the rules in exact fractions, to compare the engine with."""

import itertools
from fractions import Fraction
from functools import cache
from math import comb, log2

Exact = Fraction | None


def exact(value: float | None) -> Exact:
    """The decimal people typed, not the binary number nearest to it."""
    return None if value is None else Fraction(str(value))


def median(values: list[Fraction]) -> Fraction:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def sides(values: list[Exact], center: Fraction) -> str:
    """A for above, B for below; points on the line and missing ones leave no letter."""
    return "".join("A" if v > center else "B" for v in values if v is not None and v != center)


def longest_run(letters: str) -> int:
    best = 0
    for start in range(len(letters)):
        length = 1
        while start + length < len(letters) and letters[start + length] == letters[start]:
            length += 1
        best = max(best, length)
    return best


def crossings(letters: str) -> int:
    return sum(letters[i] != letters[i + 1] for i in range(len(letters) - 1))


def fewest_crossings(n: int) -> int:
    """Smallest k whose binomial tail reaches one twentieth."""
    tail = Fraction(0)
    for k in range(n):
        tail += Fraction(comb(n - 1, k), 2 ** (n - 1))
        if tail >= Fraction(1, 20):
            return k
    raise AssertionError("the whole distribution is more than a twentieth")


def runs_signal(letters: str) -> bool:
    n = len(letters)
    if n == 0:
        return False
    return longest_run(letters) > round(log2(n)) + 3 or crossings(letters) < fewest_crossings(n)


def i_limits(values: list[Exact], *, screened: bool) -> tuple[Fraction, Fraction, Fraction] | None:
    """Center, lower and upper; None when no two neighbors are known or screening keeps nothing."""
    known = [v for v in values if v is not None]
    steps = []
    for before, after in itertools.pairwise(values):
        if before is not None and after is not None:
            steps.append(abs(after - before))
    if not steps:
        return None
    if screened:
        cut = Fraction(3267, 1000) * mean(steps)
        steps = [s for s in steps if s < cut]
    if not steps:
        return None
    width = 3 * mean(steps) / Fraction(1128, 1000)
    return mean(known), mean(known) - width, mean(known) + width


def guarded_i_limits(values: list[Exact], *, screened: bool) -> tuple[Fraction, Fraction, Fraction] | None:
    """The same, every step used where screening would leave no movement although there is some."""
    limits = i_limits(values, screened=screened)
    everything = i_limits(values, screened=False)
    if everything is None or everything[1] == everything[2]:
        return limits
    return everything if limits is None or limits[1] == limits[2] else limits


def arrangements_by_runs(above: int, below: int) -> list[int]:
    """How many orders of so many A and B have 0, 1, 2, ... runs, by putting letters down one at a time."""
    ways = {(0, 0, "", 0): 1}
    for _ in range(above + below):
        longer: dict[tuple[int, int, str, int], int] = {}
        for (a, b, last, runs), count in ways.items():
            for letter in "AB":
                state = (a + (letter == "A"), b + (letter == "B"), letter, runs + (letter != last))
                if state[0] <= above and state[1] <= below:
                    longer[state] = longer.get(state, 0) + count
        ways = longer
    totals = [0] * (above + below + 1)
    for (_, _, _, runs), count in ways.items():
        totals[runs] += count
    return totals


@cache
def ordinary_numbers_of_runs(n: int) -> tuple[int, int]:
    """Fewest and most runs with more than a fortieth of all orders at or beyond them."""
    ways = arrangements_by_runs(n // 2, n - n // 2)
    every = sum(ways)
    fewest = next(r for r in range(n + 1) if Fraction(sum(ways[: r + 1]), every) > Fraction(1, 40))
    most = next(r for r in range(n, -1, -1) if Fraction(sum(ways[r:]), every) > Fraction(1, 40))
    return fewest, most


def runs_count_signal(letters: str) -> bool:
    if len(letters) < 2:
        return False
    fewest, most = ordinary_numbers_of_runs(len(letters))
    return not fewest <= crossings(letters) + 1 <= most
