"""Verdicts above a plot: a mark of our own and words. A mark never stands without its words."""

from collections.abc import Sequence

from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import BADGE_GAP, BADGE_INDENT, BADGE_LINE, BADGE_SIZE
from groundswell.core.charts.marks import Badge, BadgeKind, Shape
from groundswell.core.charts.shapes import shape

SHAPES: dict[BadgeKind, Shape] = {
    "expected": "expected",
    "improving": "improving",
    "look_again": "look_again",
    "different": "different",
    "set_aside": "set_aside",
}
# Three values beside the target line: all on one side of it, or on both. The first is where hope lies.
TARGETS: dict[BadgeKind, tuple[float, float, float]] = {
    "above_target": (-4.5, -6.5, -4.5),
    "below_target": (4.5, 6.5, 4.5),
    "about_target": (-4.5, 4.5, -4.5),
}


def draw(canvas: Canvas, marks: Sequence[Badge], lines: Sequence[Sequence[str]]) -> None:
    """One row per verdict from the top of the drawing; `lines` are its words, wrapped."""
    top = 2.0
    for mark, wrapped in zip(marks, lines, strict=True):
        badge(canvas, mark.kind, 13, top + 8.5)
        for k, line in enumerate(wrapped):
            canvas.text(BADGE_INDENT, top + 13 + k * BADGE_LINE, line, look="gs-label", size=BADGE_SIZE)
        top += max(len(wrapped), 1) * BADGE_LINE + BADGE_GAP


def badge(canvas: Canvas, kind: BadgeKind, x: float, y: float) -> None:
    """The mark, about 22 by 16 pixels around its middle."""
    if kind in SHAPES:
        shape(canvas, SHAPES[kind], x, y, size=0.95)
        return
    canvas.line(x - 10, y, x + 10, y, "gs-guess")
    for k, up in enumerate(TARGETS.get(kind, ())):
        shape(canvas, "first", x + (k - 1) * 7, y + up, size=0.5)
