"""Scales and axes of an Altair chart, equal to those of the drawing. Needs Altair."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt

from groundswell.core.charts import xaxis
from groundswell.core.charts.frame import PanelFrame, tick_label
from groundswell.core.charts.marks import NumberAxis, Plot


@dataclass(frozen=True, slots=True)
class Ruler:
    """What every layer of one panel shares: its scales and marks, its size in pixels, the x scale's end."""

    plot: Plot
    framed: PanelFrame
    x: alt.X
    y: alt.Y
    width: float
    height: float
    high: float

    def down(self, value: float) -> float:
        """Pixels from the top of the panel."""
        ticks = self.framed.ticks
        return (ticks.high - value) / (ticks.high - ticks.low) * self.height


def ends(plot: Plot) -> tuple[float, float]:
    """The first and the last place, with half a step of room."""
    places = plot.axis.places or (0.0,)
    return min(places) - 0.5, max(places) + 0.5


def x_axis(plot: Plot, width: float) -> alt.X:
    """Periods by their place; labels are those of the drawing."""
    places, (low, high) = plot.axis.places or (0.0,), ends(plot)
    pixels = [(at - low) / (high - low) * width for at in places]
    chosen = xaxis.labels(plot.axis, pixels, size=12) if plot.axis.places else []
    texts = {places[pixels.index(pixel)]: text for pixel, text in chosen}
    axis = alt.Axis(values=list(texts), labelExpr=_said_at(texts, 1e-6), grid=False, labelPadding=7)
    return alt.X("at:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False), axis=axis)


def number_axis(axis: NumberAxis) -> alt.X:
    """Numbers from end to end, with what they count."""
    scale = alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)
    return alt.X("at:Q", scale=scale, axis=alt.Axis(title=axis.title, grid=False, labelPadding=7))


def y_axis(framed: PanelFrame) -> alt.Y:
    """The ticks of the panel; the unit stands at the top one."""
    ticks = framed.ticks
    texts = {v: tick_label(v, framed.panel, ticks, top=v == ticks.high) for v in ticks.values}
    expression = _said_at(texts, (ticks.high - ticks.low) * 1e-6)
    axis = alt.Axis(values=list(ticks.values), labelExpr=expression, grid=True, labelPadding=7)
    return alt.Y("y:Q", scale=alt.Scale(domain=[ticks.low, ticks.high], nice=False, zero=False), axis=axis)


def _said_at(texts: Mapping[float, str], slack: float) -> str:
    """A Vega expression: the words of the value it stands at. Words are quoted as JSON, so none is code."""
    cases = (f"(abs(datum.value-({at!r}))<{slack!r}?{json.dumps(text)}:'')" for at, text in texts.items())
    return "+".join(cases) or "''"
