"""Draws a Pareto: columns with names beneath where they fit, else bars with names above, on one scale."""

from groundswell.core.charts import words
from groundswell.core.charts.bodies import Bar, Bars
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.scale import Scale
from groundswell.core.charts.shapes import shape
from groundswell.core.stats import said

SIZE = 12.0
LINE = 15.0
NAME_LINES = 3
WIDEST_COLUMN = 110.0
ROW = 50.0
THICK = 13.0
STEPS = (0, 25, 50, 75, 100)


def draw(canvas: Canvas, body: Bars, width: float, height: float) -> float:
    """Columns when every name fits under its column, bars otherwise; returns the height."""
    left = words.width("100%", SIZE) + 10
    column = min((width - left - 6) / max(len(body.bars), 1), WIDEST_COLUMN)
    if body.bars and all(_fits(bar, column - 8) for bar in body.bars):
        return _columns(canvas, body, left, column, height)
    return _rows(canvas, body, width)


def _fits(bar: Bar, room: float) -> bool:
    lines = words.wrap(bar.name, SIZE, room, lines=NAME_LINES)
    whole = " ".join(lines) == " ".join(bar.name.split())
    return (
        whole and words.width(_share(bar), SIZE) <= room and words.width(bar.count, SIZE, bold=True) <= room
    )


def _share(bar: Bar) -> str:
    return said(bar.so_far, "%", 0)


def _columns(canvas: Canvas, body: Bars, left: float, column: float, height: float) -> float:
    y = Scale(0, 100, height + 20, 20)
    right = left + column * len(body.bars)
    for step in STEPS:
        canvas.line(left, y(step), right, y(step), "gs-grid")
        text = said(step, "%" if step == 100 else "", 0)
        canvas.text(left - 7, y(step) + 4, text, look="gs-tick", size=SIZE, anchor="end")
    spots = [(left + column * (k + 0.5), y(bar.so_far)) for k, bar in enumerate(body.bars)]
    for (x, _), bar in zip(spots, body.bars, strict=True):
        tall = y(0) - y(bar.share)
        wide = column * 0.62
        canvas.add("rect", "gs-column", x=x - wide / 2, y=y(bar.share), width=wide, height=tall)
    canvas.line(left, y(0), right, y(0), "gs-axis")
    canvas.path(spots, "gs-line")
    for spot, bar in zip(spots, body.bars, strict=True):
        shape(canvas, "first", *spot, size=0.85)
        # The line rises to the right: what stands left of its point and above stays clear of it.
        canvas.text(
            spot[0] + 4, spot[1] - 8, _share(bar), look="gs-label", size=SIZE, anchor="end", halo=True
        )
    lowest = max(
        _under(canvas, x, bar, column - 8, y(0)) for (x, _), bar in zip(spots, body.bars, strict=True)
    )
    return lowest + 6


def _under(canvas: Canvas, x: float, bar: Bar, room: float, top: float) -> float:
    """Count, then name, under a column."""
    canvas.text(x, top + LINE + 1, bar.count, look="gs-strong", size=SIZE, anchor="middle")
    lines = words.wrap(bar.name, SIZE, room, lines=NAME_LINES)
    for k, line in enumerate(lines):
        canvas.text(x, top + (k + 2) * LINE + 1, line, look="gs-label", size=SIZE, anchor="middle")
    return top + (len(lines) + 1) * LINE + 4


def _rows(canvas: Canvas, body: Bars, width: float) -> float:
    """One row per kind: name and count above, bar beneath, and the share so far as a dot on a falling line."""
    x = Scale(0, 100, 6, width - words.width("100%", SIZE) - 14)
    bottom = ROW * len(body.bars) + 4
    for step in STEPS:
        canvas.line(x(step), 4, x(step), bottom, "gs-grid")
        text = said(step, "%", 0)
        canvas.text(x(step) + (0 if step else -6), bottom + 15, text, look="gs-tick", size=SIZE,
                    anchor="middle" if step else "start")  # fmt: skip
    spots = [(x(bar.so_far), ROW * k + 33.0) for k, bar in enumerate(body.bars)]
    for (_, y), bar in zip(spots, body.bars, strict=True):
        wide = max(x(bar.share) - x(0), 0)
        canvas.add("rect", "gs-column", x=x(0), y=y - THICK / 2, width=wide, height=THICK)
    canvas.path(spots, "gs-line")
    for spot, bar in zip(spots, body.bars, strict=True):
        _row_words(canvas, spot, bar, x, width)
    return bottom + 22


def _row_words(canvas: Canvas, spot: tuple[float, float], bar: Bar, x: Scale, width: float) -> None:
    at, y = spot
    count = words.fit(bar.count, SIZE, width / 3, bold=True)
    wide = words.width(count, SIZE, bold=True)
    name = words.fit(bar.name, SIZE, width - wide - 24)
    canvas.text(x(0), y - 14, name, look="gs-label", size=SIZE, halo=True)
    after = x(0) + words.width(name, SIZE) + 8
    canvas.text(after, y - 14, count, look="gs-strong", size=SIZE, halo=True)
    shape(canvas, "first", at, y, size=0.85)
    # The line falls to the right: what stands left of its point and below stays clear of it.
    left = max(at - 4 - words.width(_share(bar), SIZE), x(0))
    canvas.text(left, y + 17, _share(bar), look="gs-label", size=SIZE, halo=True)
