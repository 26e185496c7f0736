"""T chart: time between rare events, made even by a power (Nelson 1994: y ^ (1 / 3.6)), then an I chart."""

import numpy as np

from groundswell.core.stats.lines.ranges import D2, mean_range, steps
from groundswell.core.stats.lines.segment import Choices, Family, Lines, Numbers, Segment, average

POWER = 3.6


def _lines(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    even = segment.values ** (1 / POWER)
    base = segment.of_base(even)
    center = average(base) if given is None else _even_center(given, choices)
    about = center if len(center) == 1 else segment.of_base(center)
    mean, unscreened = mean_range(steps(base - about), choices)
    unit = mean / D2
    width = choices.sigmas * unit
    low, high = center - width, center + width
    # A limit below zero has no power; no time between events is shorter than none.
    lower = _not_below_zero(low, choices) ** POWER
    return Lines(
        segment.values, center**POWER, lower, high**POWER, unit, unscreened[0], scaled=(even, center)
    )


def _not_below_zero(low: Numbers, choices: Choices) -> Numbers:
    """The reference draws a lower limit that is not known at zero, though not an inner one (a defect)."""
    unknown_at_zero = not choices.guarded and choices.sigmas >= 3
    floored: Numbers = np.fmax(low, 0.0) if unknown_at_zero else np.maximum(low, 0.0)
    return floored


def _even_center(given: Numbers, choices: Choices) -> Numbers:
    """The reference takes a given center as already made even (a defect); guarded, it is a time like any."""
    return given ** (1 / POWER) if choices.guarded else given


T = Family(title="Time between events (T) chart", center_word="mean", lines=_lines, positive=True)
