"""Builders for one measure over time: run charts and control charts."""

from bisect import bisect_left
from collections.abc import Sequence

from groundswell.core.charts.marks import (
    Axis,
    Lane,
    LaneItem,
    PhaseHead,
    Plot,
)
from groundswell.core.charts.series_marks import edge, series_panel
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import (
    Captions,
    method_of,
    period,
    point_reading,
)
from groundswell.core.charts.xaxis import axis
from groundswell.core.stats import (
    ChartResult,
    Reading,
    X,
    reading,
)


def run_chart(result: ChartResult, captions: Captions, *, words: Reading | None = None) -> ChartSpec:
    """A line, its median and its runs; no limits. `words` replaces the reading made here."""
    return _spec(result, captions, words, limits=False)


def control_chart(result: ChartResult, captions: Captions, *, words: Reading | None = None) -> ChartSpec:
    """A Shewhart chart (I or P): mean, limits where the baseline has twelve points, marks outside them."""
    return _spec(result, captions, words, limits=True)


def _spec(result: ChartResult, captions: Captions, words: Reading | None, *, limits: bool) -> ChartSpec:
    read = words or reading(
        result, unit=captions.unit, period_word=captions.period_word, decimals=captions.decimals
    )
    places = axis(
        [p.x for p in result.points], [p.y is not None for p in result.points], pause_word=captions.pause_word
    )
    panel = series_panel(result, places, captions, limits=limits)
    body = Plot(places, (panel,), _phases(result, places), lanes_of(places, captions))
    return ChartSpec(
        title=captions.title,
        unit=captions.unit,
        source=captions.source,
        method=captions.method or method_of(result),
        sentence=" ".join((read.headline, *read.sentences)),
        alt=f"{captions.title}. {_span_words(result, captions)} {read.text} Source: {captions.source}.",
        body=body,
        table=_table(result, captions),
    )


def _phases(result: ChartResult, places: Axis) -> tuple[PhaseHead, ...]:
    heads = []
    for number, part in enumerate(result.parts):
        start = edge(places, part.start_index, left=True)
        if number:
            start = (places.places[part.start_index - 1] + places.places[part.start_index]) / 2
        reason = f"{part.reason} {part.by}".strip()
        heads.append(PhaseHead(start, edge(places, part.end_index), part.name, reason, line=number > 0))
    return tuple(heads)


def lanes_of(places: Axis, captions: Captions) -> tuple[Lane, ...]:
    """Cycles and context under the axis."""
    rings = [LaneItem(_place(places, c.x), c.number, c.words, c.href) for c in captions.cycles]
    ticks = [LaneItem(_place(places, c.x), c.words, comes_first=c.is_own) for c in captions.contexts]
    lanes = [
        Lane(captions.cycles_word, tuple(rings), rings=True),
        Lane(captions.context_word, tuple(ticks), rings=False),
    ]
    return tuple(lane for lane in lanes if lane.items)


def _place(places: Axis, x: X) -> float:
    """The period that holds x: the last one that began at or before it, else the first one."""
    xs: Sequence[X] = places.xs
    if not xs:
        return 0.0
    if isinstance(x, str):
        return places.places[xs.index(x)] if x in xs else places.places[-1]
    index = bisect_left(xs, x)
    exact = index < len(xs) and xs[index] == x
    return places.places[index if exact else max(index - 1, 0)]


def _span_words(result: ChartResult, captions: Captions) -> str:
    if not result.points:
        return "No points yet."
    first, last = result.points[0].x, result.points[-1].x
    kind = "Run chart" if result.chart == "run" else "Control chart"
    return f"{kind}, {period(first, '')} to {period(last, '')}."


def _table(result: ChartResult, captions: Captions) -> Table:
    with_n = any(p.n is not None for p in result.points)
    value_word = captions.value_word or (captions.title if captions.unit in ("", "%") else captions.unit)
    header = (
        captions.period_word.capitalize(),
        value_word,
        *((captions.count_word,) if with_n else ()),
        "Reading",
    )
    rows = []
    for i, point in enumerate(result.points):
        value = "" if point.y is None else captions.value(point.y)
        n = (f"{point.n:g}" if point.n is not None else "",) if with_n else ()
        rows.append((period(point.x, ""), value, *n, point_reading(result, i)))
    return Table(header, tuple(rows))
