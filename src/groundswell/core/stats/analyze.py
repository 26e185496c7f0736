"""From points and choices to a chart result.

Two doors: by date (`analyze`) and by position (`analyze_by_index`).
"""

from collections.abc import Sequence

import numpy as np

from groundswell.core.stats import parts
from groundswell.core.stats.columns import Columns, columns
from groundswell.core.stats.layout import layout
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.lines.segment import Numbers
from groundswell.core.stats.parts import Drawn, Part
from groundswell.core.stats.points import ChartOptions, Layout, Phase, Point
from groundswell.core.stats.result import (
    FEWEST_FOR_A_VERDICT,
    ChartResult,
    PartResult,
    PointResult,
)
from groundswell.core.stats.rules.sets import RULE_SETS, runs_rule
from groundswell.core.stats.windows import RunsTest, runs_test


def analyze(points: Sequence[Point], options: ChartOptions) -> ChartResult:
    """Compute one chart.

    Points may come in any order. Raises BadPointsError with what, where and how to fix it.
    """
    series = columns(points, options, CHARTS[options.chart])
    positions, phases = layout(series.xs, options)
    return _chart(series, options, positions, phases, centers=None, guarded=True)


def analyze_by_index(
    points: Sequence[Point],
    options: ChartOptions,
    positions: Layout,
    *,
    centers: Sequence[float | None] | None = None,
    guarded: bool = False,
) -> ChartResult:
    """The same by position, with a center per point if wished.

    Unguarded, numbers follow the reference software.
    """
    series = columns(points, options, CHARTS[options.chart], guarded=guarded)
    phases = [Phase(start=series.xs[i] if series.xs else 0, reason="") for i in positions.starts]
    given = None if centers is None else np.asarray(centers, dtype=np.float64).reshape(-1, 1)
    return _chart(series, options, positions, phases, centers=given, guarded=guarded)


def _chart(
    series: Columns,
    options: ChartOptions,
    positions: Layout,
    phases: Sequence[Phase],
    *,
    centers: Numbers | None,
    guarded: bool,
) -> ChartResult:
    rules = RULE_SETS[options.rules]
    with np.errstate(divide="ignore", invalid="ignore"):
        done = [
            _computed(part, options, _given(part, options, centers), guarded=guarded)
            for part in parts.cut(series, positions, phases, ordered=options.time_ordered)
        ]
    return ChartResult(
        chart=options.chart,
        rules=rules.name,
        rules_version=rules.version,
        direction=options.direction,
        target=options.target,
        parts=tuple(part for part, _, _ in done),
        points=tuple(point for _, points, _ in done for point in points),
        notes=series.notes + tuple(dict.fromkeys(note for _, _, note in done if note)),
        center_word=CHARTS[options.chart].center_word,
        runs_method=options.runs_method,
    )


def _given(part: Part, options: ChartOptions, centers: Numbers | None) -> Numbers | None:
    if centers is not None:
        return centers[part.first : part.last + 1]
    return None if options.center is None else np.full((1, 1), options.center)


def _computed(
    part: Part, options: ChartOptions, given: Numbers | None, *, guarded: bool
) -> tuple[PartResult, list[PointResult], str]:
    drawn = parts.drawn(part, options, given, guarded=guarded)
    points = parts.points(part, drawn, options, guarded=guarded)
    test = runs_test(drawn.judged.side, part.first, runs_rule(options), guarded=guarded)
    has_runs = options.time_ordered and CHARTS[options.chart].has_runs
    allowed = has_runs and (not guarded or test.n_useful >= FEWEST_FOR_A_VERDICT)
    return _part_result(part, drawn, points, test, runs_allowed=allowed), points, drawn.note


def _part_result(
    part: Part, drawn: Drawn, points: Sequence[PointResult], test: RunsTest, *, runs_allowed: bool
) -> PartResult:
    n_values = sum(p.y is not None and p.included for p in points)
    return PartResult(
        start_index=part.first,
        end_index=part.last,
        name=part.phase.name,
        reason=part.phase.reason,
        by=part.phase.by,
        n_points=len(points),
        n_values=n_values,
        n_useful=test.n_useful,
        n_baseline=part.n_baseline,
        center=points[-1].center,
        center_shown=n_values >= FEWEST_FOR_A_VERDICT,
        baseline_until=part.phase.baseline_until,
        baseline_end_index=part.baseline_end,
        longest_run=test.longest_run,
        longest_run_max=test.longest_run_max,
        crossings=test.crossings,
        crossings_min=test.crossings_min,
        runs_signal=test.signal and runs_allowed,
        run_window=test.window,
        lower=_same([p.lower for p in points]),
        upper=_same([p.upper for p in points]),
        limits_shown=drawn.limits_shown,
    )


def _same(values: Sequence[float | None]) -> float | None:
    """The value when all are equal, else None."""
    return values[0] if values and all(v == values[0] for v in values) else None
