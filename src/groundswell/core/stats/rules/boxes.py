"""Best box and cut box: crossings and longest run judged together rather than one by one.

Source: Anhoej & Wentzel-Larsen (2020), PLoS ONE 15(6) e0233920. Everything is computed from the joint
distribution: at least 92.5 % of charts without a shift lie in the box, and as few as possible of those whose
points have moved by 0.8 standard deviations.
"""

from dataclasses import dataclass
from functools import cache, partial
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.rules.joint import (
    MOST,
    crossings_with_longest_run,
    crossings_with_runs_up_to,
)
from groundswell.core.stats.rules.runs import Runs, anhoej, of_each

FEWEST = 10
SPECIFICITY = 0.925
NO_SHIFT = 0.5
SHIFTED = NormalDist().cdf(0.8)


@dataclass(frozen=True, slots=True)
class Box:
    """Ordinary: C >= `crossings` and L <= `longest`, without the cells cut from the corner where both are met.

    Along L = `longest`, crossings below `crossings_border` are cut; along C = `crossings`, runs longer than
    `longest_border`. A box that is not cut has its own edges as borders.
    """

    crossings: int
    longest: int
    crossings_border: int
    longest_border: int

    @property
    def is_cut(self) -> bool:
        return self.crossings_border > self.crossings

    def longest_given(self, crossings: int) -> int:
        """Longest run still ordinary beside so many crossings."""
        if crossings == self.crossings:
            return self.longest_border
        return self.longest - (self.crossings < crossings < self.crossings_border)

    def crossings_given(self, longest: int) -> int:
        """Fewest crossings still ordinary beside a longest run of this length."""
        if longest == self.longest:
            return self.crossings_border
        return self.crossings + (self.longest_border < longest < self.longest)


@cache
def best_box(n_useful: int) -> Box | None:
    """Among the boxes that keep the specificity, the one least likely under the shift; 10 to 100 points."""
    if not FEWEST <= n_useful <= MOST:
        return None
    highest, best = _crossings_kept(n_useful, n_useful), (2.0, 0, 0)
    for longest in range(1, n_useful + 1):
        crossings = _crossings_kept(n_useful, longest)
        if crossings is None:
            continue
        missed = float(crossings_with_runs_up_to(n_useful, longest, SHIFTED)[crossings:].sum())
        best = min(best, (missed, crossings, longest))
        if crossings == highest:
            break  # longer runs would only widen the box
    _, crossings, longest = best
    return Box(crossings, longest, crossings, longest)


def _crossings_kept(n_useful: int, longest: int) -> int | None:
    """Most crossings that a box with this longest run can ask for and still keep the specificity."""
    at_least = _ordinary(n_useful, longest)
    return int(np.flatnonzero(at_least >= SPECIFICITY)[-1]) if at_least[0] >= SPECIFICITY else None


def _ordinary(n_useful: int, longest: int) -> NDArray[np.float64]:
    """P(C >= c and L <= longest) without a shift, for each c."""
    joint = crossings_with_runs_up_to(n_useful, longest, NO_SHIFT)
    return np.cumsum(joint[::-1])[::-1]


@cache
def cut_box(n_useful: int) -> Box | None:
    """The best box without cells at its corner, the likeliest under the shift first, while specificity holds."""
    box = best_box(n_useful)
    if box is None:
        return None
    kept = float(_ordinary(n_useful, box.longest)[box.crossings])
    kept -= _cell(n_useful, box.crossings, box.longest, NO_SHIFT)
    if kept < SPECIFICITY:
        return box
    along_c, along_l = box.crossings + 1, box.longest - 1
    while True:
        cells = {"c": (along_c, box.longest), "l": (box.crossings, along_l)}
        lost = {side: kept - _cell(n_useful, *cell, NO_SHIFT) for side, cell in cells.items()}
        gain = {s: _cell(n_useful, *cells[s], SHIFTED) for s, left in lost.items() if left >= SPECIFICITY}
        side = max(gain, key=gain.__getitem__, default="")
        if not side or gain[side] <= 0:
            return Box(box.crossings, box.longest, along_c, along_l)
        kept = lost[side]
        along_c, along_l = (along_c + 1, along_l) if side == "c" else (along_c, along_l - 1)


def _cell(n_useful: int, crossings: int, longest: int, above: float) -> float:
    return float(_column(n_useful, longest, above)[crossings])


@cache
def _column(n_useful: int, longest: int, above: float) -> NDArray[np.float64]:
    return crossings_with_longest_run(n_useful, longest, above)


def _row(n_useful: int, *, cut: bool) -> tuple[int, int, int, int]:
    """The box as four limits; -1 where there is none."""
    box = (cut_box if cut else best_box)(n_useful)
    if box is None:
        return -1, -1, -1, -1
    return box.crossings, box.longest, box.crossings_border, box.longest_border


def box_signal(runs: Runs, *, cut: bool) -> Flags:
    """Series outside their box; (series,). Without a box the Anhoej limits hold."""
    fewest, most, along_c, along_l = of_each(runs.n_useful, partial(_row, cut=cut))
    crossings, longest = runs.crossings, runs.longest
    outside: Flags = (crossings < fewest) | (longest > most)
    outside |= (longest == most) & (crossings < along_c)
    outside |= (crossings == fewest) & (longest > along_l)
    return np.where(fewest < 0, anhoej(runs), outside)
