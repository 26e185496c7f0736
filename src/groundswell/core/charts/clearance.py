"""Where words in a plot meet no data."""

import itertools
from collections.abc import Sequence
from functools import cached_property

from groundswell.core.charts.marks import Line, Mark, Points, Shape
from groundswell.core.charts.scale import Scale
from groundswell.core.charts.stretches import stretches_of

QUIET: tuple[Shape, ...] = ("expected", "first", "square")
STEP = 8.0
AIR = 3.0


class Clearance:
    """Data lines and marked points of one panel, as places that words keep away from."""

    def __init__(self, marks: Sequence[Mark], x: Scale, y: Scale) -> None:
        self.marks, self.x, self.y = marks, x, y

    def free_start(self, span: tuple[float, float], level: float, wide: float, size: float) -> float:
        """The first place in the span where words on this level meet no data; its start when there is none."""
        start, last = span
        beside = self._drawn_between(level - size, level + AIR)
        tried = start
        while tried <= last:
            left, right = tried - AIR, tried + wide + AIR
            if not any(left <= x <= right for x in beside):
                return tried
            tried += STEP
        return start

    def _drawn_between(self, top: float, bottom: float) -> list[float]:
        """Where data passes between two heights, looked at in a few places between every two points."""
        found = [x for x, y in self.marked if top <= y <= bottom]
        for (a, b), (c, d) in self.strokes:
            if (b < top and d < top) or (b > bottom and d > bottom):
                continue
            found += [a + (c - a) * t / 6 for t in range(7) if top <= b + (d - b) * t / 6 <= bottom]
        return found

    @cached_property
    def strokes(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Every two neighbors that a data line joins, in pixels; a point alone joins itself."""
        lines = [mark for mark in self.marks if isinstance(mark, Line)]
        joined = [pixels for line in lines for pixels in stretches_of(line, self.x, self.y)]
        alone = [(pixels[0], pixels[0]) for pixels in joined if len(pixels) == 1]
        return [pair for pixels in joined for pair in itertools.pairwise(pixels)] + alone

    @cached_property
    def marked(self) -> list[tuple[float, float]]:
        """Both ends of every point that is larger than a line is wide."""
        dots = [dot for mark in self.marks if isinstance(mark, Points) for dot in mark.dots]
        loud = [(self.x(dot.at), self.y(dot.y)) for dot in dots if dot.shape not in QUIET]
        return [(x + side, y) for x, y in loud for side in (-6.0, 6.0)]
