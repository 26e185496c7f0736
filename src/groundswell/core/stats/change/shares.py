"""Two counts out of two denominators, before and after: points, percent and ratio, never mixed."""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats.change.before_after import CANNOT_TELL
from groundswell.core.stats.change.found import FEWEST_PEOPLE, Found, found_in, interval_words, reading_of
from groundswell.core.stats.rate_intervals import RiskRatio, Share, newcombe_interval, risk_ratio_interval
from groundswell.core.stats.rates import ChangeInterval, PercentChange, PointChange, change
from groundswell.core.stats.wording import said

DIFFERENT_PEOPLE = "The interval takes the two groups as different people, each counted once."


@dataclass(frozen=True, slots=True)
class ShareChange:
    """Before and after as shares. `percent` and its interval are None when a count is 0 (no base to relate to).

    `found` rests on the interval in percentage points.
    """

    before: Share
    after: Share
    points: PointChange
    points_interval: ChangeInterval
    ratio: RiskRatio
    percent: PercentChange | None
    percent_interval: ChangeInterval | None
    found: Found

    def words(self, *, how: Literal["percent", "points"], decimals: int = 1) -> str:
        """The reading as one paragraph. `how` has no default: people choose percent or points."""
        shares = f"{_share_words(self.before, decimals)} to {_share_words(self.after, decimals)}"
        if how == "percent" and (self.percent is None or self.percent_interval is None):
            raise ValueError("A percent change from or to 0 has no interval. Use percentage points instead.")
        moved, interval = (
            (self.percent, self.percent_interval) if how == "percent" else (self.points, self.points_interval)
        )
        sentences = [f"From {shares}: {moved.words(decimals) if moved else ''}."]
        sentences += [interval_words(interval, decimals)] if interval else []
        return " ".join([*sentences, DIFFERENT_PEOPLE, reading_of(self.found), CANNOT_TELL])


def compare_shares(
    before: Share, after: Share, *, confidence: float = 0.95, fewest: int = FEWEST_PEOPLE
) -> ShareChange:
    """Newcombe's interval for the difference and the log interval for the ratio; sources in `rate_intervals`.

    For the same students counted week after week use a chart: they are not new people every week.
    """
    low, high = newcombe_interval(after, before, confidence=confidence)
    interval = ChangeInterval(PointChange(100 * low), PointChange(100 * high), confidence)
    ratio = risk_ratio_interval(after, before, confidence=confidence)
    percent, percent_interval = _relative(before, after, ratio, confidence)
    return ShareChange(
        before=before,
        after=after,
        points=PointChange(100 * (after.proportion - before.proportion)),
        points_interval=interval,
        ratio=ratio,
        percent=percent,
        percent_interval=percent_interval,
        found=found_in(interval, enough=min(before.n, after.n) >= fewest),
    )


def _relative(
    before: Share, after: Share, ratio: RiskRatio, confidence: float
) -> tuple[PercentChange | None, ChangeInterval | None]:
    if before.count == 0 or after.count == 0:
        return None, None
    low, high = PercentChange(100 * (ratio.low - 1)), PercentChange(100 * (ratio.high - 1))
    moved = change(before.proportion, after.proportion, how="percent")
    return PercentChange(moved.value), ChangeInterval(low, high, confidence)


def _share_words(share: Share, decimals: int) -> str:
    return f"{said(100 * share.proportion, '%', decimals)} ({share.count:g} of {share.n:g})"
