"""Labels right of the plot: moved apart until none touches another."""

from dataclasses import dataclass

from groundswell.core.charts import words
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import Frame, PanelFrame
from groundswell.core.charts.marks import Apart, EndLabel

STRONG = {
    "": "gs-strong",
    "soft": "gs-soft",
    "improving": "gs-strong gs-strong-improving",
    "look_again": "gs-strong gs-strong-look-again",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of text: pieces of (text, look, size) beside each other."""

    pieces: tuple[tuple[str, str, float], ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Block:
    """A label as rows, with the pixel it would like to be centered on."""

    want: float
    rows: tuple[_Row, ...]

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)


def draw(canvas: Canvas, frame: Frame, panel: PanelFrame) -> None:
    """All end labels of one panel, and the words between two of them."""
    marks = panel.panel.marks
    room = frame.width - frame.right - (15 if any(isinstance(m, Apart) for m in marks) else 10)
    blocks = [_label(m, panel.y(m.y), frame, room) for m in marks if isinstance(m, EndLabel)]
    aparts = [m for m in marks if isinstance(m, Apart)]
    blocks += [_apart(m, (panel.y(m.low) + panel.y(m.high)) / 2, frame, room) for m in aparts]
    for mark in aparts:
        canvas.line(
            frame.right + 5, panel.y(mark.low) - 7, frame.right + 5, panel.y(mark.high) + 7, "gs-apart"
        )
    left = frame.right + (13 if aparts else 8)
    blocks.sort(key=lambda b: b.want)
    for block, top in zip(blocks, _spread(blocks, panel.top - 6, panel.bottom + 6), strict=True):
        _write(canvas, block, left, top)


def _label(mark: EndLabel, want: float, frame: Frame, room: float) -> _Block:
    size, strong = frame.sizes.label, STRONG[mark.role]
    if mark.large:
        lines = words.wrap(mark.words, size, room, lines=3)
        rows = [_Row(((mark.value, strong, frame.sizes.large),), frame.sizes.large + 3)]
        return _Block(want, (*rows, *(_Row(((line, "gs-label", size),), size + 3) for line in lines)))
    soft = strong if mark.role in ("improving", "look_again") else "gs-label"
    together = words.width(mark.value, size, bold=True) + words.width(f" {mark.words}", size)
    if together <= room:
        return _Block(want, (_Row(((mark.value, strong, size), (mark.words, soft, size)), size + 4),))
    lines = words.wrap(mark.words, size, room, lines=2)
    value = _Row(((mark.value, strong, size),), size + 3)
    return _Block(want, (value, *(_Row(((line, soft, size),), size + 3) for line in lines)))


def _apart(mark: Apart, want: float, frame: Frame, room: float) -> _Block:
    size = frame.sizes.label if frame.narrow else frame.sizes.large - 1
    lines = words.wrap(mark.words, size, room, lines=3)
    return _Block(want, tuple(_Row(((line, "gs-note", size),), size + 4) for line in lines))


def _spread(blocks: list[_Block], top: float, bottom: float) -> list[float]:
    """Tops of the blocks.

    As near to their wish as the others allow, inside the panel if it is high enough.
    """
    tops: list[float] = []
    free = top
    for block in blocks:
        free = max(free, block.want - block.height / 2)
        tops.append(free)
        free += block.height + 2
    limit = bottom
    for k in range(len(blocks) - 1, -1, -1):
        tops[k] = min(tops[k], limit - blocks[k].height)
        limit = tops[k] - 2
    return tops


def _write(canvas: Canvas, block: _Block, x: float, top: float) -> None:
    y = top
    for row in block.rows:
        y += row.height
        at = x
        for text, look, size in row.pieces:
            canvas.text(at, y - 4, text, look=look, size=size)
            at += words.width(text, size, bold="strong" in look) + size * 0.3
