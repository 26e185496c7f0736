"""From a chart specification to one SVG string."""

from collections.abc import Callable
from typing import Any

from groundswell.core.charts import bars, grid, intervals, numberplot, plot, smalls
from groundswell.core.charts.bodies import (
    Bars,
    Grid,
    Intervals,
    Prediction,
    Ramp,
    Spark,
    Tally,
    Veil,
)
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import NARROW
from groundswell.core.charts.marks import NumberPlot, Plot
from groundswell.core.charts.spec import ChartSpec
from groundswell.core.charts.styles import style_sheet

# All words are escaped, so only a link of ours can begin like this.
LINK = "<a "
Pen = Callable[[Canvas, Any, float, float], float]

PENS: dict[type, Pen] = {
    Plot: plot.draw,
    NumberPlot: numberplot.draw,
    Bars: bars.draw,
    Intervals: intervals.draw,
    Grid: grid.draw,
    Veil: smalls.veil,
    Spark: smalls.spark,
    Prediction: smalls.prediction,
    Ramp: smalls.ramp,
    Tally: smalls.tally,
}


def to_svg(spec: ChartSpec, *, width: float, height: float, ids_prefix: str, standalone: bool = False) -> str:
    """Draw the chart `width` pixels wide. `height` is for the plot itself; headings and lanes come on top.

    Below 480 pixels the phone form is drawn. `ids_prefix` has to be unique on the page. `standalone` writes
    the light look into the file, for PDF and PNG, on its own paper; a style sheet turns it dark on a dark
    screen. Charts with links are a group, others an image.
    """
    canvas = Canvas(standalone=standalone)
    total = PENS[type(spec.body)](canvas, spec.body, width, height)
    body = canvas.result()
    shell = Canvas()
    extra = {"xmlns": "http://www.w3.org/2000/svg"} if standalone else {}
    shell.open(
        "svg",
        "gs-chart gs-chart-narrow" if width < NARROW else "gs-chart",
        viewBox=f"0 0 {width:g} {total + 1:.0f}",
        width=width,
        height=f"{total + 1:.0f}",
        role="group" if LINK in body else "img",
        aria_labelledby=f"{ids_prefix}-title {ids_prefix}-desc",
        **extra,
    )
    shell.words("title", spec.title, id=f"{ids_prefix}-title")
    shell.words("desc", spec.alt, id=f"{ids_prefix}-desc")
    ground = _ground(width, round(total + 1)) if standalone else ""
    return f"{shell.result()}{ground}{body}</svg>"


def _ground(width: float, height: float) -> str:
    """Style and paper of a file that stands alone."""
    paper = Canvas(standalone=True)
    paper.add("rect", "gs-paper", width=width, height=height)
    return f"<style>{style_sheet()}</style>{paper.result()}"
