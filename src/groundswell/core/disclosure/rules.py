"""What is protected, and what is published about it: cells, additive sets, and the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.core.disclosure.released import Released, Shown, Suppressed

OnSmall = Literal["hide another", "restate total"]


class DisclosureError(ValueError):
    """Cells or sets contradict each other. The message names the cell and says what to check."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One count in one group: `count` of `n`. The key names measure, period, place and group for its owner.

    `count` None: a group size alone, such as the number who answered. `most`: the largest n that a reader can
    take the cell to have; None: as large as any.
    """

    key: str
    n: int
    count: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class AdditiveSet:
    """Parts that add up to a total: groups of a school, schools of a district, months of a year.

    `on_small` says what happens when a part is withheld: "hide another" part, or "restate total" as the sum
    of the parts still shown (for a total of this table alone, such as all who answered a survey).
    """

    total: str
    parts: tuple[str, ...]
    on_small: OnSmall = "hide another"


@dataclass(frozen=True)
class SuppressionRule:
    """The rule of a network or district.

    threshold: groups of fewer than this many are withheld (11 in California's public reports).
    smallest_count: 0 = off; else a count, or its complement, from 1 to this minus 1 is withheld as well.
    least_teachers: a number with fewer teachers than this behind it is withheld. largest_share, two_largest_share:
    percent; a teacher who has more than this of the students counts alone, and so do two.
    least_candidates: a withheld value leaves at least this many values possible, where its table allows.
    shows_zero: groups of nobody are printed as 0, so that a withheld group has somebody in it.
    code_ends: print rates near 0% and 100% as bounds, which widen as groups get smaller (NCES 2011-603).
    """

    threshold: int = 11
    smallest_count: int = 0
    least_candidates: int = 6
    code_ends: bool = False
    shows_zero: bool = False
    least_teachers: int = 3
    largest_share: int = 70
    two_largest_share: int = 90
    bands: tuple[tuple[int, int], ...] = ((300, 1), (100, 2), (40, 5), (20, 10), (0, 20))

    def is_small(self, cell: Cell) -> bool:
        """True when the group is under the threshold, or its count is one that the rule protects."""
        if cell.n < self.threshold:
            return not (self.shows_zero and cell.n == 0)
        if cell.count is None or not self.smallest_count:
            return False
        return any(0 < part < self.smallest_count for part in (cell.count, cell.n - cell.count))

    def teachers(self, count: int, *, largest: float, two_largest: float) -> int:
        """As how many teachers they count, when the one and the two with most students have these shares (of 1)."""
        if 100 * largest > self.largest_share:
            return min(count, 1)
        return min(count, 2) if 100 * two_largest > self.two_largest_share else count

    @property
    def least_size(self) -> int:
        """The smallest group that a reader can take a withheld one to be."""
        return 1 if self.shows_zero else 0

    def end_band(self, n: int) -> int:
        """Width in percentage points of the coded ends for a group of n."""
        return next(width for smallest, width in self.bands if n >= smallest)


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be printed of one cell, everywhere alike: chart, table, tooltip, file and sort order."""

    key: str
    n: Released
    count: Released | None  # None: the cell has no count
    rate: Released | None  # percent

    @property
    def is_shown(self) -> bool:
        return isinstance(self.n, Shown)


@dataclass(frozen=True)
class Release:
    """All decisions of one release. `restated` holds totals printed as the sum of the parts still shown."""

    decisions: Mapping[str, Decision]
    restated: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> Decision:
        return self.decisions[key]

    def hidden(self) -> frozenset[str]:
        """Keys of the cells withheld in full."""
        return frozenset(
            key for key, decision in self.decisions.items() if isinstance(decision.n, Suppressed)
        )
