"""MR chart: how much each point moved from the one before."""

import numpy as np

from groundswell.core.stats.lines.ranges import D4, steps
from groundswell.core.stats.lines.segment import Choices, Family, Lines, Numbers, Segment, average, missing


def _lines(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    moves = np.vstack([missing((1, segment.values.shape[1])), steps(segment.values)])
    center = average(segment.of_base(moves)) if given is None else given
    return Lines(moves, center, np.zeros_like(center), D4 * center * (choices.sigmas / 3))


MR = Family(title="Moving range (MR) chart", center_word="mean", lines=_lines, has_runs=False)
