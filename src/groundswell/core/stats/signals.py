"""From marked points to signals that explain themselves."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.points import ChartOptions
from groundswell.core.stats.result import Side, Signal
from groundswell.core.stats.rules.judged import NO_SIDE, Found, Judged
from groundswell.core.stats.rules.marks import marked, window_of
from groundswell.core.stats.rules.sets import Rule

Signals = dict[int, tuple[Signal, ...]]
SIDES: dict[int, Side] = {1: "above", -1: "below"}


def applies(rule: Rule, judged: Judged, options: ChartOptions, *, with_limits: bool) -> bool:
    """Whether the rule has anything to look at: limits that may be shown, zones that mean something, an order."""
    if rule.needs_limits and not with_limits:
        return False
    if rule.needs_zones and judged.unit is None:
        return False
    family = CHARTS[options.chart]
    return rule.name == "outside_limits" or (options.time_ordered and family.has_runs)


def of_part(
    judged: Judged, rules: Sequence[Rule], options: ChartOptions, *, first: int, with_limits: bool
) -> Signals:
    """Signals by place in the part; windows are positions in the whole series, which the part enters at `first`."""
    found: dict[int, list[Signal]] = defaultdict(list)
    for rule in rules:
        if not applies(rule, judged, options, with_limits=with_limits):
            continue
        pattern = rule.find(judged)
        if not pattern.direction.any():
            continue
        for sign, flags in zip((1, -1), marked(pattern, rule.marking), strict=True):
            for place in flags[:, 0].nonzero()[0].tolist():
                signal = _signal(rule, pattern, judged, place, sign, options, first)
                if signal not in found[place]:
                    found[place].append(signal)
    return {place: tuple(marks) for place, marks in found.items() if marks}


def _signal(
    rule: Rule, pattern: Found, judged: Judged, place: int, sign: int, options: ChartOptions, first: int
) -> Signal:
    start, end = window_of(pattern, place, sign)
    known = (~np.isnan(judged.values[start : end + 1, 0])).tolist()
    window = tuple(first + start + k for k, here in enumerate(known) if here)
    side = None if pattern.direction[end, 0] == NO_SIDE else SIDES[sign]
    template = rule.down if side == "below" else rule.up
    words = template.format(count=len(window), center=CHARTS[options.chart].center_word)
    return Signal(rule.name, side, window, meaning_of(side, options.direction), words)
