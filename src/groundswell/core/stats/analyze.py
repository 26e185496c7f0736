"""From points and choices to a chart result.

Two doors: by date (`analyze`) and by position (`analyze_by_index`).
"""

from collections.abc import Sequence

from groundswell.core.stats import anhoej, parts
from groundswell.core.stats.clean import CleanSeries, clean
from groundswell.core.stats.families import CHARTS
from groundswell.core.stats.family import Values
from groundswell.core.stats.layout import layout
from groundswell.core.stats.parts import Lines, Part
from groundswell.core.stats.points import ChartOptions, Layout, Phase, Point
from groundswell.core.stats.result import (
    FEWEST_FOR_A_VERDICT,
    ChartResult,
    PartResult,
    PointResult,
)
from groundswell.core.stats.windows import window_of


def analyze(points: Sequence[Point], options: ChartOptions) -> ChartResult:
    """Compute one chart.

    Points may come in any order. Raises BadPointsError with what, where and how to fix it.
    """
    series = clean(points, proportion=CHARTS[options.chart].is_proportion)
    positions, phases = layout(series.xs, options)
    return _chart(series, options, positions, phases, centers=None, guarded=True)


def analyze_by_index(
    points: Sequence[Point],
    options: ChartOptions,
    positions: Layout,
    *,
    centers: Values | None = None,
    guarded: bool = False,
) -> ChartResult:
    """The same by position, with a center per point if wished.

    Unguarded, numbers follow the reference software.
    """
    series = clean(points, proportion=CHARTS[options.chart].is_proportion, guarded=guarded)
    phases = [Phase(start=series.xs[i] if series.xs else 0, reason="") for i in positions.starts]
    return _chart(series, options, positions, phases, centers=centers, guarded=guarded)


def _chart(
    series: CleanSeries,
    options: ChartOptions,
    positions: Layout,
    phases: Sequence[Phase],
    *,
    centers: Values | None,
    guarded: bool,
) -> ChartResult:
    given = centers if centers is not None else [options.center] * len(series.xs)
    done = [
        _computed(part, options, given[part.first : part.last + 1], guarded=guarded)
        for part in parts.cut(series, positions, phases)
    ]
    return ChartResult(
        chart=options.chart,
        rules=anhoej.RULES_NAME,
        rules_version=anhoej.RULES_VERSION,
        direction=options.direction,
        target=options.target,
        parts=tuple(part for part, _, _ in done),
        points=tuple(point for _, points, _ in done for point in points),
        notes=series.notes + tuple(dict.fromkeys(note for _, _, note in done if note)),
        center_word=CHARTS[options.chart].center_word,
    )


def _computed(
    part: Part, options: ChartOptions, given: Values, *, guarded: bool
) -> tuple[PartResult, list[PointResult], str]:
    drawn = parts.lines(part, CHARTS[options.chart], options, given, guarded=guarded)
    points = parts.points(part, drawn, options, guarded=guarded)
    test = anhoej.runs_test(part.judged_values, drawn.raw_centers)
    allowed = options.time_ordered and (not guarded or test.n_useful >= FEWEST_FOR_A_VERDICT)
    return _part_result(part, drawn, points, test, runs_allowed=allowed), points, drawn.note


def _part_result(
    part: Part, drawn: Lines, points: Sequence[PointResult], test: anhoej.RunsTest, *, runs_allowed: bool
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
        n_baseline=len(part.segment.base_values),
        center=points[-1].center,
        center_shown=n_values >= FEWEST_FOR_A_VERDICT,
        baseline_until=part.phase.baseline_until,
        baseline_end_index=part.baseline_end,
        longest_run=test.longest_run,
        longest_run_max=test.longest_run_max,
        crossings=test.crossings,
        crossings_min=test.crossings_min,
        runs_signal=test.signal and runs_allowed,
        run_window=window_of(test, part.first),
        lower=_same(drawn.lower),
        upper=_same(drawn.upper),
        limits_shown=drawn.limits_shown,
    )


def _same(values: Values) -> float | None:
    """The value when all are equal, else None."""
    return values[0] if values and all(v == values[0] for v in values) else None
