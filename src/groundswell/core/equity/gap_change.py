"""Is a gap closing? Judged with both lines, and in points and as a ratio, which can disagree."""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.equity.gap_words import gap_change_words
from groundswell.core.equity.lines import Line, apart_change_interval
from groundswell.core.stats.rates import ChangeInterval, PercentChange, PointChange

GapVerdict = Literal["closing up", "closing, but not up", "widening", "about the same", "too close to call"]


@dataclass(frozen=True, slots=True)
class GapChange:
    """A gap at two times. `behind` is the group with the less wanted result at first, `ahead` the other.

    `gap_before` and `gap_after` are sizes in percentage points, below 0 once the group behind is ahead. Ratios are the
    higher rate over the lower at first (the same groups on top later); None where a rate is 0. `points` is the change
    of the size in points with its interval (None without counts), `percent` the same change in percent of the first
    size, `ratio_percent` the change of the ratio in percent.
    """

    behind: Line
    ahead: Line
    gap_before: PointChange
    gap_after: PointChange
    points: PointChange
    points_interval: ChangeInterval | None
    percent: PercentChange | None
    ratio_before: float | None
    ratio_after: float | None
    ratio_percent: PercentChange | None
    verdict: GapVerdict
    behind_improved: bool
    ahead_worsened: bool

    @property
    def crossed(self) -> bool:
        """The group that was behind is ahead now."""
        return self.gap_after.value < 0

    @property
    def disagree(self) -> bool:
        """One of gap in points and ratio got smaller and the other larger."""
        if self.ratio_percent is None or self.crossed:
            return False
        return self.points.value * self.ratio_percent.value < 0

    def words(self, decimals: int = 1) -> str:
        return gap_change_words(self, decimals)


def gap_change(
    group: Line, reference: Line, *, higher_is_better: bool, confidence: float = 0.95, smallest: float = 0.05
) -> GapChange:
    """How a gap changed between two times.

    "closing up" needs a smaller gap, a group behind that improved and a reference that did not get worse; where counts
    are known, the gap's change and the improvement have to lie outside chance. A change of fewer than `smallest`
    points counts as none. The two times hold different students, or few of the same.
    """
    sign = 1 if higher_is_better else -1
    behind, ahead = (
        (group, reference) if sign * group.before <= sign * reference.before else (reference, group)
    )
    before, after = sign * (ahead.before - behind.before), sign * (ahead.after - behind.after)
    ratios = _ratios(behind, ahead, higher_is_better=higher_is_better)
    improved, worsened = _both_lines(behind, ahead, confidence, higher_is_better=higher_is_better)
    points, interval = _points(behind, ahead, confidence, higher_is_better=higher_is_better)
    shrunk = abs(after) - abs(before)
    return GapChange(
        behind=behind,
        ahead=ahead,
        gap_before=PointChange(before),
        gap_after=PointChange(after),
        points=points,
        points_interval=interval,
        percent=PercentChange(100 * (after - before) / before) if before else None,
        ratio_before=ratios[0],
        ratio_after=ratios[1],
        ratio_percent=_percent(ratios),
        verdict=_verdict(shrunk, interval, smallest=smallest, improved=improved, worsened=worsened),
        behind_improved=improved,
        ahead_worsened=worsened,
    )


def _points(
    behind: Line, ahead: Line, confidence: float, *, higher_is_better: bool
) -> tuple[PointChange, ChangeInterval | None]:
    upper, lower = (ahead, behind) if higher_is_better else (behind, ahead)
    value = upper.after - lower.after - (upper.before - lower.before)
    return PointChange(value), apart_change_interval(upper, lower, confidence)


def _both_lines(behind: Line, ahead: Line, confidence: float, *, higher_is_better: bool) -> tuple[bool, bool]:
    better = behind.better_by(higher_is_better=higher_is_better) > 0
    worse = ahead.better_by(higher_is_better=higher_is_better) < 0
    return better and behind.moved_clearly(confidence), worse and ahead.moved_clearly(confidence)


def _ratios(behind: Line, ahead: Line, *, higher_is_better: bool) -> tuple[float | None, float | None]:
    upper, lower = (ahead, behind) if higher_is_better else (behind, ahead)
    return (
        upper.before / lower.before if lower.before else None,
        upper.after / lower.after if lower.after else None,
    )


def _percent(ratios: tuple[float | None, float | None]) -> PercentChange | None:
    first, last = ratios
    return None if not first or last is None else PercentChange(100 * (last - first) / first)


def _verdict(
    shrunk: float, interval: ChangeInterval | None, *, smallest: float, improved: bool, worsened: bool
) -> GapVerdict:
    """`shrunk` is the change of the gap's size in points, without its sign."""
    if interval is not None and interval.holds_zero:
        return "too close to call"
    if abs(shrunk) < smallest:
        return "about the same"
    if shrunk > 0:
        return "widening"
    return "closing up" if improved and not worsened else "closing, but not up"
