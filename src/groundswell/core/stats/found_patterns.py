"""The patterns behind the marks of a chart: each stretch once, however many points it marks."""

from collections import defaultdict
from dataclasses import dataclass

from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.points import RuleSetName
from groundswell.core.stats.result import ChartResult, Meaning, PointResult, Side, Signal
from groundswell.core.stats.rules.sets import OUTSIDE, RULE_SETS, RunsRule
from groundswell.core.stats.rules.sets import shift_length as of_rule_set


@dataclass(frozen=True, slots=True)
class Pattern:
    """One stretch that a rule found; `indices` are the positions of its points, in order."""

    rule: str
    side: Side | None
    indices: tuple[int, ...]
    meaning: Meaning

    @property
    def start(self) -> int:
        return self.indices[0]

    @property
    def end(self) -> int:
        return self.indices[-1]


Key = tuple[str, Side | None]


def patterns_of(result: ChartResult) -> dict[Key, tuple[Pattern, ...]]:
    """Patterns by rule and side, in the order of the rule set. Windows of one rule that overlap are one stretch."""
    found: dict[Key, list[Pattern]] = defaultdict(list)
    for point in result.points:
        for signal in point.signals:
            _gather(found[signal.rule, signal.side], signal, result)
    order = [rule.name for rule in RULE_SETS[_named(result)].rules]
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1] or ""))
    return {key: tuple(found[key]) for key in keys}


def _gather(stretches: list[Pattern], signal: Signal, result: ChartResult) -> None:
    last = stretches[-1] if stretches else None
    same_part = last and result.points[last.end].part == result.points[signal.window[0]].part
    if last and same_part and signal.window[0] <= last.end:
        joined = tuple(sorted({*last.indices, *signal.window}))
        stretches[-1] = Pattern(last.rule, last.side, joined, last.meaning)
    else:
        stretches.append(Pattern(signal.rule, signal.side, signal.window, signal.meaning))


def latest_point(result: ChartResult) -> PointResult | None:
    """The last point of the latest phase that has a value and counts."""
    start = result.parts[-1].start_index if result.parts else 0
    return next((p for p in reversed(result.points[start:]) if p.y is not None and p.included), None)


def _named(result: ChartResult) -> RuleSetName:
    return result.rules  # type: ignore[return-value]


def runs_rule(result: ChartResult) -> RunsRule:
    """How runs are judged on this chart: by the rule set, and not at all where they mean nothing."""
    return RULE_SETS[_named(result)].runs if CHARTS[result.chart].has_runs else "none"


def shift_length(result: ChartResult) -> int | None:
    """The run that the rule set calls a shift; None when it has no such rule."""
    return of_rule_set(_named(result), result.chart)


def is_outside(rule: str) -> bool:
    """The rule for single points beyond their limits."""
    return rule == OUTSIDE.name
