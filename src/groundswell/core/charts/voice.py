"""The words a chart needs beside its numbers: settings every builder shares, and the reading of one point."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from groundswell.core.charts.marks import Shape
from groundswell.core.stats import (
    ChartOptions,
    ChartResult,
    Meaning,
    PartResult,
    PointResult,
    Reading,
    Verdict,
    X,
    counted,
    reading,
    said,
    said_x,
)
from groundswell.core.stats.found_patterns import runs_rule
from groundswell.core.stats.wording import DIFFERENCES, shown_unit, usual_period

SHAPE_OF_MEANING: dict[Meaning, Shape] = {
    "improvement": "improving",
    "concern": "look_again",
    "neutral": "different",
}
SHAPE_OF_VERDICT: dict[Verdict, Shape] = {
    "too_few": "set_aside",
    "no_signal": "expected",
    "improving": "improving",
    "look_again": "look_again",
    "different": "different",
}
WORDS_OF_MEANING: dict[Meaning, str] = {
    "improvement": "Improving",
    "concern": "Look again",
    "neutral": "Different",
}


@dataclass(frozen=True, slots=True)
class CycleMark:
    """A test of change: a numbered ring under the axis, at its period (or the first one after it)."""

    x: X
    number: str
    words: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class ContextMark:
    """Something else that happened: a tick with words. A team's own words come before a calendar's."""

    x: X
    words: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Captions:
    """What a chart is about. `point_notes` are people's words by position, `href` makes each point a link.

    `period_word` says what one point is (empty: a week, or an event on T and G charts). `ordered` False: the
    points are places, not times. `kept` holds, by position, why a number is kept private; such a point has no
    value. `options` are the choices behind the result, for the note on method.
    """

    title: str
    unit: str
    source: str
    method: str = ""
    period_word: str = ""
    decimals: int = 1
    value_word: str = ""
    count_word: str = "Students"
    cycles: Sequence[CycleMark] = ()
    contexts: Sequence[ContextMark] = ()
    point_notes: Mapping[int, str] = field(default_factory=dict)
    href: Callable[[int], str] | None = None
    selected: int | None = None
    cycles_word: str = "Cycles"
    context_word: str = "Context"
    pause_word: str = "summer"
    ordered: bool = True
    kept: Mapping[int, str] = field(default_factory=dict)
    options: ChartOptions | None = None

    def value(self, number: float) -> str:
        """The number with its unit."""
        return said(number, self.unit, self.decimals)


def settled(captions: Captions, result: ChartResult) -> Captions:
    """The captions with what the kind of chart decides: the unit of differences, and what one point is."""
    word = captions.period_word or usual_period(result.chart)
    return replace(captions, unit=shown_unit(result.chart, captions.unit), period_word=word)


def plain(result: ChartResult) -> ChartResult:
    """Charts of ranges and spreads mark points without a verdict: variation has no hoped-for direction."""
    if result.chart not in DIFFERENCES or result.direction == "neither":
        return result
    points = tuple(
        replace(p, signals=tuple(replace(s, meaning="neutral") for s in p.signals)) for p in result.points
    )
    return replace(result, direction="neither", points=points)


def shape_of_point(point: PointResult) -> Shape:
    """A point changes shape only when a point rule marks it."""
    if not point.included:
        return "set_aside"
    return SHAPE_OF_MEANING[meaning_of_marks(point)] if point.signals else "expected"


def meaning_of_marks(point: PointResult) -> Meaning:
    """What a marked point means: the first rule that marks it says so, and patterns without a side come last."""
    meanings = [signal.meaning for signal in point.signals]
    return next((meaning for meaning in meanings if meaning != "neutral"), "neutral")


def in_run(result: ChartResult, index: int) -> bool:
    """The point is one of the part's long run."""
    part = result.parts[result.points[index].part]
    window = part.run_window if part.long_run else None
    return window is not None and index in window.indices and has_long_run(result, part)


def has_long_run(result: ChartResult, part: PartResult) -> bool:
    """The part's signal is one long run by a rule that looks for one."""
    return part.long_run and runs_rule(result) == "anhoej"


def kept_sentence(captions: Captions) -> str:
    """How many numbers are kept private, and why."""
    if not captions.kept:
        return ""
    why = "; ".join(dict.fromkeys(reason.rstrip(".") for reason in captions.kept.values()))
    return f"{counted(len(captions.kept), captions.period_word)} kept private. {why}."


def words_of(result: ChartResult, captions: Captions) -> Reading:
    """The reading that the builders write when nobody hands them one."""
    return reading(
        result,
        unit=captions.unit,
        period_word=captions.period_word or None,
        decimals=captions.decimals,
        ordered=captions.ordered,
    )


def point_reading(result: ChartResult, index: int, captions: Captions | None = None) -> str:
    """A few words for one row of the table."""
    point = result.points[index]
    if captions and index in captions.kept:
        return f"Kept private. {captions.kept[index]}"
    if point.y is None:
        return "No number"
    if not point.included:
        return f"Set aside: {point.set_aside}" if point.set_aside else "Set aside"
    run = "part of the run" if in_run(result, index) else ""
    if point.signals:
        meaning = WORDS_OF_MEANING[meaning_of_marks(point)]
        return f"{meaning}: {', '.join([s.words for s in point.signals] + ([run] if run else []))}"
    if run:
        return "Part of the run"
    part = result.parts[point.part]
    return "Expected variation" if part.judged or part.limits_shown else "Too few points to say"


def period(x: X, word: str) -> str:
    """Week of 9 Mar 2026; other periods by their own name."""
    if not isinstance(x, dt.date):
        return str(x)
    text = f"{said_x(x)} {x.year}"
    return f"Week of {text}" if word == "week" else text
