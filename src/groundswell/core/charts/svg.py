"""From a chart specification to one SVG string."""

from collections.abc import Callable
from typing import Any

from groundswell.core.charts import plot, smalls
from groundswell.core.charts.bodies import Prediction, Ramp, Spark, Tally, Veil
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import NARROW
from groundswell.core.charts.marks import Plot
from groundswell.core.charts.spec import Body, ChartSpec

Pen = Callable[[Canvas, Any, float, float], float]

PENS: dict[type, Pen] = {
    Plot: plot.draw,
    Veil: smalls.veil,
    Spark: smalls.spark,
    Prediction: smalls.prediction,
    Ramp: smalls.ramp,
    Tally: smalls.tally,
}


def to_svg(spec: ChartSpec, *, width: float, height: float, ids_prefix: str, standalone: bool = False) -> str:
    """Draw the chart `width` pixels wide. `height` is for the plot itself; headings and lanes come on top.

    Below 480 pixels the phone form is drawn. `ids_prefix` has to be unique on the page. `standalone` writes
    the light look into the file, for PDF and PNG. Charts with links are a group, others an image.
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
        role="group" if _linked(spec.body) else "img",
        aria_labelledby=f"{ids_prefix}-title {ids_prefix}-desc",
        **extra,
    )
    shell.words("title", spec.title, id=f"{ids_prefix}-title")
    shell.words("desc", spec.alt, id=f"{ids_prefix}-desc")
    return f"{shell.result()}{body}</svg>"


def _linked(body: Body) -> bool:
    if isinstance(body, Ramp):
        return any(step.href for step in body.steps)
    if not isinstance(body, Plot):
        return False
    dots = (dot for panel in body.panels for mark in panel.marks for dot in getattr(mark, "dots", ()))
    return any(dot.href for dot in dots) or any(item.href for lane in body.lanes for item in lane.items)
