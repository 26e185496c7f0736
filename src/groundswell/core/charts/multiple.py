"""Builders for small charts that stand side by side: one scale for all, or a veil with the reason."""

from collections.abc import Sequence

from groundswell.core.charts.bodies import Spark, Veil
from groundswell.core.charts.marks import Dot, EndLabel, Line, Mark, Panel, Plot, Points, Rule
from groundswell.core.charts.series import run_chart
from groundswell.core.charts.spec import ChartSpec
from groundswell.core.charts.voice import Captions, shape_of_point
from groundswell.core.charts.xaxis import axis
from groundswell.core.stats import ChartResult, Reading, X


def small_multiple(
    result: ChartResult,
    captions: Captions,
    *,
    high: float,
    low: float = 0.0,
    everyone: Sequence[tuple[X, float | None]] = (),
    words: Reading | None = None,
) -> ChartSpec:
    """One group's line on the scale 0..`high` that all its neighbors share.

    `everyone` is the ghost of all students.
    """
    _hold(result, captions, low, high)
    full = run_chart(result, captions, words=words)
    xs = [p.x for p in result.points]
    places = axis(xs, [p.y is not None for p in result.points], ends_only=True)
    ghost = dict(everyone)
    marks: list[Mark] = [
        Line(tuple((at, ghost.get(x)) for at, x in zip(places.places, xs, strict=True)), "ghost")
    ]
    rows = list(zip(places.places, result.points, strict=True))
    enough = any(part.center_shown for part in result.parts)
    if enough:
        marks += [
            Rule(part.center, places.places[part.start_index], places.places[part.end_index], "center")
            for part in result.parts
            if part.center is not None and part.center_shown
        ]
        marks.append(Line(tuple((at, p.y) for at, p in rows)))
    marks.append(
        Points(tuple(Dot(at, p.y, shape_of_point(p)) for at, p in rows if p.y is not None), small=True)
    )
    marks += _ends(result, captions, enough=enough)
    panel = Panel(tuple(marks), low, high, captions.unit, from_zero=True, fewest_ticks=True)
    return ChartSpec(
        full.title,
        full.unit,
        full.source,
        full.method,
        full.sentence,
        full.alt,
        Plot(places, (panel,), small=True),
        full.table,
    )


def _hold(result: ChartResult, captions: Captions, low: float, high: float) -> None:
    """A shared scale has to hold every group, or the drawings could not be compared."""
    outside = [p.y for p in result.points if p.y is not None and not low <= p.y <= high]
    if outside:
        raise ValueError(
            f"{captions.title} has {outside[0]:g}, outside the shared scale {low:g} to {high:g}. "
            "Choose a scale that holds every group."
        )


def _ends(result: ChartResult, captions: Captions, *, enough: bool) -> list[Mark]:
    """The last value strong, the center soft; the words for the center stand in the caption."""
    marks: list[Mark] = []
    last = next((p.y for p in reversed(result.points) if p.y is not None), None)
    if last is not None:
        marks.append(EndLabel(last, captions.value(last)))
    center = result.parts[-1].center if result.parts else None
    if enough and center is not None:
        marks.append(EndLabel(center, captions.value(center), role="soft"))
    return marks


def withheld(
    reason: str, *, title: str, source: str, method: str = "Small groups are kept private."
) -> ChartSpec:
    """A group that cannot be shown: the veil and the reason. There is no way to hand it a number."""
    return ChartSpec(title, "", source, method, reason, f"{title}. Not shown. {reason}", Veil(reason))


def sparkline(result: ChartResult, captions: Captions, *, words: Reading | None = None) -> ChartSpec:
    """A line of a word's size with its middle line, or dots when there are too few points."""
    full = run_chart(result, captions, words=words)
    shown = bool(result.parts) and result.parts[-1].center_shown
    center = result.parts[-1].center if shown else None
    values = tuple(p.y for p in result.points)
    return ChartSpec(
        full.title,
        full.unit,
        full.source,
        full.method,
        full.sentence,
        full.alt,
        Spark(values, center),
        full.table,
    )
