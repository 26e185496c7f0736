"""Many series on one grid of periods: series down, periods across."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.columns import BadPointsError
from groundswell.core.stats.lines.segment import Flags, Numbers, Segment
from groundswell.core.stats.points import X

Whole = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as whole numbers that point into its labels, for columns with few different values."""

    codes: NDArray[np.integer]
    labels: Sequence[object]


@dataclass(frozen=True, slots=True)
class Subgroups:
    """What several measurements per period add up to, each (series, periods)."""

    sizes: Numbers
    means: Numbers
    spreads: Numbers


@dataclass(frozen=True, slots=True)
class Grid:
    """`counts` and `denominators` are (series, periods), missing NaN; `keys` name the series, column by column.

    `denominators` None: nothing was counted out of anything.
    """

    keys: dict[str, Coded]
    xs: tuple[X, ...]
    counts: Numbers
    denominators: Numbers | None
    subgroups: Subgroups | None = None

    @property
    def n_series(self) -> int:
        return len(self.counts)

    def segment(self, series: slice, periods: slice, base: Flags, *, ordered: bool) -> Segment:
        """One phase of some series, turned so that points go down and series across."""
        counts = _turned(self.counts, series, periods)
        if self.denominators is None:
            values, n = counts, np.full((len(counts), 1), np.nan)
        else:
            n = _turned(self.denominators, series, periods)
            values = np.divide(counts, n, out=np.full(counts.shape, np.nan), where=n > 0)
        if self.subgroups is None:
            sizes, means, spreads = np.where(np.isnan(values), 0.0, 1.0), values, n
        else:
            sizes, means, spreads = (
                _turned(each, series, periods)
                for each in (self.subgroups.sizes, self.subgroups.means, self.subgroups.spreads)
            )
            values = means
        return Segment(values, counts, n, base, sizes, means, spreads, ordered=ordered)

    def label(self, series: int) -> str:
        """The series in words, for messages."""
        return ", ".join(f"{name} {key.labels[int(key.codes[series])]}" for name, key in self.keys.items())


def _turned(numbers: Numbers, series: slice, periods: slice) -> Numbers:
    return np.ascontiguousarray(numbers[series, periods].T)


def refuse_impossible(grid: Grid, *, counted: bool, proportion: bool, positive: bool) -> None:
    """Raises BadPointsError for the first number that cannot be, naming its series and period."""
    if positive:
        _refuse_where(grid, grid.counts <= 0, "the time is not above zero. Use finer units, such as hours.")
    if np.isinf(grid.counts).any():
        _refuse_where(
            grid, np.isinf(grid.counts), "the value is infinite. Leave it empty if it is not known."
        )
    if counted:
        _refuse_where(grid, grid.counts < 0, "the count is below zero. A count cannot be below zero.")
    if grid.denominators is None:
        return
    _refuse_where(grid, grid.denominators < 0, "the denominator is below zero. Check the column.")
    if proportion:
        over = grid.counts > grid.denominators
        _refuse_where(grid, over, "the count is larger than its denominator. Check which number is which.")


def _refuse_where(grid: Grid, wrong: Flags, what: str) -> None:
    if not wrong.any():
        return
    series, period = (int(place) for place in np.argwhere(wrong)[0])
    more = int(wrong.sum()) - 1
    others = f" ({more} more like it)" if more else ""
    raise BadPointsError(f"At {grid.xs[period]}, {grid.label(series)}: {what}{others}")
