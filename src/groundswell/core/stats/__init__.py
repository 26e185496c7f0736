"""Run charts and Shewhart charts with the Anhoej rules, in plain Python."""

from groundswell.core.stats.against_baseline import BaselineComparison, compare_with_baseline
from groundswell.core.stats.analyze import analyze, analyze_by_index
from groundswell.core.stats.columns import BadPointsError
from groundswell.core.stats.explain import explain_point
from groundswell.core.stats.points import (
    ChartName,
    ChartOptions,
    Direction,
    Exclusion,
    Layout,
    Phase,
    Point,
    X,
)
from groundswell.core.stats.reading import SHORT_WORDS, Reading, reading
from groundswell.core.stats.result import (
    ChartResult,
    Meaning,
    PartResult,
    PointResult,
    RunWindow,
    Side,
    Signal,
)
from groundswell.core.stats.verdict import Verdict
from groundswell.core.stats.wording import counted, said, said_x

__all__ = [
    "SHORT_WORDS",
    "BadPointsError",
    "BaselineComparison",
    "ChartName",
    "ChartOptions",
    "ChartResult",
    "Direction",
    "Exclusion",
    "Layout",
    "Meaning",
    "PartResult",
    "Phase",
    "Point",
    "PointResult",
    "Reading",
    "RunWindow",
    "Side",
    "Signal",
    "Verdict",
    "X",
    "analyze",
    "analyze_by_index",
    "compare_with_baseline",
    "counted",
    "explain_point",
    "reading",
    "said",
    "said_x",
]
