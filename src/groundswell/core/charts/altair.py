"""The same chart as an Altair object, for notebooks that speak Vega-Lite."""

from typing import TYPE_CHECKING

from groundswell.core.charts.bodies import Bars, Grid, Intervals
from groundswell.core.charts.marks import NumberPlot, Plot
from groundswell.core.charts.spec import ChartSpec

if TYPE_CHECKING:
    import altair

DRAWN = (Plot, NumberPlot, Bars, Intervals, Grid)


def to_altair(spec: ChartSpec, *, width: float = 640, height: float = 280) -> "altair.VConcatChart":
    """Marks, scales, colors, title and description of `spec` as an Altair chart that may be changed further.

    `width` is the plot's own, `height` what its panels share, in pixels; labels come on top. Each point
    carries its period, its value and its words. The x axis counts periods, with long pauses shortened, as
    in the drawing. Raises ImportError when Altair is not installed, and ValueError for a drawing that is
    not a plot (a tally, a ramp, a group that is kept private).
    """
    if not isinstance(spec.body, DRAWN):
        raise ValueError(  # noqa: TRY004  (the type is right, this kind of drawing has no scales)
            f"{spec.title} is a {type(spec.body).__name__.lower()}, not a plot with scales, "
            "so Altair cannot draw it. Draw it with to_svg."
        )
    try:
        from groundswell.core.charts import altair_chart  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if missing.name != "altair":
            raise
        raise ImportError(
            "Altair is not installed here. Install it with: pip install groundswell[notebook]"
        ) from missing
    return altair_chart.chart(spec, width, height)
