"""Which of five verdicts a chart earns.

A direction is named when the latest points clearly lie on one side.
"""

from collections.abc import Sequence
from typing import Literal, cast

from groundswell.core.stats.against_baseline import BaselineComparison
from groundswell.core.stats.found_patterns import latest_point, runs_rule
from groundswell.core.stats.making_data_count import making_data_count
from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.points import Direction
from groundswell.core.stats.result import (
    FEWEST_FOR_A_VERDICT,
    ChartResult,
    Meaning,
    PartResult,
    Side,
    Signal,
)
from groundswell.core.stats.wording import DIFFERENCES

Verdict = Literal["too_few", "no_signal", "improving", "look_again", "different"]

VERDICT_OF: dict[Meaning, Verdict] = {
    "improvement": "improving",
    "concern": "look_again",
    "neutral": "different",
}
# A concern on the latest points is said before anything else about them.
BY_WEIGHT: tuple[Meaning, ...] = ("concern", "improvement", "neutral")


def verdict_of(result: ChartResult, compared: BaselineComparison | None, direction: Direction) -> Verdict:
    """The whole series against its baseline first, then the latest phase on its own, then marked points.

    Under Making Data Count rules the latest point decides, and a verdict waits for thirteen points. Ranges and
    spreads have no hoped-for direction.
    """
    hoped: Direction = "neither" if result.chart in DIFFERENCES else direction
    if len(result.values) < FEWEST_FOR_A_VERDICT:
        return "too_few"
    if result.rules == "mdc":
        return _of_the_latest_point(result, hoped)
    if compared and compared.runs_signal:
        return _of_side(compared.side, hoped)
    return _of_runs_and_marks(result, hoped) if result.rules == "anhoej" else _of_patterns(result, hoped)


def _of_the_latest_point(result: ChartResult, direction: Direction) -> Verdict:
    variation = making_data_count(result).variation
    if variation is None or variation == "common_cause":
        return "too_few" if variation is None else "no_signal"
    return _of_side("above" if variation.endswith("high") else "below", direction)


def _of_runs_and_marks(result: ChartResult, direction: Direction) -> Verdict:
    """Runs speak first; single points outside limits ask to look again if any of them does."""
    last = result.parts[-1]
    if last.runs_signal:
        return _of_side(side_of_part(result, last), direction)
    latest = result.points[last.start_index :]
    meanings = _meanings([s for p in latest for s in p.signals], direction)
    return _first_of(meanings) if meanings else _silent(last)


def _of_patterns(result: ChartResult, direction: Direction) -> Verdict:
    """The latest point's patterns speak; patterns that are over say no more than that it is not one process."""
    last, latest = result.parts[-1], latest_point(result)
    if latest and latest.signals:
        return _first_of(_meanings(latest.signals, direction))
    if any(p.signals for p in result.points[last.start_index :]):
        return "different"
    return _of_side(side_of_part(result, last), direction) if last.runs_signal else _silent(last)


def _silent(last: PartResult) -> Verdict:
    return "no_signal" if last.judged else "too_few"


def _meanings(signals: Sequence[Signal], direction: Direction) -> frozenset[Meaning]:
    return frozenset(meaning_of(signal.side, direction) for signal in signals)


def _first_of(meanings: frozenset[Meaning]) -> Verdict:
    return VERDICT_OF[next(meaning for meaning in BY_WEIGHT if meaning in meanings)]


def side_of_part(result: ChartResult, part: PartResult) -> Side | None:
    """Where the latest points of a part with a runs signal lie; None when its long run is over."""
    if _too_many_runs(result, part):
        return None
    if part.run_window and part.long_run:
        return part.run_window.side if run_lasts(result, part) else None
    return _later_half_side(result, part)


def _too_many_runs(result: ChartResult, part: PartResult) -> bool:
    """The number of runs is unusual, and not because there are few: two processes may share the line."""
    return runs_rule(result) == "runs_count" and (part.crossings or 0) >= (part.crossings_min or 0)


def run_lasts(result: ChartResult, part: PartResult) -> bool:
    """No useful point of the part follows its longest run."""
    later = result.points[part.run_window.end + 1 : part.end_index + 1] if part.run_window else ()
    return not any(p.y is not None and p.included and p.y != p.center for p in later)


def _of_side(side: Side | None, direction: Direction) -> Verdict:
    return "different" if side is None else VERDICT_OF[meaning_of(side, direction)]


def _later_half_side(result: ChartResult, part: PartResult) -> Side | None:
    """Few crossings without one long run: a side is named when two in three of the later points lie there.

    The share is our own choice; a smaller one would call any season a direction.
    """
    here = result.points[part.start_index : part.end_index + 1]
    useful = [p.y for p in here if p.y is not None and p.included and p.y != part.center]
    later = useful[len(useful) // 2 :]
    above = sum(1 for value in later if part.center is not None and value > part.center)
    for side, count in (("above", above), ("below", len(later) - above)):
        if count * 3 >= len(later) * 2:
            return cast("Side", side)
    return None
