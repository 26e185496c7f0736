"""Moving ranges: how much a process moves from one point to the next."""

import itertools
import math
from collections.abc import Sequence

# d2 and D4 for ranges of two points (Montgomery, Introduction to Statistical Quality Control, appendix VI).
D2 = 1.128
D4 = 3.267


def mean(values: Sequence[float]) -> float | None:
    """Arithmetic mean with an exact sum; None for no values."""
    return math.fsum(values) / len(values) if values else None


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """Absolute steps between neighbors; a missing value takes away both steps that touch it."""
    pairs = itertools.pairwise(values)
    return [abs(later - earlier) for earlier, later in pairs if earlier is not None and later is not None]


def screened(ranges: Sequence[float]) -> list[float]:
    """Ranges below 3.267 times their mean: one pass, so that single shocks do not widen the limits."""
    average = mean(ranges)
    return [] if average is None else [r for r in ranges if r < D4 * average]
