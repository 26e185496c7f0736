"""Charts of many series at once, a block of series at a time so that the arrays stay near the processor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines import CHARTS, Choices, Lines
from groundswell.core.stats.lines.segment import Flags, Numbers
from groundswell.core.stats.points import ChartOptions, Layout
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT
from groundswell.core.stats.rules import runs
from groundswell.core.stats.rules.judged import Judged, judge
from groundswell.core.stats.rules.marks import marked
from groundswell.core.stats.rules.sets import RULE_SETS, Rule, RuleSet, runs_rule
from groundswell.core.stats.scan import verdicts
from groundswell.core.stats.scan.grid import Grid
from groundswell.core.stats.stretch import known, limits_shown, lines_of, stretches
from groundswell.core.stats.windows import JUDGES, ordinary_of

# Series in one block: 36 points of 8 bytes make about two megabytes an array, which a core's cache holds.
BLOCK = 8192

Bits = NDArray[np.uint16]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of one block: its places in the grid, its lines, what the rules saw and found."""

    first: int
    last: int
    lines: Lines
    judged: Judged
    runs: runs.Runs
    runs_signal: Flags
    limits_shown: Flags
    n_baseline: NDArray[np.int64]
    n_values: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sweep:
    """Every series' numbers by name, (series,), and every point's signal bits, (series, points)."""

    bits: Bits
    series: dict[str, NDArray[np.generic]] = field(default_factory=dict)


def bits_of(rules: RuleSet) -> tuple[tuple[str, str], ...]:
    """What each bit of a point means, lowest first: a rule and the side it marks."""
    return tuple((rule.name, side) for rule in rules.rules for side in ("above", "below"))


def sweep(grid: Grid, options: ChartOptions, layout: Layout, *, progress: Progress | None = None) -> Sweep:
    """Compute every series of the grid. `progress` is told (series done, series in all) after each block."""
    n_series, n_points = grid.counts.shape
    done = Sweep(np.zeros((n_series, n_points), dtype=np.uint16))
    with np.errstate(all="ignore"):
        for first in range(0, n_series, BLOCK):
            here = slice(first, min(first + BLOCK, n_series))
            phases = [phase(grid, options, layout, number, here) for number in range(len(layout.starts))]
            bits = np.zeros((n_points, here.stop - first), dtype=np.uint16)
            _keep(done, here, n_series, _summary(phases, options, layout, bits))
            done.bits[here] = bits.T
            if progress:
                progress(here.stop, n_series)
    return done


def phase(grid: Grid, options: ChartOptions, layout: Layout, number: int, series: slice) -> Phase:
    """The lines and rules of one phase for some series."""
    here = stretches(layout, len(grid.xs))[number]
    segment = grid.segment(series, slice(here.first, here.last + 1), here.base, ordered=options.time_ordered)
    given = None if options.center is None else np.full((1, 1), options.center)
    lines = lines_of(segment, options, given, Choices(screened=options.screened))
    judged = judge(lines, here.included)
    found = runs.runs_of(judged.side)
    n_baseline = known(segment.of_base(segment.values))
    return Phase(
        first=here.first,
        last=here.last,
        lines=lines,
        judged=judged,
        runs=found,
        runs_signal=_runs_signal(found, options) & (found.n_useful >= FEWEST_FOR_A_VERDICT),
        limits_shown=limits_shown(lines, n_baseline),
        n_baseline=n_baseline,
        n_values=known(judged.values),
    )


def _runs_signal(found: runs.Runs, options: ChartOptions) -> Flags:
    rule = runs_rule(options)
    if rule == "none" or not options.time_ordered or not CHARTS[options.chart].has_runs:
        return np.zeros(len(found.n_useful), dtype=np.bool_)
    return JUDGES[rule](found)


def mark(phase: Phase, options: ChartOptions, bits: Bits) -> None:
    """Set the bits (points, series) of every point that a rule marks in this phase."""
    for position, rule in enumerate(RULE_SETS[options.rules].rules):
        if not _applies(rule, phase, options):
            continue
        for side, flags in enumerate(marked(rule.find(phase.judged), rule.marking)):
            shown = flags & phase.limits_shown if rule.needs_limits else flags
            bits[phase.first : phase.last + 1] |= shown * np.uint16(1 << (2 * position + side))


def _applies(rule: Rule, phase: Phase, options: ChartOptions) -> bool:
    if rule.needs_zones and phase.judged.unit is None:
        return False
    if rule.needs_limits and not phase.limits_shown.any():
        return False
    return rule.name == "outside_limits" or (options.time_ordered and CHARTS[options.chart].has_runs)


def _summary(
    phases: Sequence[Phase], options: ChartOptions, layout: Layout, bits: Bits
) -> dict[str, NDArray[np.generic]]:
    for each in phases:
        mark(each, options, bits)
    latest = phases[-1]
    fewest, most = ordinary_of(latest.runs, runs_rule(options))
    return {
        "n_values": sum(each.n_values for each in phases),
        "n_latest": latest.n_values,
        "n_useful": latest.runs.n_useful,
        "center": _at_end(latest.lines.center, bits.shape[1]) * options.multiply,
        "lower": _constant(latest.lines.lower, bits.shape[1]) * options.multiply,
        "upper": _constant(latest.lines.upper, bits.shape[1]) * options.multiply,
        "limits_shown": latest.limits_shown,
        "longest_run": latest.runs.longest,
        "longest_run_max": most,
        "crossings": np.maximum(latest.runs.crossings, 0),
        "crossings_min": fewest,
        "runs_signal": np.logical_or.reduce([each.runs_signal for each in phases]),
        "points_marked": np.count_nonzero(bits, axis=0).astype(np.int32),
        "verdict": verdicts.verdicts(phases, options, layout, bits),
    }


def _at_end(numbers: Numbers, n_series: int) -> Numbers:
    return np.broadcast_to(numbers[-1], (n_series,))


def _constant(numbers: Numbers, n_series: int) -> Numbers:
    """The limit, where it is the same all along; NaN where it moves with the denominators."""
    if len(numbers) == 1:
        return np.broadcast_to(numbers[0], (n_series,))
    return np.where((numbers == numbers[:1]).all(axis=0), numbers[0], np.nan)


def _keep(done: Sweep, here: slice, n_series: int, found: dict[str, NDArray[np.generic]]) -> None:
    for name, values in found.items():
        if name not in done.series:
            done.series[name] = np.empty(n_series, dtype=values.dtype)
        done.series[name][here] = values
