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
from groundswell.core.charts.method import method_of
from groundswell.core.charts.series_marks import edge, series_panel
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import (
    Captions,
    kept_sentence,
    period,
    plain,
    point_reading,
    settled,
    words_of,
)
from groundswell.core.charts.xaxis import axis
from groundswell.core.stats import (
    ChartResult,
    Reading,
    X,
)

# Differences and waits: their zero means something.
FROM_ZERO = ("mr", "s", "t", "g")


def run_chart(result: ChartResult, captions: Captions, *, words: Reading | None = None) -> ChartSpec:
    """A line, its median and its runs; no limits. `words` replaces the reading made here."""
    return _spec(result, captions, words, limits=False)


def control_chart(result: ChartResult, captions: Captions, *, words: Reading | None = None) -> ChartSpec:
    """A Shewhart chart of any kind: center, limits where the baseline has twelve points, marks by its rules."""
    return _spec(result, captions, words, limits=True)


def _spec(result: ChartResult, captions: Captions, words: Reading | None, *, limits: bool) -> ChartSpec:
    captions, result = settled(captions, result), plain(result)
    places = places_of(result, captions)
    panel = series_panel(result, places, captions, limits=limits, from_zero=result.chart in FROM_ZERO)
    body = Plot(places, (panel,), phase_heads(result, places), lanes_of(places, captions))
    return worded(result, captions, words or words_of(result, captions), body)


def worded(result: ChartResult, captions: Captions, read: Reading, body: Plot) -> ChartSpec:
    """The body with everything a chart has to say beside it."""
    kept = kept_sentence(captions)
    made = method_of(result, period_word=captions.period_word, options=captions.options)
    said = " ".join(filter(None, (read.text, kept)))
    return ChartSpec(
        title=captions.title,
        unit=captions.unit,
        source=captions.source,
        method=captions.method or made,
        sentence=" ".join(filter(None, (read.headline, *read.sentences, kept))),
        alt=f"{captions.title}. {_span_words(result, captions)} {said} Source: {captions.source}.",
        body=body,
        table=table_of(result, captions),
    )


def places_of(result: ChartResult, captions: Captions) -> Axis:
    """The shared x axis; a number that is kept private has its period, a missing one leaves a gap."""
    known = [p.y is not None or i in captions.kept for i, p in enumerate(result.points)]
    return axis([p.x for p in result.points], known, pause_word=captions.pause_word)


def phase_heads(result: ChartResult, places: Axis) -> tuple[PhaseHead, ...]:
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


def table_of(result: ChartResult, captions: Captions) -> Table:
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
        rows.append((period(point.x, ""), value, *n, point_reading(result, i, captions)))
    return Table(header, tuple(rows))
