"""Statistic to chart specification to SVG, words, table and alt text.

Server-side, no script, no style attribute.
"""

from groundswell.core.charts.bodies import Step
from groundswell.core.charts.drawings import prediction_scale, ramp, tally, verdict_mark
from groundswell.core.charts.gap import GapLine, gap_chart, gap_reading, gap_result
from groundswell.core.charts.multiple import small_multiple, sparkline, withheld
from groundswell.core.charts.series import control_chart, run_chart
from groundswell.core.charts.spec import ChartSpec, Table, alt_text, table
from groundswell.core.charts.svg import to_svg
from groundswell.core.charts.voice import Captions, ContextMark, CycleMark, point_reading

__all__ = [
    "Captions",
    "ChartSpec",
    "ContextMark",
    "CycleMark",
    "GapLine",
    "Step",
    "Table",
    "alt_text",
    "control_chart",
    "gap_chart",
    "gap_reading",
    "gap_result",
    "point_reading",
    "prediction_scale",
    "ramp",
    "run_chart",
    "small_multiple",
    "sparkline",
    "table",
    "tally",
    "to_svg",
    "verdict_mark",
    "withheld",
]
