"""Were the tested unit and its comparison moving side by side before? What the earlier periods can say."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.change.alike import Series, is_nothing
from groundswell.core.stats.change.found import FEWEST_PERIODS
from groundswell.core.stats.rates import signed
from groundswell.core.stats.special import t_quantile

ParallelVerdict = Literal["not_enough", "drifting", "no_drift_seen"]


@dataclass(frozen=True, slots=True)
class ParallelCheck:
    """The drift of the gap (tested minus comparison) over the periods before, per period, with its interval.

    `carried_low` and `carried_high`: what such a drift alone would add from before to after.
    """

    verdict: ParallelVerdict
    n: int
    drift: float | None = None
    low: float | None = None
    high: float | None = None
    carried_low: float | None = None
    carried_high: float | None = None

    def could_hide(self, difference: float) -> bool:
        """A drift that the earlier periods do not rule out could give the whole difference by itself."""
        if self.carried_low is None or self.carried_high is None:
            return True
        return self.carried_low <= difference <= self.carried_high

    def words(self, difference: float | None = None, *, kind: str = "", period_word: str = "week") -> str:
        """What the check saw, and what it cannot promise. `kind`: what the gap is counted in, if anything."""
        if self.verdict == "not_enough" or self.drift is None:
            return f"We could not check the time before: it takes {FEWEST_PERIODS} shared {period_word}s."
        moved = f"the gap between them moved {signed(self.drift, 2)} {kind}".rstrip() + f" a {period_word}"
        if self.verdict == "drifting":
            return f"Already before, {moved}, so they were not moving side by side."
        sentence = f"Before, {moved}, which chance alone could give. That does not prove they were parallel"
        if difference is not None and self.could_hide(difference):
            return f"{sentence}: a drift too small to see could add up to the whole difference."
        return f"{sentence}, but a drift big enough to explain the difference would have shown."


def check_parallel(
    gaps_before: Series, gaps_after: Series, *, confidence: float = 0.95, fewest: int = FEWEST_PERIODS
) -> ParallelCheck:
    """Least-squares slope of the gap over the periods before, with its t interval; gaps in the data are skipped.

    Why "not seen" is not "parallel": Roth (2022), American Economic Review: Insights 4, 305-322.
    Carrying the slope forward as a bound: Rambachan & Roth (2023), Review of Economic Studies 90, 2555-2591.
    """
    times, gaps = _known(gaps_before, 0)
    if len(gaps) < max(3, fewest):
        return ParallelCheck("not_enough", len(gaps))
    slope, half = _slope(times, gaps, confidence)
    low, high = slope - half, slope + half
    later, _ = _known(gaps_after, len(gaps_before))
    ahead = float(later.mean() - times.mean()) if len(later) else 0.0
    still = is_nothing(slope, beside=gaps.tolist()) or low <= 0 <= high
    verdict: ParallelVerdict = "no_drift_seen" if still else "drifting"
    return ParallelCheck(verdict, len(gaps), slope, low, high, low * ahead, high * ahead)


Column = NDArray[np.float64]


def _known(series: Series, start: int) -> tuple[Column, Column]:
    """Positions and values of what is not missing."""
    pairs = [(start + i, v) for i, v in enumerate(series) if v is not None and not math.isnan(v)]
    return np.array([t for t, _ in pairs], dtype=np.float64), np.array(
        [v for _, v in pairs], dtype=np.float64
    )


def _slope(times: Column, values: Column, confidence: float) -> tuple[float, float]:
    """Slope and half the width of its interval."""
    centered = times - times.mean()
    square = float(centered @ centered)
    slope = float(centered @ values) / square
    left = values - values.mean() - slope * centered
    freedom = len(values) - 2
    error = math.sqrt(float(left @ left) / freedom / square)
    return slope, t_quantile(0.5 + confidence / 2, freedom) * error
