"""Which marks one computed series puts on its panel: ground, lines, points, runs, labels."""

from groundswell.core.charts.marks import (
    Axis,
    Bracket,
    Dot,
    EndLabel,
    Line,
    Mark,
    Note,
    Panel,
    Points,
    Rule,
    RuleRole,
    Steps,
    Wash,
)
from groundswell.core.charts.voice import (
    SHAPE_OF_MEANING,
    Captions,
    period,
    point_reading,
    shape_of_point,
)
from groundswell.core.stats import (
    ChartResult,
    PartResult,
    RunWindow,
    counted,
    said,
    said_x,
)
from groundswell.core.stats.against_baseline import compare_with_baseline
from groundswell.core.stats.signals import meaning_of


def series_panel(
    result: ChartResult,
    places: Axis,
    captions: Captions,
    *,
    limits: bool,
    title: str = "",
    share: float = 1.0,
    from_zero: bool = False,
) -> Panel:
    """The panel of one computed series: ground, lines, points, runs, labels."""
    marks: list[Mark] = [*_washes(result, places, limits=limits)]
    marks += _centers(result, places, captions)
    marks += _limits(result, places, captions) if limits else []
    if result.target is not None:
        end = edge(places, len(places.places) - 1)
        marks += [Rule(result.target, edge(places, 0, left=True), end, "target")]
        marks += [EndLabel(result.target, captions.value(result.target), "target", role="soft")]
    marks += [_line(result, places, part) for part in result.parts]
    marks += [
        Note(places.places[i], y, text)
        for i, text in captions.point_notes.items()
        if (y := result.points[i].y) is not None
    ]
    marks.append(Points(tuple(_dots(result, places, captions))))
    marks += [b for part in result.parts for b in _brackets(result, places, part, captions)]
    marks += _baseline_bracket(result, places, captions)
    low, high = _bounds(result, limits=limits)
    return Panel(tuple(marks), low, high, captions.unit, title, share, from_zero)


def _bounds(result: ChartResult, *, limits: bool) -> tuple[float, float]:
    shown = [result.parts[p.part].limits_shown and limits for p in result.points]
    values = [p.y for p in result.points]
    values += [p.center for p in result.points if result.parts[p.part].center_shown]
    values += [v for p, ok in zip(result.points, shown, strict=True) if ok for v in (p.lower, p.upper)]
    known = [v for v in (*values, result.target) if v is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)


def edge(places: Axis, index: int, *, left: bool = False) -> float:
    """Half a step beyond a period."""
    return places.places[index] + (-0.5 if left else 0.5) if places.places else 0.0


def _line(result: ChartResult, places: Axis, part: PartResult) -> Line:
    """The part's line; with too few points in all there is no line, dots alone."""
    if not any(p.center_shown for p in result.parts):
        return Line(())
    span = range(part.start_index, part.end_index + 1)
    return Line(tuple((places.places[i], result.points[i].y) for i in span))


def _washes(result: ChartResult, places: Axis, *, limits: bool) -> list[Wash]:
    """The frozen baseline span, between the limits where they are drawn."""
    washes = []
    for part in result.parts:
        end = part.baseline_end_index
        if end is None or end < part.start_index or not part.center_shown:
            continue
        last = min(end, part.end_index)
        bounded = limits and part.limits_shown and part.lower is not None and part.upper is not None
        lower, upper = (part.lower, part.upper) if bounded else (None, None)
        washes.append(Wash(places.places[part.start_index], places.places[last], lower, upper))
    return washes


