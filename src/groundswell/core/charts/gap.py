"""Builder for a gap: two lines, the ground between them, and beneath it the gap's own run chart."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.core.charts.marks import Apart, Axis, Band, Dot, EndLabel, Line, Mark, Panel, Plot, Points
from groundswell.core.charts.method import method_of
from groundswell.core.charts.series import lanes_of
from groundswell.core.charts.series_marks import series_panel
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import Captions, period, point_reading, settled
from groundswell.core.charts.xaxis import axis
from groundswell.core.stats import (
    ChartOptions,
    ChartResult,
    Point,
    Reading,
    Verdict,
    X,
    analyze,
    reading,
    said,
)

GAP_HEADLINES: dict[Verdict, str] = {
    "improving": "A signal: the gap has narrowed.",
    "look_again": "Look again: the gap has widened.",
}
CANNOT_TELL_GAP = "What this cannot tell: why there is a gap. It says nothing about the students themselves."


@dataclass(frozen=True, slots=True)
class GapLine:
    """One of the two lines; values in percent (or one other unit), None where there is none to show."""

    name: str
    values: Sequence[float | None]


def gap_result(xs: Sequence[X], group: GapLine, others: GapLine) -> ChartResult:
    """The gap as a run chart of its own: group minus others, turned so that its median is not below zero."""
    pairs = list(zip(group.values, others.values, strict=True))
    gaps = [None if a is None or b is None else a - b for a, b in pairs]
    known = [g for g in gaps if g is not None]
    sign = -1.0 if known and statistics.median(known) < 0 else 1.0
    points = [Point(x, None if g is None else sign * g) for x, g in zip(xs, gaps, strict=True)]
    return analyze(points, ChartOptions(chart="run", direction="down"))


def gap_reading(result: ChartResult, captions: Captions) -> Reading:
    """The gap read aloud, in points."""
    unit = "points" if captions.unit == "%" else captions.unit
    read = reading(result, unit=unit, period_word=captions.period_word or None, decimals=captions.decimals)
    return replace(read, headline=GAP_HEADLINES.get(read.verdict, read.headline), cannot_tell=CANNOT_TELL_GAP)


def gap_chart(xs: Sequence[X], group: GapLine, others: GapLine, captions: Captions) -> ChartSpec:
    """Both lines from zero, named at their ends, and the gap under them with its own rules.

    A gap judges nobody.
    """
    if not len(xs) == len(group.values) == len(others.values):
        raise ValueError("A gap needs one value (or None) per period for both groups.")
    ordered = sorted(zip(xs, group.values, others.values, strict=True), key=lambda row: _order(xs, row[0]))
    xs, first, second = [r[0] for r in ordered], [r[1] for r in ordered], [r[2] for r in ordered]
    group, others = replace(group, values=first), replace(others, values=second)
    result = gap_result(xs, group, others)
    captions = settled(captions, result)
    read = gap_reading(result, captions)
    places = axis(
        xs,
        [a is not None or b is not None for a, b in zip(first, second, strict=True)],
        pause_word=captions.pause_word,
    )
    return ChartSpec(
        title=captions.title,
        unit=captions.unit,
        source=captions.source,
        method=captions.method
        or f"Gap: {group.name} minus {others.name}. {method_of(result, period_word=captions.period_word)}",
        sentence=" ".join((read.headline, *read.sentences)),
        alt=f"{captions.title}. {_now(xs, group, others, captions)} {read.text} Source: {captions.source}.",
        body=Plot(
            places,
            (_lines(places, group, others, captions), _own(result, places, captions)),
            lanes=lanes_of(places, captions),
        ),
        table=_table(xs, group, others, result, captions),
    )


def _order(xs: Sequence[X], x: X) -> float:
    if isinstance(x, str):
        return float(xs.index(x))
    return float(x) if isinstance(x, int) else float(x.toordinal())


def _lines(places: Axis, group: GapLine, others: GapLine, captions: Captions) -> Panel:
    rows = list(zip(places.places, group.values, others.values, strict=True))
    band = Band(
        tuple(
            (at, min(a, b), max(a, b)) if a is not None and b is not None else (at, None, None)
            for at, a, b in rows
        )
    )
    marks: list[Mark] = [band]
    marks += [
        Line(tuple((at, b) for at, _, b in rows), "other"),
        Line(tuple((at, a) for at, a, _ in rows), "first"),
    ]
    marks.append(Points(tuple(_dots(places, others, captions, square=True))))
    marks.append(Points(tuple(_dots(places, group, captions, square=False))))
    marks += _ends(places.xs, group, others, captions)
    known = [v for _, a, b in rows for v in (a, b) if v is not None]
    title = (
        f"{captions.value_word}, {captions.unit}"
        if captions.value_word and captions.unit
        else captions.value_word
    )
    low, high = min(known, default=0.0), max(known, default=1.0)
    return Panel(tuple(marks), low, high, captions.unit, title, 0.64, from_zero=True)


def _dots(places: Axis, line: GapLine, captions: Captions, *, square: bool) -> list[Dot]:
    return [
        Dot(
            at,
            y,
            "square" if square else "first",
            f"{line.name}, {period(x, captions.period_word)}: {captions.value(y)}.",
        )
        for at, x, y in zip(places.places, places.xs, line.values, strict=True)
        if y is not None
    ]


def _latest(line: GapLine) -> float | None:
    return next((v for v in reversed(line.values) if v is not None), None)


def _last_together(group: GapLine, others: GapLine) -> int | None:
    """The last period in which both have a number."""
    known = [k for k, pair in enumerate(zip(group.values, others.values, strict=True)) if None not in pair]
    return known[-1] if known else None


def _is_older(at: int, group: GapLine, others: GapLine) -> bool:
    """One of the two has a number after the last that they have together."""
    return any(v is not None for line in (group, others) for v in line.values[at + 1 :])


def _ends(xs: Sequence[X], group: GapLine, others: GapLine, captions: Captions) -> list[Mark]:
    """The last two numbers of one period, with the period where one line goes on alone: only those are apart."""
    at = _last_together(group, others)
    if at is None:
        return [
            EndLabel(last, captions.value(last), line.name, large=True)
            for line in (group, others)
            if (last := _latest(line)) is not None
        ]
    when = f", {period(xs[at], captions.period_word)}" if _is_older(at, group, others) else ""
    first, second = group.values[at], others.values[at]
    assert first is not None and second is not None  # noqa: S101, PT018  (for the type checker: both are known at `at`)
    labels: list[Mark] = [
        EndLabel(value, captions.value(value), f"{line.name}{when}", large=True)
        for line, value in ((group, first), (others, second))
    ]
    return [*labels, Apart(min(first, second), max(first, second), _apart_words((first, second), captions))]


def _apart_words(pair: tuple[float, float], captions: Captions) -> str:
    size = said(abs(pair[0] - pair[1]), "", captions.decimals)
    unit = ("point" if size == "1" else "points") if captions.unit == "%" else captions.unit
    return "no gap" if size == "0" else " ".join(filter(None, (size, unit, "apart")))


def _own(result: ChartResult, places: Axis, captions: Captions) -> Panel:
    unit = "percentage points" if captions.unit == "%" else captions.unit
    title = ", ".join(filter(None, ("The gap itself", unit)))
    own = replace(captions, unit="", point_notes={}, cycles=(), contexts=())
    panel = series_panel(result, places, own, limits=False, title=title, share=0.36, from_zero=True)
    return replace(panel, fewest_ticks=True)


def _now(xs: Sequence[X], group: GapLine, others: GapLine, captions: Captions) -> str:
    at = _last_together(group, others)
    if at is None:
        return "The two lines have no period in common."
    first, second = group.values[at], others.values[at]
    assert first is not None and second is not None  # noqa: S101, PT018  (for the type checker: both are known at `at`)
    when = f" ({period(xs[at], captions.period_word)})" if _is_older(at, group, others) else ""
    return (
        f"Latest{when}: {group.name} {captions.value(first)}, {others.name} {captions.value(second)}, "
        f"{_apart_words((first, second), captions)}."
    )


def _table(
    xs: Sequence[X], group: GapLine, others: GapLine, result: ChartResult, captions: Captions
) -> Table:
    gap_word = "Gap, points" if captions.unit == "%" else "Gap"
    header = (captions.period_word.capitalize(), group.name, others.name, gap_word, "Reading of the gap")
    rows = []
    for i, x in enumerate(xs):
        a, b, gap = group.values[i], others.values[i], result.points[i].y
        values = ["" if v is None else captions.value(v) for v in (a, b)]
        rows.append(
            (
                period(x, ""),
                *values,
                "" if gap is None else said(gap, "", captions.decimals),
                point_reading(result, i),
            )
        )
    return Table(header, tuple(rows))
