"""How crossings and the longest run go together when points fall on two sides by chance.

Source: Wentzel-Larsen & Anhoej (2019), Scientific Reports 9, 9848 (crossrun); here by counting arrangements.
"""

from functools import cache

import numpy as np

from groundswell.core.stats.lines.segment import Numbers

# Counts are sums of positive numbers below 2 ** 100: relative rounding errors stay near 1e-14.
MOST = 100


@cache
def _splits(longest: int) -> Numbers:
    """[points, runs]: ways to split so many points into so many runs, none longer than `longest`."""
    ways = np.zeros((MOST + 1, MOST + 1))
    ways[0, 0] = 1.0
    for runs in range(1, MOST + 1):
        up_to = np.concatenate(([0.0], np.cumsum(ways[:, runs - 1])))
        points = np.arange(1, MOST + 1)
        ways[1:, runs] = up_to[points] - up_to[np.maximum(points - longest, 0)]
    return ways


def crossings_with_runs_up_to(points: int, longest: int, above: float) -> Numbers:
    """P(C = c and L <= longest) for c = 0 .. points - 1, each point above with probability `above`.

    `points` from 1 to 100. Every runs chart begins on either side: both ways are added.
    """
    ways = _splits(longest)[: points + 1]
    other = ways[::-1]
    runs = np.arange(1, points + 1)
    first, second = (runs + 1) // 2, runs // 2
    highs = np.arange(points + 1)
    weight = above**highs * (1 - above) ** (points - highs)
    both = ways[:, first] * other[:, second] + ways[:, second] * other[:, first]
    joint: Numbers = weight @ both
    return joint


def crossings_with_longest_run(points: int, longest: int, above: float) -> Numbers:
    """P(C = c and L = longest) for c = 0 .. points - 1."""
    shorter = crossings_with_runs_up_to(points, longest - 1, above) if longest > 1 else 0.0
    return crossings_with_runs_up_to(points, longest, above) - shorter
