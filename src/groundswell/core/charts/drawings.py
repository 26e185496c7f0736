"""Builders for the drawings of the test pages: guess beside result, ramp of cycles, tally.

And the verdict's mark.
"""

from collections.abc import Sequence

from groundswell.core.charts.bodies import Prediction, Ramp, Step, Tally
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.shapes import shape
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import SHAPE_OF_VERDICT
from groundswell.core.stats import Verdict, said

FROM_TEAM = "The team's own record"
STATE_WORDS = {"decided": "decided", "current": "now", "planned": "planned", "set_down": "set down"}


def prediction_scale(
    guess: float | None,
    result: float | None,
    low: float,
    high: float,
    *,
    title: str,
    unit: str = "",
    source: str = FROM_TEAM,
) -> ChartSpec:
    """The guess as a tick, the result as a dot, on a scale that grows to hold both."""
    known = [v for v in (guess, result) if v is not None]
    low, high = min([low, *known]), max([high, *known])
    if low == high:
        high = low + 1
    guessed = "no guess in numbers" if guess is None else f"guess {said(guess, unit)}"
    happened = "no result yet" if result is None else f"result {said(result, unit)}"
    sentence = f"{guessed[0].upper()}{guessed[1:]}, {happened}."
    words = "" if guess is None else f"guess {said(guess, '')}"
    body = Prediction(guess, result, low, high, words)
    return ChartSpec(
        title, unit, source, "Guess and result on one scale.", sentence, f"{title}. {sentence}", body
    )


def ramp(steps: Sequence[Step], *, title: str, source: str = FROM_TEAM) -> ChartSpec:
    """Cycles in order, higher where more of the system is touched."""
    said_steps = [f"{s.number}: {s.words}, {s.decision or STATE_WORDS[s.state]}" for s in steps]
    sentence = f"{'; '.join(said_steps)}." if steps else "No cycles yet."
    rows = tuple((s.number, s.words, s.decision or STATE_WORDS[s.state]) for s in steps)
    method = "Height is the scale of the test."
    return ChartSpec(
        title,
        "",
        source,
        method,
        sentence,
        f"{title}. {sentence}",
        Ramp(tuple(steps)),
        Table(("Cycle", "Scale", "Decision"), rows),
    )


def tally(count: int, *, title: str, source: str = FROM_TEAM) -> ChartSpec:
    """`count` strokes in fives. Raises ValueError for a count below zero."""
    if count < 0:
        raise ValueError(f"A tally cannot show {count}. Count up from zero.")
    return ChartSpec(
        title, "", source, "One stroke for each.", f"{count}.", f"{title}: {count}.", Tally(count)
    )


def verdict_mark(verdict: Verdict, *, size: int = 14) -> str:
    """The verdict's shape as a small inline picture for use beside its words; hidden from screen readers."""
    canvas = Canvas()
    canvas.open(
        "svg", "gs-mark", viewBox="0 0 16 16", width=size, height=size, aria_hidden="true", focusable="false"
    )
    shape(canvas, SHAPE_OF_VERDICT[verdict], 8, 8, size=0.95)
    canvas.close("svg")
    return canvas.result()
