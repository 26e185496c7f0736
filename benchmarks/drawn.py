"""One control chart as SVG, beside the same chart by Altair and vl-convert."""

from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import process_time

import altair as alt
import numpy as np
import pandas as pd
import vl_convert

from benchmarks.line import Line, in_turn, line
from groundswell.core.charts import Captions, control_chart, to_svg
from groundswell.core.stats import ChartOptions, ChartResult, Point, analyze

OURS = "one chart as SVG, specification and drawing"
AT_ONCE = 20


def drawings() -> list[Line]:
    result = _chart()
    captions = Captions(title="Attendance", unit="%", source="Invented")

    def ours() -> None:
        # As many as a page or a file has, so that one cold start does not stand for all.
        for _ in range(AT_ONCE):
            to_svg(control_chart(result, captions), width=700, height=320, ids_prefix="c")

    works: dict[str, Callable[[], object]] = {
        OURS: ours,
        "the same by Altair and vl-convert, over ours": lambda: vl_convert.vegalite_to_svg(
            _altair(result).to_dict(), vl_version="6.4", allowed_base_urls=[]
        ),
    }
    works[OURS]()
    taken = in_turn(works, rounds=20, clock=process_time)
    taken[OURS] = [seconds / AT_ONCE for seconds in taken[OURS]]
    floor = median(taken[OURS])
    return [
        line(name, seconds, ratio=None if name == OURS else median(seconds) / floor)
        for name, seconds in taken.items()
    ]


def _chart() -> ChartResult:
    start, values = date(2024, 9, 2), np.random.RandomState(3).normal(92, 2, size=36)
    points = [Point(start + timedelta(weeks=k), round(float(value), 2)) for k, value in enumerate(values)]
    return analyze(points, ChartOptions(chart="i", direction="up"))


def _altair(result: ChartResult) -> alt.LayerChart:
    """Line, points, center and both limits: what an analyst would write."""
    rows = pd.DataFrame(
        [
            {"x": str(p.x), "y": p.y, "cl": p.center, "lcl": p.lower, "ucl": p.upper, "out": bool(p.signals)}
            for p in result.points
        ]
    )
    base = alt.Chart(rows).encode(x="x:T")
    lines = [base.mark_line(strokeDash=[2, 3]).encode(y=name) for name in ("cl", "lcl", "ucl")]
    data = base.mark_line().encode(y=alt.Y("y", scale=alt.Scale(zero=False)))
    dots = base.mark_point(filled=True).encode(y="y", color="out:N")
    return alt.layer(*lines, data, dots).properties(width=700, height=320, title="Attendance")
