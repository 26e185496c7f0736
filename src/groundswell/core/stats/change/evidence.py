"""The words a change has earned, and what they still cannot tell. No grade names a reason for the change."""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats.change.compared import ComparedChange
from groundswell.core.stats.change.found import BaselineSignal, signal_of
from groundswell.core.stats.points import Direction

Grade = Literal[
    "not_enough_data",
    "no_clear_change",
    "different_from_baseline",
    "improved_where_tested",
    "improved_vs_comparison",
]

SHORT_WORDS: dict[Grade, str] = {
    "not_enough_data": "Not enough data",
    "no_clear_change": "No clear change",
    "different_from_baseline": "Different from baseline",
    "improved_where_tested": "Improved where tested",
    "improved_vs_comparison": "Improved vs comparison",
}
CANNOT_TELL: dict[Grade, str] = {
    "not_enough_data": "whether anything is changing. More points will help.",
    "no_clear_change": "whether a change too small to see is there.",
    "different_from_baseline": "why it is different, or whether your work has to do with it.",
    "improved_where_tested": "whether it would have improved anyway, or would improve in other places.",
    "improved_vs_comparison": "whether something else new there made the difference, "
    "or whether it would go the same way in other places.",
}

HIDDEN_DRIFT = "A drift too small to see in the time before could still add up to this difference."


@dataclass(frozen=True, slots=True)
class WhereTested:
    """Where a change was tested, in the team's words, and whether the signal came after the test began."""

    place: str
    signal_came_after: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The grade, its sentence, and what it cannot tell."""

    grade: Grade
    sentence: str
    cannot_tell: str

    @property
    def short(self) -> str:
        return SHORT_WORDS[self.grade]

    @property
    def text(self) -> str:
        """Everything, as one paragraph."""
        return f"{self.sentence} {self.cannot_tell}"


def graded(
    *,
    signal: BaselineSignal,
    direction: Direction,
    tested: WhereTested | None = None,
    compared: ComparedChange | None = None,
) -> Evidence:
    """The highest words that all of what is known has earned; each step needs the one before.

    `signal` is the chart's verdict beside its baseline, or `signal_of` a before-and-after comparison.
    The ladder is our own: different from baseline, improved where tested, improved vs comparison.
    """
    grade = _grade(signal, direction, tested, compared)
    sentences = [_sentence(grade, signal, tested), *_why_not_more(grade, signal, direction, tested, compared)]
    return Evidence(grade, " ".join(sentences), f"What this cannot tell: {CANNOT_TELL[grade]}")


def _grade(
    signal: BaselineSignal,
    direction: Direction,
    tested: WhereTested | None,
    compared: ComparedChange | None,
) -> Grade:
    if signal in ("too_few", "no_signal"):
        return "not_enough_data" if signal == "too_few" else "no_clear_change"
    if signal != "improving" or tested is None or not tested.signal_came_after:
        return "different_from_baseline"
    if compared and compared.side_by_side_before and signal_of(compared.found, direction) == "improving":
        return "improved_vs_comparison"
    return "improved_where_tested"


def _sentence(grade: Grade, signal: BaselineSignal, tested: WhereTested | None) -> str:
    place = tested.place if tested else ""
    if grade == "different_from_baseline":
        hoped = {
            "improving": ", in the hoped-for direction",
            "look_again": ", away from the hoped-for direction",
        }
        return f"Different from baseline{hoped.get(signal, '')}."
    return {
        "not_enough_data": "Not enough data to say yet.",
        "no_clear_change": "No clear change from baseline yet.",
        "improved_where_tested": f"Improved where tested: {place}.",
        "improved_vs_comparison": f"Improved where tested ({place}), and more than the comparison.",
    }[grade]


def _could_hide(compared: ComparedChange) -> bool:
    if compared.parallel is None or compared.difference is None:
        return False
    return compared.parallel.could_hide(compared.difference.value)


def _why_not_more(
    grade: Grade,
    signal: BaselineSignal,
    direction: Direction,
    tested: WhereTested | None,
    compared: ComparedChange | None,
) -> list[str]:
    """Why the words stop here when more was offered, or what still weakens them."""
    if grade == "different_from_baseline" and signal == "improving" and tested:
        return ["The signal does not come after the test began."]
    if compared is None or grade not in ("improved_where_tested", "improved_vs_comparison"):
        return []
    if grade == "improved_vs_comparison":
        return [HIDDEN_DRIFT] if _could_hide(compared) else []
    return [_comparison_stops(compared, direction)]


def _comparison_stops(compared: ComparedChange, direction: Direction) -> str:
    """Why a comparison does not carry the words further."""
    beside = signal_of(compared.found, direction)
    if beside == "too_few":
        return "The comparison does not have enough data yet."
    if beside != "improving":
        return "Beside the comparison, the change is not clearly better."
    if compared.parallel is None or compared.parallel.verdict == "not_enough":
        return "The time before is too short to check that the two were moving side by side."
    return "Already before, the two were not moving side by side, so the comparison cannot carry more."
