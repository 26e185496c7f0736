"""The words a chart needs beside its numbers: settings every builder shares, and the reading of one point."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from groundswell.core.charts.marks import Shape
from groundswell.core.stats import ChartResult, Meaning, PointResult, Verdict, X, said, said_x

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
METHODS = {
    "run": "Run chart around the median",
    "i": "Individuals (I) chart, limits from moving ranges",
    "p": "P chart, limits from each period's own denominator",
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
    """What a chart is about. `point_notes` are people's words by position, `href` makes each point a link."""

    title: str
    unit: str
    source: str
    method: str = ""
    period_word: str = "week"
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

    def value(self, number: float) -> str:
        """The number with its unit."""
        return said(number, self.unit, self.decimals)


def method_of(result: ChartResult) -> str:
    """How the chart was made, and anything unusual that was done with the data."""
    made = f"{METHODS[result.chart]}. Anhøj runs rules, version {result.rules_version}."
    return " ".join((made, *result.notes))


def shape_of_point(point: PointResult) -> Shape:
    """A point changes shape only when a point rule marks it."""
    if not point.included:
        return "set_aside"
    return SHAPE_OF_MEANING[point.signals[0].meaning] if point.signals else "expected"


def in_run(result: ChartResult, index: int) -> bool:
    """The point is one of the part's long run."""
    part = result.parts[result.points[index].part]
    return part.long_run and part.run_window is not None and index in part.run_window.indices


def point_reading(result: ChartResult, index: int) -> str:
    """A few words for one row of the table."""
    point = result.points[index]
    if point.y is None:
        return "No number"
    if not point.included:
        return f"Set aside: {point.set_aside}" if point.set_aside else "Set aside"
    run = "part of the run" if in_run(result, index) else ""
    if point.signals:
        meaning = WORDS_OF_MEANING[point.signals[0].meaning]
        return f"{meaning}: {', '.join([s.words for s in point.signals] + ([run] if run else []))}"
    if run:
        return "Part of the run"
    return "Expected variation" if result.parts[point.part].judged else "Too few points to say"


def period(x: X, word: str) -> str:
    """Week of 9 Mar 2026; other periods by their own name."""
    if not isinstance(x, dt.date):
        return str(x)
    text = f"{said_x(x)} {x.year}"
    return f"Week of {text}" if word == "week" else text
