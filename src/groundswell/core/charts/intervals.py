"""Draws estimates with their intervals: names beside where there is room, above on a phone."""

import itertools

from groundswell.core.charts import words
from groundswell.core.charts.bodies import Interval, Intervals
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import NARROW
from groundswell.core.charts.scale import Scale, Ticks, ticks
from groundswell.core.charts.shapes import shape
from groundswell.core.stats import said

SIZE = 12.0
LINE = 15.0
NAME_LINES = 2
ROW_WIDE, ROW_NARROW = 34.0, 56.0
CAP = 4.0


def draw(canvas: Canvas, body: Intervals, width: float, height: float) -> float:
    """One row per estimate over one scale; returns the height."""
    scale, narrow = _ticks(body, width), width < NARROW
    names = 0.0 if narrow else _column([row.label for row in body.rows], width * 0.3)
    values = 0.0 if narrow else _column([row.words for row in body.rows], width * 0.34)
    end = words.width(said(scale.high, body.unit, scale.decimals), SIZE) / 2 + 2
    begin = words.width(said(scale.low, body.unit, scale.decimals), SIZE) / 2 + 2
    x = Scale(scale.low, scale.high, max(names + 8, begin), width - max(values + 8, end))
    row, top = (ROW_NARROW if narrow else ROW_WIDE), 22.0 if body.reference_words else 6.0
    bottom = top + row * len(body.rows)
    _ground(canvas, body, scale, x, (top, bottom, width))
    for k, each in enumerate(body.rows):
        _row(canvas, each, x, top + row * k, (row, width, narrow))
    return bottom + SIZE + 12


def _column(texts: list[str], most: float) -> float:
    """Room for the longest text, wrapped when it needs more than its part of the width."""
    return min(max((words.width(text, SIZE) for text in texts), default=0.0), most) + 8


def _ticks(body: Intervals, width: float) -> Ticks:
    known = [v for row in body.rows for v in (row.estimate, row.low, row.high, row.measured) if v is not None]
    known += [body.reference] if body.reference is not None else []
    low, high = min(known, default=0.0), max(known, default=1.0)
    return ticks(low, high, most=3 if width < NARROW else 5)


def _ground(
    canvas: Canvas, body: Intervals, scale: Ticks, x: Scale, place: tuple[float, float, float]
) -> None:
    top, bottom, width = place
    labels = [(x(v), said(v, body.unit if v == scale.high else "", scale.decimals)) for v in scale.values]
    room = min((b[0] - a[0] for a, b in itertools.pairwise(labels)), default=width)
    widest = max(words.width(text, SIZE) for _, text in labels)
    for k, (at, text) in enumerate(labels):
        canvas.line(at, top, at, bottom, "gs-grid")
        # Where numbers are long, the two ends say the scale.
        if room >= widest + 8 or k in (0, len(labels) - 1):
            canvas.text(at, bottom + SIZE + 4, text, look="gs-tick", size=SIZE, anchor="middle")
    if body.reference is not None:
        at = x(body.reference)
        canvas.line(at, top, at, bottom, "gs-reference")
        wide = words.width(body.reference_words, SIZE)
        left = min(max(at - wide / 2, 0), max(width - wide, 0))
        said_words = words.fit(body.reference_words, SIZE, width)
        canvas.text(left, top - 8, said_words, look="gs-label", size=SIZE)


def _row(canvas: Canvas, row: Interval, x: Scale, top: float, place: tuple[float, float, bool]) -> None:
    height, width, narrow = place
    if narrow:
        _over(canvas, row, top, width)
        _marks(canvas, row, x, top + height - 14)
        return
    y = top + height / 2
    _beside(canvas, row.label, (0, x.start - 8), y, look="gs-label")
    _beside(canvas, row.words, (x.end + 12, width), y, look="gs-soft")
    _marks(canvas, row, x, y)


def _over(canvas: Canvas, row: Interval, top: float, width: float) -> None:
    """On a phone: name on one line, numbers on the next, the interval beneath both."""
    canvas.text(2, top + 12, words.fit(row.label, SIZE, width - 4), look="gs-strong", size=SIZE, halo=True)
    canvas.text(
        2, top + 12 + LINE, words.fit(row.words, SIZE, width - 4), look="gs-label", size=SIZE, halo=True
    )


def _beside(canvas: Canvas, text: str, span: tuple[float, float], y: float, *, look: str) -> None:
    lines = words.wrap(text, SIZE, span[1] - span[0], lines=NAME_LINES)
    first = y + 4 - (len(lines) - 1) * LINE / 2
    for k, line in enumerate(lines):
        canvas.text(span[0], first + k * LINE, line, look=look, size=SIZE)


def _marks(canvas: Canvas, row: Interval, x: Scale, y: float) -> None:
    if row.low is not None and row.high is not None:
        canvas.line(x(row.low), y, x(row.high), y, "gs-interval")
        for end in (row.low, row.high):
            canvas.line(x(end), y - CAP, x(end), y + CAP, "gs-interval")
    if row.measured is not None:
        canvas.add("circle", "gs-pt gs-measured", cx=x(row.measured), cy=y, r=3.6)
    if row.estimate is not None:
        shape(canvas, row.shape, x(row.estimate), y, size=1.05 if row.shape == "first" else 0.9)
