"""Statistic to chart specification to SVG, words, table and alt text.

Server-side, no script, no style attribute.
"""

from groundswell.core.charts.bodies import Interval, Step
from groundswell.core.charts.cases import cusum_chart
from groundswell.core.charts.drawings import prediction_scale, ramp, tally, verdict_mark
from groundswell.core.charts.estimates import change_chart, interval_chart, shrinkage_chart
from groundswell.core.charts.funnels import funnel_chart
from groundswell.core.charts.gap import GapLine, gap_chart, gap_reading, gap_result
from groundswell.core.charts.kinds import pareto_chart
from groundswell.core.charts.method import method_of
from groundswell.core.charts.multiple import small_multiple, sparkline, withheld
from groundswell.core.charts.multiples import Little, small_multiples
from groundswell.core.charts.pairs import paired_chart
from groundswell.core.charts.released import released_points
from groundswell.core.charts.series import control_chart, run_chart
from groundswell.core.charts.spec import ChartSpec, Table, alt_text, table
from groundswell.core.charts.svg import to_svg
from groundswell.core.charts.voice import Captions, ContextMark, CycleMark, point_reading
from groundswell.core.charts.xmr import xmr_chart

__all__ = [
    "Captions",
    "ChartSpec",
    "ContextMark",
    "CycleMark",
    "GapLine",
    "Interval",
    "Little",
    "Step",
    "Table",
    "alt_text",
    "change_chart",
    "control_chart",
    "cusum_chart",
    "funnel_chart",
    "gap_chart",
    "gap_reading",
    "gap_result",
    "interval_chart",
    "method_of",
    "paired_chart",
    "pareto_chart",
    "point_reading",
    "prediction_scale",
    "ramp",
    "released_points",
    "run_chart",
    "shrinkage_chart",
    "small_multiple",
    "small_multiples",
    "sparkline",
    "table",
    "tally",
    "to_svg",
    "verdict_mark",
    "withheld",
    "xmr_chart",
]
