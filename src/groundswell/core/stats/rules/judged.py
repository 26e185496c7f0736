"""What a rule sees of one phase, and what it reports. Arrays are (points, series)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines.segment import Flags, Lines, Numbers

Sides = NDArray[np.int8]
Places = NDArray[np.int16]

TIE_TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Judged:
    """Values with their lines; `side` is 1 above the center, -1 below, 0 on it or missing.

    `even` and `even_center` are the values in the scale where `unit`, one standard deviation, means the same
    above and below; `unit` None where zones have no meaning.
    """

    values: Numbers
    center: Numbers
    lower: Numbers
    upper: Numbers
    side: Sides
    unit: Numbers | None
    even: Numbers
    even_center: Numbers

    def beyond(self, sigmas: float) -> tuple[Flags, Flags]:
        """Points strictly more than so many standard deviations above, and below, the center."""
        if self.unit is None:
            nowhere = np.zeros(self.values.shape, dtype=np.bool_)
            return nowhere, nowhere
        reach = sigmas * self.unit
        return self.even > self.even_center + reach, self.even < self.even_center - reach

    @property
    def outside(self) -> tuple[Flags, Flags]:
        """Points strictly above the upper limit, and strictly below the lower one."""
        return self.values > self.upper, self.values < self.lower


@dataclass(frozen=True, slots=True)
class Skipping:
    """The same for the series at `columns`, where points were skipped and windows differ in width.

    `start` is the first place of the pattern that is complete at each place, `counted` the points not skipped.
    """

    columns: NDArray[np.intp]
    up: Flags
    down: Flags
    start: Places
    counted: Flags


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern is complete, upward and downward; it began `width` - 1 places earlier.

    `hits` (up, down) are the points that make the pattern, where not all of its window do. `grows`: windows that
    overlap are one longer pattern. A pattern without a side is complete both ways (`sided` False).
    """

    up: Flags
    down: Flags
    width: int
    hits: tuple[Flags, Flags] | None = None
    grows: bool = False
    sided: bool = True
    skipping: Skipping | None = None


def judge(lines: Lines, included: Flags, *, everything: bool = False) -> Judged:
    """The lines of one phase as rules see them; points set aside, `included` (points,) False, count as missing.

    With `everything`, patterns see points set aside too, as the reference software does; runs never do.
    """
    values = _of_included(lines.values, included)
    even, even_center = (values, lines.center)
    if lines.scaled is not None:
        even, even_center = _of_included(lines.scaled[0], included), lines.scaled[1]
    return Judged(
        values=lines.values if everything else values,
        center=lines.center,
        lower=lines.lower,
        upper=lines.upper,
        side=sides(values, lines.center),
        unit=lines.unit,
        even=even,
        even_center=even_center,
    )


def _of_included(numbers: Numbers, included: Flags) -> Numbers:
    return numbers if included.all() else np.where(included[:, np.newaxis], numbers, np.nan)


def sides(values: Numbers, center: Numbers) -> Sides:
    """1 above, -1 below, 0 on the line or missing; a difference that is only rounding is on the line."""
    apart = values - center
    close = TIE_TOLERANCE * np.maximum(np.abs(values), np.abs(center))
    return (apart > close).astype(np.int8) - (apart < -close).astype(np.int8)


def side_of(value: float, center: float) -> int:
    """The same for one value."""
    apart, close = value - center, TIE_TOLERANCE * max(abs(value), abs(center))
    return (apart > close) - (apart < -close)
