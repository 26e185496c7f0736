"""Moving ranges: how much a process moves from one point to the next."""

import numpy as np

from groundswell.core.stats.lines.segment import Choices, Flags, Numbers, average

# d2 and D4 for ranges of two points (Montgomery, Introduction to Statistical Quality Control, appendix VI).
D2 = 1.128
D4 = 3.267


def steps(deviations: Numbers) -> Numbers:
    """Absolute steps between neighbors; a missing value takes away both steps that touch it."""
    return np.abs(deviations[1:] - deviations[:-1])


def mean_range(moves: Numbers, choices: Choices, *, cut: float = D4) -> tuple[Numbers, Flags]:
    """Mean of the moves, those at or above `cut` times their mean left out once; both results (1, series).

    Guarded, a series whose screening leaves no movement although it moves uses every step; the flags say
    where. Source of the screening: Nelson (1982), as the reference software does it, one pass.
    """
    every = average(moves) if len(moves) else np.full((1, moves.shape[1]), np.nan)
    nowhere = np.zeros(every.shape, dtype=np.bool_)
    if not choices.screened:
        return every, nowhere
    kept = moves < cut * every
    mean = np.where(kept, moves, 0.0).sum(axis=0, keepdims=True) / kept.sum(axis=0, keepdims=True)
    if not choices.guarded:
        return mean, nowhere
    fallen_back = ~(mean > 0) & (every > 0)
    return np.where(fallen_back, every, mean), fallen_back
