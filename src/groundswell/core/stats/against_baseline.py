"""Everything that came later beside the first phase's baseline."""

import math
import statistics
from dataclasses import dataclass

from groundswell.core.stats.found_patterns import runs_rule, shift_length
from groundswell.core.stats.points import X
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT, ChartResult, RunWindow, Side
from groundswell.core.stats.rules.judged import side_of
from groundswell.core.stats.windows import RunsTest, runs_about
from groundswell.core.stats.wording import counted, said


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """A later span beside the baseline center. `center` of the span is made the way the chart makes centers.

    `runs_signal` applies the chart's own runs rules to the whole series around the baseline center: its rule
    for shifts where it has one. `longest_run_max` is the longest run that those rules call ordinary.
    """

    n: int
    above: int
    below: int
    on_line: int
    baseline_center: float
    center: float
    center_word: str
    frozen: bool
    longest_run: int
    longest_run_max: int
    n_useful: int
    run_window: RunWindow | None
    runs_signal: bool

    @property
    def long_run(self) -> bool:
        """The signal is one long run, rather than few crossings."""
        return self.runs_signal and self.longest_run > self.longest_run_max

    @property
    def side(self) -> Side | None:
        """Where the later span lies: at least two thirds of its points, and its center, on one side.

        Else None.
        """
        sign = side_of(self.center, self.baseline_center)
        count = {1: self.above, -1: self.below, 0: 0}[sign]
        if not sign or 3 * count < 2 * self.n:
            return None
        return "above" if sign > 0 else "below"

    def words(self, *, unit: str, period_word: str = "week", decimals: int = 1) -> str:
        """For instance: 31 of 31 weeks above the frozen median 89.4%.

        When as many lie on each side, both counts are said.
        """
        kind = "frozen" if self.frozen else "baseline"
        line = f"the {kind} {self.center_word} {said(self.baseline_center, unit, decimals)}"
        total = counted(self.n, period_word)
        if self.above == self.below:
            return f"{self.above} of {total} above and {self.below} below {line}"
        most, where = (self.above, "above") if self.above > self.below else (self.below, "below")
        return f"{most} of {total} {where} {line}"


def compare_with_baseline(
    result: ChartResult, *, start: X | None = None, end: X | None = None
) -> BaselineComparison | None:
    """Later points beside the first part's baseline; None when there is no baseline or nothing later.

    The span begins at `start`, else with the latest phase, else right after the frozen baseline.
    """
    first = result.parts[0] if result.parts else None
    after = _later_from(result)
    if first is None or first.center is None or after is None:
        return None
    later = _span(result, after, start, end)
    if not later:
        return None
    sides = [side_of(y, first.center) for y in later]
    found = runs_about([p.y if p.included else None for p in result.points], first.center)
    most, signal = _judged(result, found)
    return BaselineComparison(
        n=len(later),
        above=sides.count(1),
        below=sides.count(-1),
        on_line=sides.count(0),
        baseline_center=first.center,
        center=_center_of(result, later),
        center_word=result.center_word,
        frozen=first.baseline_end_index is not None,
        longest_run=found.longest_run or 0,
        longest_run_max=most,
        n_useful=found.n_useful,
        run_window=found.window,
        runs_signal=signal and found.n_useful >= FEWEST_FOR_A_VERDICT,
    )


def _judged(result: ChartResult, found: RunsTest) -> tuple[int, bool]:
    """The longest ordinary run, and whether the runs are a signal."""
    shift, longest = shift_length(result), found.longest_run or 0
    if shift is not None:
        return shift - 1, longest >= shift
    if runs_rule(result) == "none":
        return 0, False
    return found.longest_run_max or 0, found.signal


def _later_from(result: ChartResult) -> int | None:
    """Position where the later span begins."""
    if not result.parts:
        return None
    first = result.parts[0]
    if len(result.parts) > 1:
        return result.parts[-1].start_index
    return None if first.baseline_end_index is None else first.baseline_end_index + 1


def _span(result: ChartResult, after: int, start: X | None, end: X | None) -> list[float]:
    xs = [p.x for p in result.points]
    begin = after if start is None else next((i for i, x in enumerate(xs) if x >= start), len(xs))  # type: ignore[operator]
    stop = len(xs) if end is None else sum(x <= end for x in xs)  # type: ignore[operator]
    return [p.y for p in result.points[begin:stop] if p.y is not None and p.included]


def _center_of(result: ChartResult, values: list[float]) -> float:
    if result.center_word == "median":
        return statistics.median(values)
    return math.fsum(values) / len(values)
