"""Improvement statistics: run and control charts, scans of many series, and honest answers to "did it change?".

    from groundswell.core.stats import ChartOptions, Point, analyze, reading

    result = analyze([Point(1, 82), Point(2, 79), ...], ChartOptions(chart="i", direction="up"))
    print(reading(result, unit="%").text)

A scan of many series lives in `groundswell.core.stats.scan`, pictures in `groundswell.core.charts`.
"""

from groundswell.core.stats.against_baseline import BaselineComparison, compare_with_baseline
from groundswell.core.stats.analyze import analyze, analyze_by_index
from groundswell.core.stats.bernoulli import BernoulliCusum, CusumPoint, bernoulli_cusum
from groundswell.core.stats.change.before_after import LevelChange, compare_means, compare_medians
from groundswell.core.stats.change.compared import ASSUMPTIONS, ComparedChange, PlaceboSpread
from groundswell.core.stats.change.difference_in_differences import (
    BeforeAfter,
    compare_share_changes,
    difference_in_differences,
)
from groundswell.core.stats.change.evidence import Evidence, Grade, WhereTested, graded
from groundswell.core.stats.change.found import BaselineSignal, Found, signal_of
from groundswell.core.stats.change.parallel_trend import ParallelCheck, check_parallel
from groundswell.core.stats.change.several_comparisons import compare_with_several
from groundswell.core.stats.change.shares import ShareChange, compare_shares
from groundswell.core.stats.columns import BadPointsError
from groundswell.core.stats.explain import explain_point
from groundswell.core.stats.funnel import Funnel, FunnelLimits, funnel
from groundswell.core.stats.making_data_count import Assurance, Variation, Verdicts, making_data_count
from groundswell.core.stats.pareto import Pareto, ParetoBar, pareto
from groundswell.core.stats.points import (
    Aggregate,
    ChartName,
    ChartOptions,
    Direction,
    Exclusion,
    Layout,
    Phase,
    Point,
    RuleSetName,
    RunsMethod,
    X,
)
from groundswell.core.stats.rate_intervals import (
    RiskRatio,
    Share,
    newcombe_interval,
    risk_ratio_interval,
)
from groundswell.core.stats.reading import SHORT_WORDS, Reading, reading
from groundswell.core.stats.rephase import RephaseQuestion, rephase_questions
from groundswell.core.stats.result import (
    ChartResult,
    Meaning,
    PartResult,
    PointResult,
    RunWindow,
    Side,
    Signal,
)
from groundswell.core.stats.rules.sets import RULE_SETS, Rule, RuleSet
from groundswell.core.stats.shrinkage.beta_binomial import shrink_shares
from groundswell.core.stats.shrinkage.normal import Shrinkage, ShrunkenEstimate, shrink
from groundswell.core.stats.shrinkage.random_intercept import GroupEffect, RandomIntercept, random_intercept
from groundswell.core.stats.verdict import Verdict
from groundswell.core.stats.wording import counted, said, said_x

__all__ = [
    "ASSUMPTIONS",
    "RULE_SETS",
    "SHORT_WORDS",
    "Aggregate",
    "Assurance",
    "BadPointsError",
    "BaselineComparison",
    "BaselineSignal",
    "BeforeAfter",
    "BernoulliCusum",
    "ChartName",
    "ChartOptions",
    "ChartResult",
    "ComparedChange",
    "CusumPoint",
    "Direction",
    "Evidence",
    "Exclusion",
    "Found",
    "Funnel",
    "FunnelLimits",
    "Grade",
    "GroupEffect",
    "Layout",
    "LevelChange",
    "Meaning",
    "ParallelCheck",
    "Pareto",
    "ParetoBar",
    "PartResult",
    "Phase",
    "PlaceboSpread",
    "Point",
    "PointResult",
    "RandomIntercept",
    "Reading",
    "RephaseQuestion",
    "RiskRatio",
    "Rule",
    "RuleSet",
    "RuleSetName",
    "RunWindow",
    "RunsMethod",
    "Share",
    "ShareChange",
    "Shrinkage",
    "ShrunkenEstimate",
    "Side",
    "Signal",
    "Variation",
    "Verdict",
    "Verdicts",
    "WhereTested",
    "X",
    "analyze",
    "analyze_by_index",
    "bernoulli_cusum",
    "check_parallel",
    "compare_means",
    "compare_medians",
    "compare_share_changes",
    "compare_shares",
    "compare_with_baseline",
    "compare_with_several",
    "counted",
    "difference_in_differences",
    "explain_point",
    "funnel",
    "graded",
    "making_data_count",
    "newcombe_interval",
    "pareto",
    "random_intercept",
    "reading",
    "rephase_questions",
    "risk_ratio_interval",
    "said",
    "said_x",
    "shrink",
    "shrink_shares",
    "signal_of",
]