def _centers(result: ChartResult, places: Axis, captions: Captions) -> list[Mark]:
    """Center solid over its baseline, dashed beyond it.

    The first part's goes on to the end for comparison.
    """
    marks: list[Mark] = []
    compared = compare_with_baseline(result)
    for number, part in enumerate(result.parts):
        if part.center is None or not part.center_shown:
            continue
        several, later = len(result.parts) > 1, number > 0
        start = edge(places, part.start_index, left=True)
        end = edge(places, part.end_index)
        frozen = part.baseline_end_index
        solid_end = (
            edge(places, min(frozen, part.end_index))
            if frozen is not None and frozen >= part.start_index
            else end
        )
        goes_on = several and not later
        dashed_end = edge(places, len(places.places) - 1) if goes_on else end
        role = _center_role(result, compared.side if later and compared and compared.runs_signal else None)
        marks.append(Rule(part.center, start, solid_end, role))
        if dashed_end > solid_end:
            marks.append(Rule(part.center, solid_end, dashed_end, "extended"))
        if number == len(result.parts) - 1 or goes_on:
            marks.append(_center_label(result, part, captions, role, several=several, later=later))
    return marks


def _center_role(result: ChartResult, side: str | None) -> RuleRole:
    if side is None or result.direction == "neither":
        return "center"
    meaning = meaning_of("above" if side == "above" else "below", result.direction)
    return "improving" if meaning == "improvement" else "look_again"


def _center_label(
    result: ChartResult, part: PartResult, captions: Captions, role: RuleRole, *, several: bool, later: bool
) -> EndLabel:
    value = said(part.center or 0.0, captions.unit if captions.unit == "%" else "", captions.decimals)
    frozen = part.baseline_end_index is not None
    text = "baseline" if several or frozen else result.center_word
    if later:
        text = f"since {said_x(result.points[part.start_index].x)}"
    return EndLabel(part.center or 0.0, value, text, role=role if role in ("improving", "look_again") else "")


def _limits(result: ChartResult, places: Axis, captions: Captions) -> list[Mark]:
    marks: list[Mark] = []
    for part in result.parts:
        if not part.limits_shown:
            continue
        for name, level, below in (("upper limit", part.upper, False), ("lower limit", part.lower, True)):
            if level is not None:
                start, end = edge(places, part.start_index, left=True), edge(places, part.end_index)
                text = f"{name} {captions.value(level)}" if part is result.parts[0] else captions.value(level)
                marks.append(Rule(level, start, end, "limit", text, below))
            else:
                marks.append(_steps(result, places, part, name, below=below))
    return marks


def _steps(result: ChartResult, places: Axis, part: PartResult, name: str, *, below: bool) -> Steps:
    """A limit that follows each period's denominator."""
    span = range(part.start_index, part.end_index + 1)
    points = result.points
    levels = tuple((places.places[i], points[i].lower if below else points[i].upper) for i in span)
    return Steps(levels, name if part is result.parts[0] else "", below)


def _dots(result: ChartResult, places: Axis, captions: Captions) -> list[Dot]:
    dots = []
    for i, point in enumerate(result.points):
        if point.y is None:
            continue
        words = (
            f"{period(point.x, captions.period_word)}: {captions.value(point.y)}. {point_reading(result, i)}."
        )
        href = captions.href(i) if captions.href else ""
        dots.append(
            Dot(places.places[i], point.y, shape_of_point(point), words, href, i == captions.selected)
        )
    return dots


def _brackets(result: ChartResult, places: Axis, part: PartResult, captions: Captions) -> list[Bracket]:
    """The part's long run, named and counted.

    Few crossings are said in the reading, they have no single place.
    """
    window = part.run_window
    if window is None or not part.long_run:
        return []
    return [_bracket(result, places, window, captions, beside="")]


def _baseline_bracket(result: ChartResult, places: Axis, captions: Captions) -> list[Bracket]:
    """With several phases: a long run beside the first one's baseline."""
    compared = compare_with_baseline(result) if len(result.parts) > 1 else None
    if compared is None or not compared.long_run or compared.run_window is None:
        return []
    return [_bracket(result, places, compared.run_window, captions, beside=" baseline")]


def _bracket(
    result: ChartResult, places: Axis, window: RunWindow, captions: Captions, *, beside: str
) -> Bracket:
    words = f"{counted(len(window.indices), captions.period_word)} in a row {window.side}{beside}"
    shape = SHAPE_OF_MEANING[meaning_of(window.side, result.direction)]
    start, end = places.places[window.start], places.places[window.end]
    return Bracket(start, end, window.side == "below", words, shape)
