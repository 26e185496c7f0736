"""Draws a whole plot: heads, panels, axis, lanes."""

from groundswell.core.charts import badges, lanes, words, xaxis
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import Frame, badges_height, frame
from groundswell.core.charts.marks import Plot
from groundswell.core.charts.panel import PanelPen
from groundswell.core.charts.xaxis import LONGEST_PAUSE


def draw(canvas: Canvas, plot: Plot, width: float, height: float) -> float:
    """Draw at `width`, the panels sharing `height`; returns the height of everything."""
    area = frame(plot, width, height)
    badges.draw(canvas, plot.badges, area.badges)
    _breaks(canvas, plot, area)
    _phases(canvas, plot, area)
    for panel in area.panels:
        PanelPen(canvas, plot, area, panel).draw()
    bottom = area.axis_y + area.sizes.tick + 11
    end = lanes.draw(canvas, area, plot.lanes, bottom + 6) if plot.lanes else bottom
    _labels(canvas, plot, area)
    return end


def _phases(canvas: Canvas, plot: Plot, area: Frame) -> None:
    top = 2.0 + badges_height(area.badges)
    for head in plot.phases:
        if head.line:
            canvas.line(area.x(head.start), top, area.x(head.start), area.panels[-1].bottom, "gs-phase")
    for text in area.heads:
        y = top + 11
        for look, lines in (("gs-strong", text.name), ("gs-label", text.reason)):
            for line in lines:
                canvas.text(text.x, y, line, look=look, size=area.sizes.label)
                y += 16


def _breaks(canvas: Canvas, plot: Plot, area: Frame) -> None:
    """A long pause: a dotted line, with its word where there is room beside it."""
    if plot.small:
        return
    size = area.sizes.tick
    for pause in plot.axis.breaks:
        x, first = area.x(pause.at), area.panels[0]
        for panel in area.panels:
            canvas.line(x, panel.top, x, panel.bottom, "gs-break")
        room = LONGEST_PAUSE * area.step() - 8
        if pause.words and (not area.narrow or words.width(pause.words, size) <= room):
            canvas.text(x, first.top + 12, pause.words, look="gs-soft", size=size, anchor="middle", halo=True)


def _labels(canvas: Canvas, plot: Plot, area: Frame) -> None:
    """After the lanes, so that the words stay readable over dropped lines."""
    size = area.sizes.tick
    pixels = [area.x(place) for place in plot.axis.places]
    placed = xaxis.labels(plot.axis, pixels, size=size)
    y = area.axis_y + size + 5
    for x, text in placed:
        half = words.width(text, size) / 2
        middle = min(max(x, half), area.width - half - 1)
        canvas.text(middle, y, text, look="gs-tick", size=size, anchor="middle", halo=True)
