"""The verdict of every series: the same decisions as for one chart (verdict.py), taken for a block at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.lines.run import median
from groundswell.core.stats.lines.segment import Flags, Numbers, average
from groundswell.core.stats.making_data_count import FEWEST_POINTS
from groundswell.core.stats.points import ChartOptions, Layout
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT
from groundswell.core.stats.rules import runs
from groundswell.core.stats.rules.judged import Sides, sides
from groundswell.core.stats.rules.sets import RULE_SETS, SIDELESS, runs_rule, shift_length
from groundswell.core.stats.verdict import Verdict
from groundswell.core.stats.windows import ordinary_of
from groundswell.core.stats.wording import DIFFERENCES

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
    if options.rules == "mdc":
        found = np.full(len(found), NO_SIGNAL, dtype=np.int8)
        _put(found, *_of_last_place(latest, bits, options))
        found[latest.n_values < FEWEST_POINTS] = TOO_FEW
    elif options.rules == "anhoej":
        _put(found, *_of_points(np.bitwise_or.reduce(bits[latest.first :], axis=0), options))
        _put_runs(found, latest, options, where=latest.runs_signal)
        _beside_baseline(found, phases, options, layout)
    else:
        marked, codes = _of_latest(latest, bits, options)
        _put_runs(found, latest, options, where=latest.runs_signal & ~marked)
        _put(found, marked, codes)
        _beside_baseline(found, phases, options, layout)
    enough = sum(each.n_values for each in phases) >= FEWEST_FOR_A_VERDICT
    return np.where(enough, found, np.int8(TOO_FEW))


def _put(found: Codes, where: Flags, codes: Codes) -> None:
    found[where] = codes[where]


def _put_runs(found: Codes, latest: Phase, options: ChartOptions, *, where: Flags) -> None:
    running = np.flatnonzero(where)
    if len(running):
        found[running] = _of_side(_side_of_runs(latest, running, options), options)


def _of_last_place(latest: Phase, bits: Bits, options: ChartOptions) -> tuple[Flags, Codes]:
    """Making Data Count: the first rule that marks the very last point names it."""
    codes = np.full(bits.shape[1], NO_SIGNAL, dtype=np.int8)
    last = bits[-1]
    for bit in reversed(range(2 * len(RULE_SETS[options.rules].rules))):
        side = np.full(len(last), 1 if bit % 2 == 0 else -1, dtype=np.int8)
        _put(codes, (last >> np.uint16(bit) & np.uint16(1)) > 0, _of_side(side, options))
    return last > 0, codes


def _of_latest(latest: Phase, bits: Bits, options: ChartOptions) -> tuple[Flags, Codes]:
    """Patterns: the latest point with a value speaks; where it is ordinary they are over and give no direction."""
    here = bits[latest.first :]
    known = ~np.isnan(latest.judged.values)
    last = len(known) - 1 - np.argmax(known[::-1], axis=0)
    marked, codes = _of_points(here[last, np.arange(here.shape[1])], options)
    return np.asarray(here.any(axis=0)), np.where(marked, codes, np.int8(DIFFERENT))


def _of_side(side: Sides, options: ChartOptions) -> Codes:
    """A hoped-for side is improving, the other one asks for another look, none is different."""
    if _undirected(options):
        return np.full(len(side), DIFFERENT, dtype=np.int8)
    good = 1 if options.direction == "up" else -1
    return np.select([side == good, side == -good], [IMPROVING, LOOK_AGAIN], DIFFERENT).astype(np.int8)


def _undirected(options: ChartOptions) -> bool:
    return options.direction == "neither" or options.chart in DIFFERENCES


def _of_points(some: NDArray[np.uint16], options: ChartOptions) -> tuple[Flags, Codes]:
    """Marks (series,) of the points that speak: a concern first, then an improvement, then anything else."""
    sided = [rule.name not in SIDELESS for rule in RULE_SETS[options.rules].rules]
    up = sum(1 << (2 * k) for k, has_side in enumerate(sided) if has_side)
    above, below = (some & np.uint16(up)) > 0, (some & np.uint16(up << 1)) > 0
    if _undirected(options):
        return some > 0, np.full(len(some), DIFFERENT, dtype=np.int8)
    good, bad = (above, below) if options.direction == "up" else (below, above)
    return some > 0, np.select([bad, good], [LOOK_AGAIN, IMPROVING], DIFFERENT).astype(np.int8)


def _side_of_runs(latest: Phase, columns: NDArray[np.intp], options: ChartOptions) -> Sides:
    """Where the latest points of series with a runs signal lie; 0 when their long run is over."""
    side = latest.judged.side[:, columns]
    n_useful, longest = latest.runs.n_useful[columns], latest.runs.longest[columns]
    useful = side != 0
    last = len(side) - 1 - np.argmax(useful[::-1], axis=0)
    end = runs.end_of_longest(side, longest)
    lasting = np.where(last == end, side[end, np.arange(len(columns))], 0)
    rule, crossings = runs_rule(options), latest.runs.crossings[columns]
    fewest, most = ordinary_of(runs.Runs(n_useful, longest, crossings), rule)
    found = np.where(longest > most, lasting, _side_of_later_half(side, useful, n_useful))
    if rule == "runs_count":
        found = np.where(crossings >= fewest, 0, found)
    return found.astype(np.int8)


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
    signal = _runs_beside_baseline(whole, options) & (whole.n_useful >= FEWEST_FOR_A_VERDICT)
    signal &= ~np.isnan(center[0]) & (~np.isnan(later)).any(axis=0)
    chosen = np.flatnonzero(signal)
    if len(chosen):
        where = _side_of_span(later[:, chosen], side[begins:, chosen], center[:, chosen], options)
        found[chosen] = _of_side(where, options)


def _runs_beside_baseline(whole: runs.Runs, options: ChartOptions) -> Flags:
    """The rule set's own shift where it has one, else the limits of Anhoej."""
    shift = shift_length(options.rules, options.chart)
    if shift is not None:
        return np.asarray(whole.longest >= shift)
    if runs_rule(options) == "none" or not CHARTS[options.chart].has_runs:
        return np.zeros(len(whole.longest), dtype=np.bool_)
    return runs.anhoej(whole)


def _side_of_span(later: Numbers, side: Sides, center: Numbers, options: ChartOptions) -> Sides:
    """Where a later span lies: two thirds of its points and its own center on one side, else 0."""
    own = median(later) if CHARTS[options.chart].center_word == "median" else average(later)
    sign = sides(own, center)[0]
    there = (side == sign).sum(axis=0)
    known = (~np.isnan(later)).sum(axis=0)
    return np.where((sign != 0) & (3 * there >= 2 * known), sign, 0).astype(np.int8)
