"""How often chance alone gives such runs: exact for points that fall on either side like fair coins.

About a median of the points themselves chance gives somewhat shorter runs and more crossings, so these numbers
are then on the careful side. Sources: de Moivre's recursion for runs in coin tosses (Feller, An Introduction to
Probability Theory, XIII.7); crossings are Binomial(n - 1, 1/2).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines.segment import Numbers
from groundswell.core.stats.rules.runs import Runs


@cache
def longest_run_chances(points: int) -> Numbers:
    """[n, l] = P(longest run >= l among n points), n and l from 0 to `points`; sums of positive terms alone."""
    chances = np.zeros((points + 1, points + 1))
    chances[:, 0] = 1.0
    lengths = np.arange(1, points + 1)
    for n in range(1, points + 1):
        reached = lengths[lengths < n]
        # A first run of l that ends at n: nothing like it before, then l points alike after a turn.
        chances[n, reached] = chances[n - 1, reached] + (1 - chances[n - reached, reached]) * 0.5**reached
        chances[n, n] = 0.5 ** (n - 1)
    return _fixed(chances)


@cache
def few_crossings_chances(points: int) -> Numbers:
    """[n, c] = P(crossings <= c among n points), n and c from 0 to `points`; certain for n = 0 and 1."""
    chances = np.ones((points + 1, points + 1))
    for n in range(2, points + 1):
        before = chances[n - 1]
        chances[n] = (before + np.concatenate(([0.0], before[:-1]))) / 2
    return _fixed(chances)


def _fixed(table: Numbers) -> Numbers:
    """Tables are shared, so nobody may write into them."""
    table.setflags(write=False)
    return table


def p_longest_run(longest: int, n_useful: int) -> float:
    """P(longest run >= `longest`) among `n_useful` points."""
    return float(longest_run_chances(n_useful)[n_useful, longest]) if longest <= n_useful else 0.0


def p_few_crossings(crossings: int, n_useful: int) -> float:
    """P(crossings <= `crossings`) among `n_useful` points; crossings of no points, -1, are certain."""
    at_most = max(0, min(crossings, n_useful))
    return float(few_crossings_chances(n_useful)[n_useful, at_most])


def p_of_runs(runs: Runs, points: int) -> NDArray[np.float64]:
    """One p-value per series for runs as long, or crossings as few, as seen: twice the smaller, at most 1.

    Doubling (Bonferroni) holds however the two go together. `points` is the most useful points of any series.
    """
    n, crossings = runs.n_useful, np.maximum(runs.crossings, 0)
    smaller = np.minimum(
        longest_run_chances(points)[n, runs.longest], few_crossings_chances(points)[n, crossings]
    )
    return np.minimum(1.0, 2.0 * smaller)
