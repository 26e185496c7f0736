"""Builder for a funnel plot: places by how many were counted, with limits that narrow as that grows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundswell.core.charts.marks import (
    Curve,
    CurveRole,
    Dot,
    EndLabel,
    Mark,
    Name,
    NumberAxis,
    NumberPlot,
    Panel,
    Points,
    Rule,
)
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import Captions, shape_of_point, words_of
from groundswell.core.stats import ChartResult, PointResult, Reading, counted
from groundswell.core.stats.funnel import Funnel, FunnelLimits
from groundswell.core.stats.result import FEWEST_FOR_LIMITS

ROLES: tuple[tuple[str, CurveRole], ...] = (
    ("upper", "limit"),
    ("lower", "limit"),
    ("inner_upper", "inner"),
    ("inner_lower", "inner"),
)
CHANCE = "Limits show how far chance alone would take a place of that size."
WIDENED = "They are widened by how much more than chance alone the places differ."
NOBODY_RANKED = "The table keeps the order in which the places were given."


def funnel_chart(
    found: Funnel, captions: Captions, *, kept: Mapping[str, str] | None = None, words: Reading | None = None
) -> ChartSpec:
    """Points by size, limits as curves, and the names of points outside where there is room.

    `kept` says, by name, why the number of a place is kept private: such a place is in the table, never on the
    plot. Places are not ranked and no runs are looked for. `captions.period_word` says what a place is.
    """
    captions = replace(captions, period_word=captions.period_word or "place", ordered=False)
    result, kept = found.result, kept or {}
    read = words or words_of(result, captions)
    missing = [f"{counted(len(kept), captions.period_word)} kept private. {_reasons(kept)}."] if kept else []
    sentences = (read.headline, *read.sentences, *missing)
    return ChartSpec(
        title=captions.title,
        unit=captions.unit,
        source=captions.source,
        method=captions.method or _method(found, captions),
        sentence=" ".join(sentences),
        alt=f"{captions.title}. Funnel plot. {' '.join((*sentences, read.cannot_tell))} Source: {captions.source}.",
        body=NumberPlot(_axis(result, captions), _panel(found, captions)),
        table=_table(result, captions, kept),
    )


def _reasons(kept: Mapping[str, str]) -> str:
    return "; ".join(dict.fromkeys(reason.rstrip(".") for reason in kept.values()))


def _method(found: Funnel, captions: Captions) -> str:
    given = captions.options is not None and captions.options.center is not None
    around = f"a given {found.result.center_word}" if given else "all places together"
    widened = WIDENED if found.overdispersion else ""
    waits = (
        ""
        if found.curve
        else f"Limits need {FEWEST_FOR_LIMITS} places; there are {len(found.result.values)}."
    )
    said = (f"Funnel plot around {around}.", CHANCE, widened, waits, NOBODY_RANKED, *found.result.notes)
    return " ".join(filter(None, said))


def _known(result: ChartResult) -> list[PointResult]:
    return [p for p in result.points if p.y is not None and p.n]


def _axis(result: ChartResult, captions: Captions) -> NumberAxis:
    sizes = [p.n or 0.0 for p in _known(result)] or [0.0, 1.0]
    low, high = min(sizes), max(sizes)
    air = (high - low) * 0.04 or high * 0.1 or 1.0
    return NumberAxis(max(low - air, 0.0), high + air, captions.count_word)


def _panel(found: Funnel, captions: Captions) -> Panel:
    result, axis = found.result, _axis(found.result, captions)
    center = result.parts[0].center if result.parts else None
    marks: list[Mark] = [
        Curve(tuple((c.n, getattr(c, which)) for c in found.curve), role) for which, role in ROLES
    ]
    if center is not None:
        marks += [Rule(center, axis.low, axis.high, "center")]
        marks += [EndLabel(center, captions.value(center), "all places together")]
    marks += _limit_labels(found.curve)
    marks.append(Points(tuple(_dot(result, i, captions) for i, p in _numbered(result)), free=True))
    marks += [Name(p.n or 0.0, p.y or 0.0, str(p.x)) for _, p in _numbered(result) if p.signals]
    known = [p.y for p in _known(result) if p.y is not None]
    low, high = _bounds(known, found.curve)
    name = captions.value_word or captions.title
    title = f"{name}, {captions.unit}" if captions.unit else name
    return Panel(tuple(marks), low, high, captions.unit, title)


def _numbered(result: ChartResult) -> list[tuple[int, PointResult]]:
    return [(i, p) for i, p in enumerate(result.points) if p.y is not None and p.n]


def _bounds(known: Sequence[float], curve: Sequence[FunnelLimits]) -> tuple[float, float]:
    """Room for all points and, as far as they help to see them, the limits: not the mouth of a very wide funnel."""
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    reach = high - low or abs(high) or 1.0
    lows = [c.lower for c in curve if c.lower >= low - reach]
    highs = [c.upper for c in curve if c.upper <= high + reach]
    return min([low, *lows]), max([high, *highs])


def _limit_labels(curve: Sequence[FunnelLimits]) -> list[Mark]:
    if not curve:
        return []
    last = curve[-1]
    return [
        EndLabel(last.upper, "upper limit", role="soft"),
        EndLabel(last.lower, "lower limit", role="soft"),
    ]


def _dot(result: ChartResult, index: int, captions: Captions) -> Dot:
    point = result.points[index]
    words = f"{point.x}: {captions.value(point.y or 0.0)} of {point.n:g}. {_reading(result, point)}."
    href = captions.href(index) if captions.href else ""
    selected = index == captions.selected
    return Dot(point.n or 0.0, point.y or 0.0, shape_of_point(point), words, href, selected)


def _reading(result: ChartResult, point: PointResult) -> str:
    if point.y is None:
        return "No number"
    if not result.parts[point.part].limits_shown:
        return f"Limits need {FEWEST_FOR_LIMITS} places"
    sides = [s.side for s in point.signals]
    return (
        f"{str(sides[0]).capitalize()} the limits for its size" if sides else "Within the limits for its size"
    )


def _table(result: ChartResult, captions: Captions, kept: Mapping[str, str]) -> Table:
    value_word = captions.value_word or captions.title
    header = (captions.period_word.capitalize(), value_word, captions.count_word, "Reading")
    rows = [
        (str(p.x), "" if p.y is None else captions.value(p.y), "" if p.n is None else f"{p.n:g}",
         _reading(result, p))
        for p in result.points
        if str(p.x) not in kept
    ]  # fmt: skip
    rows += [(name, "", "", f"Kept private. {reason}") for name, reason in kept.items()]
    return Table(header, tuple(rows))
