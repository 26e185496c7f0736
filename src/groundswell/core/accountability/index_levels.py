"""Index levels 1 to 10 from cut points that stay fixed, and how far it is to the next levels.

As in the School Quality Improvement Index of California's CORE Districts. Cut points come from the baseline year of a
network's own schools, since the Districts' are not published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats.rates import Difference, difference_in
from groundswell.core.stats.wording import said

LEVELS = 10
Standing = Literal["below average", "average", "above average"]


@dataclass(frozen=True, slots=True)
class LevelScale:
    """Nine cut points of one metric and school level, from the least wanted to the most wanted result.

    Level 1 lies before the first cut; a result at a cut has reached the level behind it. `baseline` is the school year
    (by its end) that the cuts come from. Raises ValueError unless the nine move to the wanted side.
    """

    metric: str
    school_level: str
    unit: str
    higher_is_better: bool
    baseline: int
    cuts: tuple[float, ...]

    def __post_init__(self) -> None:
        sign = 1 if self.higher_is_better else -1
        signed = [sign * cut for cut in self.cuts]
        if len(self.cuts) != LEVELS - 1 or sorted(set(signed)) != signed:
            raise ValueError(
                f"{self.metric}, {self.school_level}: give {LEVELS - 1} different cut points, from the least wanted "
                f"result to the most wanted. These are {', '.join(f'{cut:g}' for cut in self.cuts) or 'none'}."
            )

    def level(self, result: float) -> int:
        """1 to 10."""
        return 1 + sum(self._reached(result, cut) for cut in self.cuts)

    def _reached(self, result: float, cut: float) -> bool:
        return result >= cut if self.higher_is_better else result <= cut


@dataclass(frozen=True, slots=True)
class NextLevel:
    """What it takes to stand `levels` higher: the result to reach, and the difference from today's."""

    levels: int
    level: int
    result: float
    improvement: Difference


@dataclass(frozen=True, slots=True)
class IndexLevel:
    """A result's level, with the way to the next ones (none beyond level 10)."""

    scale: LevelScale
    result: float
    level: int
    next_levels: tuple[NextLevel, ...]

    @property
    def standing(self) -> Standing:
        """1-3 below average, 4-7 average, 8-10 above average (CORE Districts, index reports)."""
        return "below average" if self.level <= 3 else "average" if self.level <= 7 else "above average"

    def words(self, decimals: int = 1) -> str:
        """The level, and what would move it up."""
        first = f"{said(self.result, self.scale.unit, decimals)} is level {self.level} of {LEVELS} ({self.standing})."
        ways = [
            f"{step.levels} up: {said(step.result, self.scale.unit, decimals)}, {step.improvement.words(decimals)}."
            for step in self.next_levels
        ]
        return " ".join([first, *ways])


def index_level(result: float, scale: LevelScale, *, look_ahead: int = 3) -> IndexLevel:
    """The level of a result, and the improvement needed to move up 1, 2 and 3 levels."""
    level = scale.level(result)
    ways = range(1, min(look_ahead, LEVELS - level) + 1)
    return IndexLevel(scale, result, level, tuple(_next(result, level, up, scale) for up in ways))


def _next(result: float, level: int, up: int, scale: LevelScale) -> NextLevel:
    target = scale.cuts[level + up - 2]
    return NextLevel(up, level + up, target, difference_in(scale.unit, target - result))


def cuts_from_baseline(results: Sequence[float], *, higher_is_better: bool) -> tuple[float, ...]:
    """Nine cuts that split the baseline year's results into tenths: the result at which each next tenth begins.

    Raises ValueError with fewer than ten results, or so many equal ones that two cuts fall together.
    """
    ordered, n = sorted(results, reverse=not higher_is_better), len(results)
    cuts = tuple(ordered[-(-n * tenth // LEVELS)] for tenth in range(1, LEVELS)) if n >= LEVELS else ()
    if len(set(cuts)) < LEVELS - 1:
        raise ValueError(
            f"{n} baseline results do not give nine different cut points. "
            "Use more schools, or write the cut points yourself."
        )
    return cuts
