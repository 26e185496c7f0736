"""What a signal means for the people who watch this measure."""

from groundswell.core.stats.points import Direction
from groundswell.core.stats.result import Meaning, Side


def meaning_of(side: Side | None, direction: Direction) -> Meaning:
    """What a signal on this side means for a measure whose hoped-for direction is given."""
    if direction == "neither" or side is None:
        return "neutral"
    return "improvement" if (side == "above") == (direction == "up") else "concern"
