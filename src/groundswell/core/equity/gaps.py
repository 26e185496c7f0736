"""Gaps between groups, in percentage points and as a ratio, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.core.equity.reference import SELECTED, Reference, ReferenceShare, all_others, reference_for
from groundswell.core.stats.rate_intervals import RiskRatio, Share, newcombe_interval, risk_ratio_interval
from groundswell.core.stats.rates import ChangeInterval, PointChange
from groundswell.core.stats.wording import said

FEWEST = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """One group beside its reference: `points` is group minus reference, `ratio` group over reference."""

    group: str
    share: Share
    reference: ReferenceShare
    points: PointChange
    points_interval: ChangeInterval
    ratio: RiskRatio
    higher_is_better: bool

    @property
    def behind(self) -> bool:
        """The group's result is the less wanted one of the two."""
        return self.points.value < 0 if self.higher_is_better else self.points.value > 0

    @property
    def clear(self) -> bool:
        """No gap at all lies outside the interval in points."""
        return not self.points_interval.holds_zero

    @property
    def note(self) -> str:
        return SELECTED if self.reference.kind == "highest-performing group" else ""

    def words(self, decimals: int = 1) -> str:
        """Both ways of saying the gap, with intervals and the reference."""
        rates = (100 * self.share.proportion, 100 * self.reference.share.proportion)
        own, theirs = (said(rate, "%", decimals) for rate in rates)
        size = said(abs(self.points.value), "", decimals)
        word = "percentage point" if size == "1" else "percentage points"
        side = "above" if self.points.value > 0 else "below"
        apart = "no gap in points" if size == "0" else f"{size} {word} {side}"
        interval = self.points_interval.words(decimals)
        times = f"{said(self.ratio.ratio, '', 2)} times their rate"
        ends = f"{said(self.ratio.low, '', 2)} to {said(self.ratio.high, '', 2)}"
        first = f"{self.group}: {own}, beside {theirs} for {self.reference.words}."
        return f"{first} That is {apart} ({interval}) and {times} ({ends})."


def gaps(
    groups: Mapping[str, Share],
    *,
    whole: Share,
    higher_is_better: bool,
    reference: Reference | None = None,
    confidence: float = 0.95,
    fewest: int = FEWEST,
) -> tuple[Gap, ...]:
    """Every group beside the reference (all other students unless said), in the order given.

    A group that is itself the reference, or has no reference, is left out. `groups` may overlap with each other, as
    English learners and Latinx students do; but against another group the intervals count on different students.
    """
    chosen = reference or Reference()
    found = []
    for group, share in groups.items():
        beside = reference_for(
            group, groups, whole=whole, reference=chosen, higher_is_better=higher_is_better, fewest=fewest
        )
        if beside is not None:
            found.append(gap(group, share, beside, higher_is_better=higher_is_better, confidence=confidence))
    return tuple(found)


def gap(
    group: str, share: Share, reference: ReferenceShare, *, higher_is_better: bool, confidence: float = 0.95
) -> Gap:
    """One gap. Intervals: Newcombe (1998) method 10 for points, Katz and others (1978) for the ratio."""
    low, high, ratio = _intervals(share, reference, confidence)
    return Gap(
        group=group,
        share=share,
        reference=reference,
        points=PointChange(100 * (share.proportion - reference.share.proportion)),
        points_interval=ChangeInterval(PointChange(100 * low), PointChange(100 * high), confidence),
        ratio=ratio,
        higher_is_better=higher_is_better,
    )


def _intervals(share: Share, reference: ReferenceShare, confidence: float) -> tuple[float, float, RiskRatio]:
    if reference.kind == "whole":
        return _against_whole(share, reference.share, confidence)
    low, high = newcombe_interval(share, reference.share, confidence=confidence)
    return low, high, risk_ratio_interval(share, reference.share, confidence=confidence)


def _against_whole(share: Share, whole: Share, confidence: float) -> tuple[float, float, RiskRatio]:
    """The group is part of the whole, so both are found from group and all others, who are different people.

    With w = n / N the difference is (1 − w) times, and the ratio r becomes r / (w r + 1 − w).
    """
    others = all_others(share, whole)
    if others is None:
        return 0.0, 0.0, RiskRatio(1.0, 1.0, 1.0, corrected=False)
    weight = share.n / whole.n
    low, high = newcombe_interval(share, others, confidence=confidence)
    beside = risk_ratio_interval(share, others, confidence=confidence)
    ratio, least, most = (r / (weight * r + 1 - weight) for r in (beside.ratio, beside.low, beside.high))
    found = RiskRatio(ratio, least, most, beside.corrected)
    return (1 - weight) * low, (1 - weight) * high, found
