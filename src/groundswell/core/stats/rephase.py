"""A new phase, offered as four questions. Nothing is ever re-phased silently.

The questions are Wheeler's (Understanding Variation, 1993) for new limits: is it different, is the reason
known, is it wanted, is it expected to last?
"""

from dataclasses import dataclass

from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.points import X
from groundswell.core.stats.result import (
    FEWEST_FOR_A_VERDICT,
    ChartResult,
    Meaning,
    PartResult,
    RunWindow,
)
from groundswell.core.stats.verdict import run_lasts
from groundswell.core.stats.wording import said_x

DIFFERENT = (
    "Is it different now? From {start} on, {count} points in a row lie {side} the {center}; up to {ordinary} is "
    "ordinary."
)
DIFFERENT_BY_RULE = "Is it different now? From {start} on, {count} points in a row lie {side} the {center}."
KNOWN = "Do you know what changed around {start}, and does everyone see it the same way?"
DESIRABLE: dict[Meaning, str] = {
    "improvement": "Is it what you hoped for? The points lie in the hoped-for direction.",
    "concern": "Is it what you hoped for? The points lie away from the hoped-for direction.",
    "neutral": "Is it what you hoped for? The chart does not know which direction you hope for.",
}
LASTING = "Do you expect it to last, now that it has held up to {end}?"
ADVICE = (
    "Four times yes: you may start a new phase at {start}, with its own {center}. Otherwise leave the lines as "
    "they are and look into it."
)


@dataclass(frozen=True, slots=True)
class RephaseQuestion:
    """One place where a new phase might begin. `start_index` and `start` are its first point."""

    part: int
    start_index: int
    start: X
    window: RunWindow
    different: str
    known: str
    desirable: str
    lasting: str
    advice: str

    @property
    def questions(self) -> tuple[str, str, str, str]:
        """All four, in order."""
        return self.different, self.known, self.desirable, self.lasting


def rephase_questions(result: ChartResult) -> tuple[RephaseQuestion, ...]:
    """Questions about the latest phase where a shift holds to its end; none where there is too little data.

    Both sides of the shift need enough points for a center of their own.
    """
    part = result.parts[-1] if result.parts else None
    window = _lasting_shift(result, part) if part else None
    if part is None or window is None or not _enough(result, part, window):
        return ()
    return (_asked(result, part, window),)


def _lasting_shift(result: ChartResult, part: PartResult) -> RunWindow | None:
    """The long run of the runs rules, else the shift that a rule marks, when no useful point follows it."""
    if part.long_run and part.run_window and run_lasts(result, part):
        return part.run_window
    useful = [i for i in _counted(result, part) if result.points[i].y != part.center]
    marks = [s for s in result.points[useful[-1]].signals if s.rule.startswith("shift_")] if useful else []
    widest = max(marks, key=lambda signal: len(signal.window), default=None)
    if widest is None or widest.side is None:
        return None
    return RunWindow(widest.window, widest.side)


def _counted(result: ChartResult, part: PartResult) -> list[int]:
    """Positions of the part with a value that counts."""
    here = range(part.start_index, part.end_index + 1)
    return [i for i in here if result.points[i].y is not None and result.points[i].included]


def _enough(result: ChartResult, part: PartResult, window: RunWindow) -> bool:
    counted = _counted(result, part)
    before = sum(i < window.start for i in counted)
    return min(before, len(counted) - before) >= FEWEST_FOR_A_VERDICT


def _asked(result: ChartResult, part: PartResult, window: RunWindow) -> RephaseQuestion:
    start, end = result.points[window.start].x, result.points[window.end].x
    words = {
        "start": said_x(start),
        "end": said_x(end),
        "count": len(window.indices),
        "side": window.side,
        "center": result.center_word,
        "ordinary": part.longest_run_max,
    }
    by_runs = part.long_run and window == part.run_window
    return RephaseQuestion(
        part=len(result.parts) - 1,
        start_index=window.start,
        start=start,
        window=window,
        different=(DIFFERENT if by_runs else DIFFERENT_BY_RULE).format(**words),
        known=KNOWN.format(**words),
        desirable=DESIRABLE[meaning_of(window.side, result.direction)],
        lasting=LASTING.format(**words),
        advice=ADVICE.format(**words),
    )
