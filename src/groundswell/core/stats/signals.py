"""Point rules: which single points are marked, and what the mark means for this measure."""

from groundswell.core.stats.points import Direction
from groundswell.core.stats.result import Meaning, Side, Signal


def meaning_of(side: Side, direction: Direction) -> Meaning:
    """What a signal on this side means for a measure whose hoped-for direction is given."""
    if direction == "neither":
        return "neutral"
    return "improvement" if (side == "above") == (direction == "up") else "concern"


def outside_limits(
    index: int, y: float | None, *, lower: float | None, upper: float | None, direction: Direction
) -> tuple[Signal, ...]:
    """A point strictly outside its own limits; a point exactly on a limit is ordinary."""
    if y is not None and upper is not None and y > upper:
        return (
            Signal(
                "outside_limits", "above", (index,), meaning_of("above", direction), "above the upper limit"
            ),
        )
    if y is not None and lower is not None and y < lower:
        return (
            Signal(
                "outside_limits", "below", (index,), meaning_of("below", direction), "below the lower limit"
            ),
        )
    return ()
