"""Which of five verdicts a chart earns.

A direction is named when the latest points clearly lie on one side.
"""

from typing import Literal, cast

from groundswell.core.stats.against_baseline import BaselineComparison
from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.points import Direction
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT, ChartResult, Meaning, PartResult, Side

Verdict = Literal["too_few", "no_signal", "improving", "look_again", "different"]

VERDICT_OF: dict[Meaning, Verdict] = {
    "improvement": "improving",
    "concern": "look_again",
    "neutral": "different",
}


def verdict_of(result: ChartResult, compared: BaselineComparison | None, direction: Direction) -> Verdict:
    """The whole series against its baseline first, then the latest phase on its own, then single points."""
    if len(result.values) < FEWEST_FOR_A_VERDICT:
        return "too_few"
    last, meanings = result.parts[-1], _marked(result, direction)
    if compared and compared.runs_signal:
        return _of_side(compared.side, direction)
    if last.runs_signal:
        return _of_side(side_of_part(result, last), direction)
    if meanings:
        return VERDICT_OF["concern" if "concern" in meanings else next(iter(meanings))]
    return "no_signal" if last.judged else "too_few"


def side_of_part(result: ChartResult, part: PartResult) -> Side | None:
    """Where the latest points of a part with a runs signal lie; None when its long run is over."""
    if part.run_window and part.long_run:
        return part.run_window.side if run_lasts(result, part) else None
    return _later_half_side(result, part)


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


def _marked(result: ChartResult, direction: Direction) -> frozenset[Meaning]:
    """Meanings of the marked points of the latest phase."""
    latest = result.points[result.parts[-1].start_index :]
    return frozenset(meaning_of(s.side, direction) for p in latest for s in p.signals)
