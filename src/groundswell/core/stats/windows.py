"""A run found by the rules, as positions in the whole series."""

from groundswell.core.stats.anhoej import RunsTest
from groundswell.core.stats.result import RunWindow


def window_of(test: RunsTest, first: int) -> RunWindow | None:
    """The longest run of a test whose first value stands at position `first`."""
    if test.longest is None:
        return None
    return RunWindow(
        tuple(first + i for i in test.longest.indices), "above" if test.longest.side > 0 else "below"
    )
