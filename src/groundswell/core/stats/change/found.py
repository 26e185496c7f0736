"""What a comparison found, before anybody says what it means."""

from typing import Literal

from groundswell.core.stats.points import Direction
from groundswell.core.stats.rates import ChangeInterval

Found = Literal["not_enough", "no_clear_change", "higher", "lower"]
BaselineSignal = Literal["too_few", "no_signal", "improving", "look_again", "different"]

FEWEST_PERIODS = 8
FEWEST_PEOPLE = 20
FEWEST_COMPARISON_UNITS = 5


def found_in(interval: ChangeInterval | None, *, enough: bool) -> Found:
    """Higher or lower when the whole interval lies on one side of no change."""
    if not enough or interval is None:
        return "not_enough"
    if interval.holds_zero:
        return "no_clear_change"
    return "higher" if interval.low.value > 0 else "lower"


def signal_of(found: Found, direction: Direction) -> BaselineSignal:
    """The same in the words a chart uses, given which way the measure is hoped to go."""
    if found == "not_enough":
        return "too_few"
    if found == "no_clear_change":
        return "no_signal"
    if direction == "neither":
        return "different"
    return "improving" if (found == "higher") == (direction == "up") else "look_again"


def interval_words(interval: ChangeInterval, decimals: int) -> str:
    """For instance: The 95% interval is −1.2 to +6.4 percentage points."""
    return f"The {100 * interval.confidence:g}% interval is {interval.words(decimals)}."


def reading_of(found: Found) -> str:
    """One sentence for each finding."""
    return {
        "not_enough": "Not enough data to say whether anything changed.",
        "no_clear_change": "No clear change: chance alone could look like this.",
        "higher": "Higher than chance alone would easily give.",
        "lower": "Lower than chance alone would easily give.",
    }[found]
