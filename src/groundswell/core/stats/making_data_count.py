"""XmR charts as the NHS "Making Data Count" program reads them: one verdict on variation, one on a target.

Source: NHS England, Making Data Count; details as NHSRplotthedots 0.2.2 (MIT) computes them.
"""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats.points import Direction
from groundswell.core.stats.result import ChartResult, Side, Signal

Variation = Literal[
    "common_cause",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
]
Assurance = Literal["consistent_pass", "consistent_fail", "inconsistent"]

# The tool's authors give no verdict on shorter charts.
FEWEST_POINTS = 13

HIGH_OR_LOW: dict[Side | None, str] = {"above": "high", "below": "low"}
VARIATION_WORDS = {
    "common_cause": "Ordinary variation: nothing says that the process has changed.",
    "improvement": "A signal in the hoped-for direction: the latest value is unusually {how}.",
    "concern": "A signal away from the hoped-for direction: the latest value is unusually {how}.",
    "neutral": "A signal: the latest value is unusually {how}.",
}
ASSURANCE_WORDS = {
    "consistent_pass": "As it runs now, the process will reach the target every time.",
    "consistent_fail": "As it runs now, the process will not reach the target without a change.",
    "inconsistent": "As it runs now, the process will sometimes reach the target and sometimes miss it.",
}
TOO_FEW = "Not enough data: a verdict needs {needed} points, and there are {found}."


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Both verdicts, None where the chart cannot give one, and the sentences that go with them."""

    variation: Variation | None
    assurance: Assurance | None
    sentences: tuple[str, ...]


def making_data_count(result: ChartResult, *, fewest: int = FEWEST_POINTS) -> Verdicts:
    """Read an XmR chart. Needs `fewest` points with a value in the latest phase; assurance needs a target."""
    latest = result.parts[-1] if result.parts else None
    found = latest.n_values if latest else 0
    if found < fewest or not result.points:
        return Verdicts(None, None, (TOO_FEW.format(needed=fewest, found=found),))
    variation, assurance = _variation(result), _assurance(result)
    sentences = [_said(variation), *([ASSURANCE_WORDS[assurance]] if assurance else [])]
    return Verdicts(variation, assurance, tuple(sentences))


def label_of(result: ChartResult, index: int) -> Signal | None:
    """The one signal that names a point, where several mark it: the first rule of the set that does.

    A point where one trend ends and another begins belongs to the one that goes on.
    """
    marks = result.points[index].signals
    if not marks:
        return None
    same = [mark for mark in marks if mark.rule == marks[0].rule]
    if len(same) == 1:
        return same[0]
    following = result.points[index + 1].signals if index + 1 < len(result.points) else ()
    in_trend = any(mark.rule == marks[0].rule for mark in following)
    return next((m for m in same if (m.window[-1] > index) == in_trend), same[0])


def _variation(result: ChartResult) -> Variation:
    label = label_of(result, len(result.points) - 1)
    if label is None:
        return "common_cause"
    kind = "neutral" if label.meaning == "neutral" else label.meaning
    return f"{kind}_{HIGH_OR_LOW[label.side]}"  # type: ignore[return-value]


def _said(variation: Variation) -> str:
    kind, _, how = variation.partition("_")
    return VARIATION_WORDS.get(kind, VARIATION_WORDS["common_cause"]).format(how=how)


def _assurance(result: ChartResult) -> Assurance | None:
    last = result.points[-1]
    if result.target is None or result.direction == "neither" or last.lower is None or last.upper is None:
        return None
    return assurance_of(result.target, last.lower, last.upper, result.direction)


def assurance_of(target: float, lower: float, upper: float, direction: Direction) -> Assurance:
    """What limits promise about a target; one that lies on a limit promises nothing."""
    if lower <= target <= upper:
        return "inconsistent"
    return "consistent_pass" if (target < lower) == (direction == "up") else "consistent_fail"
