"""From marked points to signals that explain themselves."""

from collections import defaultdict
from collections.abc import Sequence

from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.points import ChartOptions
from groundswell.core.stats.result import Side, Signal
from groundswell.core.stats.rules.judged import Judged
from groundswell.core.stats.rules.marks import counted, marked, window_of, windows
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
        for sign, flags in zip(
            (1, -1) if pattern.sided else (0,), marked(pattern, rule.marking), strict=False
        ):
            places = flags[:, 0].nonzero()[0].tolist()
            spans = windows(pattern, sign) if places else []
            counts = counted(pattern, judged)
            for place in places:
                start, end = window_of(spans, place)
                window = [start + int(k) for k in counts[start : end + 1].nonzero()[0]]
                found[place].append(_signal(rule, window, SIDES.get(sign), options, first))
    return {place: tuple(marks) for place, marks in found.items() if marks}


def _signal(
    rule: Rule, window: Sequence[int], side: Side | None, options: ChartOptions, first: int
) -> Signal:
    places = tuple(first + place for place in window)
    template = rule.down if side == "below" else rule.up
    words = template.format(count=len(places), center=CHARTS[options.chart].center_word)
    return Signal(rule.name, side, places, meaning_of(side, options.direction), words)
