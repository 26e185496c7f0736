"""What a scan gives back: one row per series, and points on demand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.points import ChartOptions, Direction, Layout
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT, Meaning
from groundswell.core.stats.rules.sets import RULE_SETS
from groundswell.core.stats.scan.discovery import Discoveries, discoveries
from groundswell.core.stats.scan.grid import Grid
from groundswell.core.stats.scan.sweep import BLOCK, Phase, Sweep, bits_of, phase
from groundswell.core.stats.scan.verdicts import VERDICTS

TableOf = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Scan:
    """The charts of many series. Nothing here ranks them: rows stand in the order in which they came."""

    grid: Grid
    options: ChartOptions
    layout: Layout
    swept: Sweep

    @property
    def n_series(self) -> int:
        return self.grid.n_series

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """What the bits of `signals` mean, lowest first: a rule and its side."""
        return bits_of(RULE_SETS[self.options.rules])

    @property
    def signals(self) -> NDArray[np.uint16]:
        """Signal bits of every point, (series, periods)."""
        return self.swept.bits

    def series(self) -> TableOf:
        """One row per series: its keys, its latest center and limits, its runs and its verdict.

        `n_values` counts the values of the whole series, `n_latest` those of its latest phase. Limits are NaN where
        they move with the denominators; center, limits and values in the shown unit.
        """
        found = dict(self.swept.series)
        words = np.asarray(VERDICTS)[found.pop("verdict")]
        return {**self._keys(slice(0, self.n_series)), "verdict": words, **found}

    def points(self, first: int = 0, last: int | None = None) -> TableOf:
        """One row per point of the series from `first` up to `last` (not included), gaps among them.

        `center_shown` and `limits_shown` tell where a phase has enough points for them, `above` and `below` the
        marked side; `signals` holds the bits of `rules`.
        """
        here = slice(first, self.n_series if last is None else min(last, self.n_series))
        width = len(self.grid.xs)
        keys = {name: np.repeat(values, width) for name, values in self._keys(here).items()}
        xs = np.tile(np.asarray(self.grid.xs), here.stop - here.start)
        bits = self.swept.bits[here].ravel()
        up = np.uint16(sum(1 << (2 * k) for k in range(8)))
        return {
            **keys,
            "x": xs,
            **self._lines(here),
            "signals": bits,
            "above": (bits & up) > 0,
            "below": (bits & (up << np.uint16(1))) > 0,
        }

    def discoveries(self, *, rate: float = 0.05, overlapping: bool = False) -> Discoveries:
        """Which series stand out when so many are looked at, with the false-discovery rate held."""
        return discoveries(self, rate=rate, overlapping=overlapping)

    def blocks(self) -> Iterator[TableOf]:
        """All points, a block of series at a time, for scans too large to hold at once."""
        for first in range(0, self.n_series, BLOCK):
            yield self.points(first, first + BLOCK)

    def meaning(self, *, above: bool, direction: Direction | None = None) -> Meaning:
        """What a mark on this side means, given the hoped-for direction."""
        return meaning_of("above" if above else "below", direction or self.options.direction)

    def _keys(self, here: slice) -> TableOf:
        return {name: np.asarray(key.labels)[key.codes[here]] for name, key in self.grid.keys.items()}

    def _lines(self, here: slice) -> TableOf:
        with np.errstate(all="ignore"):
            phases = [
                phase(self.grid, self.options, self.layout, number, here)
                for number in range(len(self.layout.starts))
            ]
        columns: TableOf = {}
        for name in ("values", "center", "lower", "upper"):
            stacked = [np.broadcast_to(getattr(each.lines, name), each.lines.values.shape) for each in phases]
            shown = np.vstack(stacked).T.ravel() * self.options.multiply
            columns["value" if name == "values" else name] = np.where(np.isfinite(shown), shown, np.nan)
        columns["center_shown"] = _of_points(phases, [p.n_values >= FEWEST_FOR_A_VERDICT for p in phases])
        columns["limits_shown"] = _of_points(phases, [p.limits_shown for p in phases])
        if self.grid.denominators is not None:
            columns["denominator"] = self.grid.denominators[here].ravel()
        return columns


def _of_points(phases: Sequence[Phase], flags: Sequence[Flags]) -> Flags:
    """What is true of a phase of a series, (series,), at each of its points, series by series."""
    each = [np.broadcast_to(flag, p.lines.values.shape) for p, flag in zip(phases, flags, strict=True)]
    return np.vstack(each).T.ravel()
