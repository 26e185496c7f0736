"""Which marks one computed series puts on its panel: ground, lines, points, runs, labels."""

from groundswell.core.charts.marks import (
    Axis,
    Bracket,
    Dot,
    EndLabel,
    Kept,
    Line,
    Mark,
    Note,
    Panel,
    Place,
    Points,
    Rule,
    RuleRole,
    Steps,
    Wash,
)
from groundswell.core.charts.voice import (
    SHAPE_OF_MEANING,
    Captions,
    has_long_run,
    period,
    point_reading,
    shape_of_point,
)
from groundswell.core.stats import (
    ChartName,
    ChartResult,
    PartResult,
    RunWindow,
    counted,
    said,
    said_x,
)
from groundswell.core.stats.against_baseline import compare_with_baseline
from groundswell.core.stats.meaning import meaning_of


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
    marks += kept_marks(places, captions)
    marks += [_line(result, places, part) for part in result.parts] if captions.ordered else []
    marks += [
        Note(places.places[i], y, text)
        for i, text in captions.point_notes.items()
        if (y := result.points[i].y) is not None
    ]
    marks.append(Points(tuple(_dots(result, places, captions))))
    if captions.ordered:
        marks += [b for part in result.parts for b in _brackets(result, places, part, captions)]
        marks += _baseline_bracket(result, places, captions)
    low, high = _bounds(result, limits=limits)
    # Percent stands at the top tick; any other unit needs a line of its own.
    unit = captions.unit if captions.unit not in ("", "%") else ""
    return Panel(tuple(marks), low, high, captions.unit, title or unit, share, from_zero)


def _bounds(result: ChartResult, *, limits: bool) -> tuple[float, float]:
    shown = [result.parts[p.part].limits_shown and limits for p in result.points]
    values = [p.y for p in result.points]
    values += [p.center for p in result.points if result.parts[p.part].center_shown]
    lower_counts = result.chart not in NO_LOWER_LIMIT
    for point, ok in zip(result.points, shown, strict=True):
        values += [point.upper, point.lower if lower_counts or point.lower else None] if ok else []
    known = [v for v in (*values, result.target) if v is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)


def kept_marks(places: Axis, captions: Captions) -> list[Mark]:
    """A veil over every period whose number is kept private; neighbors with one reason share it."""
    veils: list[Kept] = []
    for index in sorted(captions.kept):
        start, reason = edge(places, index, left=True), captions.kept[index]
        if veils and veils[-1].end == start and veils[-1].reason == reason:
            start = veils.pop().start
        veils.append(Kept(start, edge(places, index), reason))
    return list(veils)


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


NO_LOWER_LIMIT: frozenset[ChartName] = frozenset({"mr", "s", "t", "g", "c"})


def _limits(result: ChartResult, places: Axis, captions: Captions) -> list[Mark]:
    """Limits of every part that may show them; words once, numbers where the limit is level."""
    marks: list[Mark] = []
    for part in result.parts:
        if part.limits_shown:
            marks += _inner(result, places, part)
            marks += _limit(result, places, part, captions, below=False)
            if _has_lower(result, part, captions):
                marks += _limit(result, places, part, captions, below=True)
    return marks


def _has_lower(result: ChartResult, part: PartResult, captions: Captions) -> bool:
    """A limit at zero, as people read it, is no limit for what cannot go below zero."""
    at_zero = part.lower is not None and said(part.lower, "", captions.decimals) == "0"
    return not at_zero or result.chart not in NO_LOWER_LIMIT


def _limit(
    result: ChartResult, places: Axis, part: PartResult, captions: Captions, *, below: bool
) -> list[Mark]:
    name, level = ("lower limit", part.lower) if below else ("upper limit", part.upper)
    first = part is next(p for p in result.parts if p.limits_shown)
    if level is None:
        levels = _levels(result, places, part, "lower" if below else "upper")
        return [Steps(levels, name if first else "", below)]
    start, end = edge(places, part.start_index, left=True), edge(places, part.end_index)
    text = f"{name} {captions.value(level)}" if first else captions.value(level)
    return [Rule(level, start, end, "limit", text, below, short=captions.value(level))]


def _inner(result: ChartResult, places: Axis, part: PartResult) -> list[Mark]:
    """Limits nearer to the center, drawn fine and without words: no rule looks at them."""
    both = [_levels(result, places, part, which) for which in ("inner_lower", "inner_upper")]
    return [Steps(levels, role="inner") for levels in both if any(y is not None for _, y in levels)]


def _levels(result: ChartResult, places: Axis, part: PartResult, which: str) -> tuple[Place, ...]:
    """A limit that follows each period's denominator."""
    span = range(part.start_index, part.end_index + 1)
    return tuple((places.places[i], getattr(result.points[i], which)) for i in span)


def _dots(result: ChartResult, places: Axis, captions: Captions) -> list[Dot]:
    dots = []
    for i, point in enumerate(result.points):
        if point.y is None:
            continue
        words = f"{period(point.x, captions.period_word)}: {captions.value(point.y)}. {point_reading(result, i, captions)}."
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
    if window is None or not has_long_run(result, part):
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
