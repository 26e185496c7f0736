"""I' chart (Taylor's normalized individuals chart): single values that stand for unequal amounts.

s_i = sqrt(pi / 2) |y_i - y_(i-1)| / sqrt(1/n_i + 1/n_(i-1)); limits: center -/+ 3 S / sqrt(n_i), S their mean.
"""

import math

import numpy as np

from groundswell.core.stats.lines.ranges import mean_range
from groundswell.core.stats.lines.segment import Choices, Family, Lines, Numbers, Segment, total

CUT = 3.2665


def _weights(segment: Segment) -> Numbers:
    weights = np.where(segment.denominators > 0, segment.denominators, np.nan)
    return segment.sizes if np.isnan(weights).all() else weights


def _moves(values: Numbers, weights: Numbers) -> Numbers:
    apart = np.abs(values[1:] - values[:-1])
    return math.sqrt(math.pi / 2) * apart / np.sqrt(1 / weights[1:] + 1 / weights[:-1])


def _lines(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    weights = _weights(segment)
    base, base_weights = segment.of_base(segment.values), segment.of_base(weights)
    together = base * base_weights
    center = total(together) / total(np.where(np.isnan(together), np.nan, base_weights))
    center = center if given is None else given
    # The reference lets points set aside and later ones widen the limits (a defect).
    moves = _moves(base, base_weights) if choices.guarded else _moves(segment.values, weights)
    mean, unscreened = mean_range(moves, choices, cut=CUT)
    unit = mean / np.sqrt(weights)
    width = choices.sigmas * unit
    return Lines(segment.values, center, center - width, center + width, unit, unscreened[0])


IP = Family(title="Normalized individuals (I′) chart", center_word="mean", lines=_lines)
