"""The verdict of every series: the same decisions as for one chart (verdict.py), taken for a block at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.lines.run import median
from groundswell.core.stats.lines.segment import Flags, Numbers, average
from groundswell.core.stats.points import ChartOptions, Layout
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT
from groundswell.core.stats.rules import runs
from groundswell.core.stats.rules.judged import Sides, sides
from groundswell.core.stats.rules.sets import RULE_SETS, SIDELESS
from groundswell.core.stats.verdict import Verdict

if TYPE_CHECKING:
    from groundswell.core.stats.scan.sweep import Bits, Phase

Codes = NDArray[np.int8]

VERDICTS: tuple[Verdict, ...] = ("too_few", "no_signal", "improving", "look_again", "different")
TOO_FEW, NO_SIGNAL, IMPROVING, LOOK_AGAIN, DIFFERENT = range(5)


def verdicts(phases: Sequence[Phase], options: ChartOptions, layout: Layout, bits: Bits) -> Codes:
    """A code into VERDICTS for each series; `bits` (points, series) are marked already."""
    latest = phases[-1]
    judged = latest.runs.n_useful >= FEWEST_FOR_A_VERDICT
    found = np.where(judged, np.int8(NO_SIGNAL), np.int8(TOO_FEW))
    _decide(found, *_of_points(bits[latest.first :], options))
    running = np.flatnonzero(latest.runs_signal)
    if len(running):
        side = _side_of_runs(latest.judged.side[:, running], latest.runs, running, len(latest.judged.side))
        found[running] = _of_side(side, options)
    _beside_baseline(found, phases, options, layout)
    enough = sum(each.n_values for each in phases) >= FEWEST_FOR_A_VERDICT
    return np.where(enough, found, np.int8(TOO_FEW))


def _decide(found: Codes, marked: Flags, codes: Codes) -> None:
    found[marked] = codes[marked]


def _of_side(side: Sides, options: ChartOptions) -> Codes:
    """A hoped-for side is improving, the other one asks for another look, none is different."""
    if options.direction == "neither":
        return np.full(len(side), DIFFERENT, dtype=np.int8)
    good = 1 if options.direction == "up" else -1
    return np.select([side == good, side == -good], [IMPROVING, LOOK_AGAIN], DIFFERENT).astype(np.int8)


def _of_points(bits: Bits, options: ChartOptions) -> tuple[Flags, Codes]:
    """Marked points of the latest phase: a concern first, then an improvement, then anything else."""
    some = np.bitwise_or.reduce(bits, axis=0)
    rules = RULE_SETS[options.rules].rules
    sided = [rule.name not in SIDELESS for rule in rules]
    up = sum(1 << (2 * k) for k, has_side in enumerate(sided) if has_side)
    above, below = (some & np.uint16(up)) > 0, (some & np.uint16(up << 1)) > 0
    if options.direction == "neither":
        return some > 0, np.full(len(some), DIFFERENT, dtype=np.int8)
    good, bad = (above, below) if options.direction == "up" else (below, above)
    return some > 0, np.select([bad, good], [LOOK_AGAIN, IMPROVING], DIFFERENT).astype(np.int8)


def _side_of_runs(side: Sides, found: runs.Runs, columns: NDArray[np.intp], points: int) -> Sides:
    """Where the latest points of series with a runs signal lie; 0 when their long run is over."""
    longest, _ = runs.limits_up_to(points)
    n_useful, end = found.n_useful[columns], runs.end_of_longest(side, found.longest[columns])
    is_long = found.longest[columns] > longest[n_useful]
    useful = side != 0
    last = len(side) - 1 - np.argmax(useful[::-1], axis=0)
    lasting = np.where(last == end, side[end, np.arange(len(columns))], 0)
    return np.where(is_long, lasting, _side_of_later_half(side, useful, n_useful)).astype(np.int8)


def _side_of_later_half(side: Sides, useful: Flags, n_useful: NDArray[np.int16]) -> Sides:
    """The side that holds two in three of the later half of the useful points."""
    later = useful & (np.cumsum(useful, axis=0) > n_useful // 2)
    count, above = later.sum(axis=0), (later & (side > 0)).sum(axis=0)
    mostly = [above * 3 >= count * 2, (count - above) * 3 >= count * 2]
    return np.select(mostly, [1, -1], 0).astype(np.int8)


def _beside_baseline(found: Codes, phases: Sequence[Phase], options: ChartOptions, layout: Layout) -> None:
    """A runs signal of the whole series about the first phase's center comes before everything else."""
    end = layout.baseline_ends[0]
    if len(phases) == 1 and end is None:
        return
    first = phases[0]
    center = np.broadcast_to(first.lines.center[-1:], (1, len(found)))
    values = np.vstack([each.judged.values for each in phases])
    side = sides(values, center)
    whole = runs.runs_of(side)
    begins = phases[-1].first if len(phases) > 1 else (end or 0) + 1
    later = values[begins:]
    if not len(later):
        return
    signal = runs.anhoej(whole, len(values)) & (whole.n_useful >= FEWEST_FOR_A_VERDICT)
    signal &= ~np.isnan(center[0]) & (~np.isnan(later)).any(axis=0)
    chosen = np.flatnonzero(signal)
    if len(chosen):
        where = _side_of_span(later[:, chosen], side[begins:, chosen], center[:, chosen], options)
        found[chosen] = _of_side(where, options)


def _side_of_span(later: Numbers, side: Sides, center: Numbers, options: ChartOptions) -> Sides:
    """Where a later span lies: two thirds of its points and its own center on one side, else 0."""
    own = median(later) if CHARTS[options.chart].center_word == "median" else average(later)
    sign = sides(own, center)[0]
    there = (side == sign).sum(axis=0)
    known = (~np.isnan(later)).sum(axis=0)
    return np.where((sign != 0) & (3 * there >= 2 * known), sign, 0).astype(np.int8)
