"""Names beside points on a plane: where there is room, and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.core.charts import words
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import Frame, PanelFrame
from groundswell.core.charts.marks import Name, Points

LONGEST = 170.0


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def draw(canvas: Canvas, frame: Frame, panel: PanelFrame) -> None:
    """All names of a panel, in the order given, each at the first free place around its point."""
    taken = _dots(frame, panel)
    size = frame.sizes.tick
    for mark in panel.panel.marks:
        if not isinstance(mark, Name):
            continue
        text = words.fit(mark.text, size, min(LONGEST, (frame.right - frame.left) * 0.45))
        x, y, wide = frame.x(mark.at), panel.y(mark.y), words.width(text, size)
        free = next((b for b in _around(x, y, wide, size) if _fits(b, frame, panel, taken)), None)
        if free and text:
            taken.append(free)
            canvas.text(free.left, free.bottom - 3, text, look="gs-label", size=size, halo=True)


def _dots(frame: Frame, panel: PanelFrame) -> list[_Box]:
    dots = [dot for mark in panel.panel.marks if isinstance(mark, Points) for dot in mark.dots]
    spots = [(frame.x(dot.at), panel.y(dot.y)) for dot in dots]
    return [_Box(x - 4, y - 4, x + 4, y + 4) for x, y in spots]


def _around(x: float, y: float, wide: float, size: float) -> Iterator[_Box]:
    """Right, left, above, below; then the corners."""
    tall = size + 3
    for left in (x + 8, x - 8 - wide):
        yield _Box(left, y - tall / 2, left + wide, y + tall / 2)
    for top in (y - 8 - tall, y + 8):
        yield from (_Box(left, top, left + wide, top + tall) for left in (x - wide / 2, x + 3, x - 3 - wide))


def _fits(box: _Box, frame: Frame, panel: PanelFrame, taken: list[_Box]) -> bool:
    inside = box.left >= frame.left and box.right <= frame.right
    inside = inside and box.top >= panel.top - 4 and box.bottom <= panel.bottom + 2
    return inside and not any(box.meets(other) for other in taken)
