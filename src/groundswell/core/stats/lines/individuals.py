"""Charts of single values: I and XmR.

I: center -/+ 3 x mean moving range / 1.128. XmR as the NHS "Making Data Count" charts print it: 2.66 x mean
moving range (3 sigma). Ranges at or above 3.267 times their mean are left out once (screening).
"""

from groundswell.core.stats.lines.ranges import D2, mean_range, steps
from groundswell.core.stats.lines.segment import Choices, Drawn, Family, Lines, Numbers, Segment, average

XMR_FACTOR = 2.66


def _drawn(width_of_one_range: float) -> Drawn:
    def lines(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
        base = segment.of_base(segment.values)
        center = average(base) if given is None else given
        # Points set aside are gone before differencing, so ranges bridge them; missing ones stay gaps.
        about = center if len(center) == 1 else segment.of_base(center)
        mean, unscreened = mean_range(steps(base - about), choices)
        unit = width_of_one_range * mean / 3
        width = choices.sigmas * unit
        return Lines(segment.values, center, center - width, center + width, unit, unscreened[0])

    return lines


I = Family(title="Individuals (I) chart", center_word="mean", lines=_drawn(3 / D2))  # noqa: E741
XMR = Family(title="XmR chart", center_word="mean", lines=_drawn(XMR_FACTOR))
