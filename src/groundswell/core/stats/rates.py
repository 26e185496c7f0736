"""Rates beside rates: percent and percentage points are different things and never share a type."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from groundswell.core.stats.wording import said


@dataclass(frozen=True, slots=True)
class PercentChange:
    """Relative change: 40% to 30% is −25 percent."""

    value: float

    def words(self, decimals: int = 1) -> str:
        return _moved(self.value, "percent", decimals)


@dataclass(frozen=True, slots=True)
class PointChange:
    """Difference of two percentages: 40% to 30% is −10 percentage points."""

    value: float

    def words(self, decimals: int = 1) -> str:
        one = said(abs(self.value), "", decimals) == "1"
        return _moved(self.value, "percentage point" if one else "percentage points", decimals)


@dataclass(frozen=True, slots=True)
class AmountChange:
    """Difference in the measure's own unit, when that is not percent: 12 to 9 minutes is −3 minutes."""

    value: float
    unit: str = ""

    def words(self, decimals: int = 1) -> str:
        return _moved(self.value, self.unit, decimals)


Change = PercentChange | PointChange
Difference = PointChange | AmountChange
AnyChange = PercentChange | PointChange | AmountChange


@dataclass(frozen=True, slots=True)
class ChangeInterval:
    """From `low` to `high`, both the same kind of change.

    Raises TypeError when kinds or units are mixed and ValueError when the ends are crossed.
    """

    low: AnyChange
    high: AnyChange
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if kind_words(self.low) != kind_words(self.high):
            kinds = f"{kind_words(self.low)!r} and {kind_words(self.high)!r}"
            raise TypeError(f"An interval cannot mix {kinds}. Give both ends the same kind of change.")
        if not self.low.value <= self.high.value:
            raise ValueError(f"The low end {self.low.value:g} lies above the high end {self.high.value:g}.")

    @property
    def holds_zero(self) -> bool:
        """No change at all is inside the interval."""
        return self.low.value <= 0 <= self.high.value

    def words(self, decimals: int = 1) -> str:
        """For instance: −1.2 to +6.4 percentage points."""
        ends = f"{signed(self.low.value, decimals)} to {signed(self.high.value, decimals)}"
        return f"{ends} {kind_words(self.low)}".rstrip()


def signed(value: float, decimals: int = 1) -> str:
    """+6.4, −1.2 or 0."""
    text = said(value, "", decimals)
    return text if text == "0" or text.startswith("−") else f"+{text}"


def kind_words(change: AnyChange) -> str:
    """What the number of a change counts."""
    if isinstance(change, PercentChange):
        return "percent"
    return "percentage points" if isinstance(change, PointChange) else change.unit


def difference_in(unit: str, value: float) -> Difference:
    """A difference of a measure with this unit: percentage points for "%", else an amount."""
    return PointChange(value) if unit == "%" else AmountChange(value, unit)


def change(before: float, after: float, *, how: Literal["percent", "points"]) -> Change:
    """From `before` to `after`, both percentages.

    `how` has no default: people have to choose. Percent from 0 is refused.
    """
    if how == "points":
        return PointChange(after - before)
    if before == 0:
        raise ValueError("A percent change from 0 has no meaning. Use percentage points instead.")
    return PercentChange(100 * (after - before) / abs(before))


def risk_gap(group: float, others: float) -> PointChange:
    """How many percentage points the group lies above (positive) or below everyone else."""
    return PointChange(group - others)


def risk_ratio(group: float, others: float) -> float | None:
    """How many times everyone else's rate; None when theirs is 0."""
    return None if others == 0 else group / others


def wilson_interval(count: float, n: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson (1927) score interval for a proportion, in 0 to 1.

    Raises ValueError unless 0 <= count <= n and n > 0.
    """
    if n <= 0 or not 0 <= count <= n:
        raise ValueError(f"An interval needs 0 <= count <= n and n > 0, not {count:g} of {n:g}.")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    p, z2 = count / n, z * z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _moved(value: float, what: str, decimals: int) -> str:
    """Up or down, with the size; a change too small to show is about the same."""
    if not value:
        return "no change"
    size = said(abs(value), "", decimals)
    if size == "0":
        return "about the same"
    return f"{'up' if value > 0 else 'down'} {size} {what}".rstrip()
