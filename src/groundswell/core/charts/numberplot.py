"""Draws a plot over a number axis: one panel, its ticks, and what they count."""

import itertools

from groundswell.core.charts import words
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import Frame, frame
from groundswell.core.charts.marks import Axis, NumberAxis, NumberPlot, Plot
from groundswell.core.charts.panel import PanelPen
from groundswell.core.charts.scale import ticks
from groundswell.core.stats import said

ROOM_PER_TICK = 52.0


def draw(canvas: Canvas, body: NumberPlot, width: float, height: float) -> float:
    """Draw at `width`, the panel `height` high; returns the height of everything."""
    inside = Plot(Axis((), (body.axis.low, body.axis.high)), (body.panel,))
    area = frame(inside, width, height)
    PanelPen(canvas, inside, area, area.panels[0]).draw()
    return _axis(canvas, body.axis, area)


def _axis(canvas: Canvas, axis: NumberAxis, area: Frame) -> float:
    size, y = area.sizes.tick, area.axis_y + area.sizes.tick + 5
    for x, text in _placed(axis, area):
        canvas.line(x, area.axis_y, x, area.axis_y + 4, "gs-axis")
        canvas.text(x, y, text, look="gs-tick", size=size, anchor="middle")
    title = words.fit(axis.title, size, area.width - area.left)
    canvas.text(area.left, y + size + 6, title, look="gs-label", size=size)
    return y + size + 12


def _placed(axis: NumberAxis, area: Frame) -> list[tuple[float, str]]:
    """Round numbers inside the axis that do not touch each other, nor the edges of the drawing."""
    scale = ticks(axis.low, axis.high, most=max(int((area.right - area.left) / ROOM_PER_TICK), 1))
    found = [(area.x(v), said(v, "", scale.decimals)) for v in scale.values if axis.low <= v <= axis.high]
    halves = [words.width(text, area.sizes.tick) / 2 for _, text in found]
    inside = [
        (x, text) for (x, text), half in zip(found, halves, strict=True) if half <= x <= area.width - half - 1
    ]
    crowded = any(b[0] - a[0] < max(halves) * 2 + 8 for a, b in itertools.pairwise(inside))
    return inside[:1] if crowded else inside
