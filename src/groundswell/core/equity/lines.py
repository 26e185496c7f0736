"""One group's rate at two times: the lines that a gap lies between."""

import math
from dataclasses import dataclass

from groundswell.core.stats.rate_intervals import Share, newcombe_interval
from groundswell.core.stats.rates import ChangeInterval, PointChange


@dataclass(frozen=True, slots=True)
class Line:
    """A group before and after, in percent (0 to 100). Counts are None where the source published rates alone."""

    group: str
    before: float
    after: float
    before_share: Share | None = None
    after_share: Share | None = None

    def __post_init__(self) -> None:
        if not (0 <= self.before <= 100 and 0 <= self.after <= 100):
            raise ValueError(
                f"{self.group}: rates are percent, 0 to 100, not {self.before:g} and {self.after:g}."
            )

    @classmethod
    def of_shares(cls, group: str, before: Share, after: Share) -> "Line":
        return cls(group, 100 * before.proportion, 100 * after.proportion, before, after)

    @property
    def change(self) -> PointChange:
        return PointChange(self.after - self.before)

    def change_interval(self, confidence: float = 0.95) -> ChangeInterval | None:
        """Newcombe's interval of after minus before, as for different students; None without counts."""
        if self.before_share is None or self.after_share is None:
            return None
        ends = newcombe_interval(self.after_share, self.before_share, confidence=confidence)
        return ChangeInterval(PointChange(100 * ends[0]), PointChange(100 * ends[1]), confidence)

    def better_by(self, *, higher_is_better: bool) -> float:
        """Percentage points of improvement; below 0 when the rate got worse."""
        return self.change.value if higher_is_better else -self.change.value

    def moved_clearly(self, confidence: float = 0.95) -> bool:
        """The change lies outside chance; without counts, the measured change is taken as it is."""
        interval = self.change_interval(confidence)
        return self.change.value != 0 if interval is None else not interval.holds_zero


def apart_change_interval(group: Line, reference: Line, confidence: float) -> ChangeInterval | None:
    """Interval of (group − reference) after minus before, in points; None without counts.

    Each of the two gaps has a Newcombe interval; their difference follows from both by the method of variance
    estimates recovery. Source: Zou & Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    if group.before_share is None or reference.before_share is None:
        return None
    if group.after_share is None or reference.after_share is None:
        return None
    low0, high0 = newcombe_interval(group.before_share, reference.before_share, confidence=confidence)
    low1, high1 = newcombe_interval(group.after_share, reference.after_share, confidence=confidence)
    gap0, gap1 = (group.before - reference.before) / 100, (group.after - reference.after) / 100
    low = gap1 - gap0 - math.hypot(gap1 - low1, high0 - gap0)
    high = gap1 - gap0 + math.hypot(high1 - gap1, gap0 - low0)
    return ChangeInterval(PointChange(100 * low), PointChange(100 * high), confidence)
