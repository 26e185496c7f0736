"""G chart: opportunities between rare events (Benneyan 2001): m -/+ 3 sqrt(m (m + 1)), m their mean.

The drawn center is the median, because the mean of such numbers leaves far more than half of them below.
"""

import math

import numpy as np

from groundswell.core.stats.lines.run import median
from groundswell.core.stats.lines.segment import Choices, Family, Lines, Numbers, Segment, average

# ln 2: the median of a geometric number with this mean, nearly.
MEDIAN_OF_MEAN = math.log(2)
MEDIAN_IN_REFERENCE = 0.693


def _lines(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    base = segment.of_base(segment.values)
    mean = average(base) if given is None else given
    width = choices.sigmas * np.sqrt(mean * (mean + 1))
    share = MEDIAN_OF_MEAN if choices.guarded else MEDIAN_IN_REFERENCE
    center = median(base) if given is None else share * given
    return Lines(segment.values, center, np.maximum(mean - width, 0.0), mean + width)


G = Family(title="Opportunities between events (G) chart", center_word="median", lines=_lines)
