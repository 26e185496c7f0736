"""The rows under the axis: cycles as numbered rings, context as ticks with words.

Nothing floats over the data.
"""

from groundswell.core.charts import words
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import Frame
from groundswell.core.charts.marks import Lane, LaneItem

RING = 8.5
ROW = 20.0


def draw(canvas: Canvas, frame: Frame, lanes: tuple[Lane, ...], top: float) -> float:
    """Draw the lanes from `top` down; returns the pixel where they end."""
    y = top
    for lane in lanes:
        if not lane.items:
            continue
        canvas.line(frame.left, y, frame.right, y, "gs-lane-rule")
        y = _name(canvas, frame, lane, y)
        y = _rings(canvas, frame, lane, y) if lane.rings else _ticks(canvas, frame, lane, y)
    return y


def _name(canvas: Canvas, frame: Frame, lane: Lane, y: float) -> float:
    """Right of the plot where there is room; on a phone on a line of its own."""
    size = frame.sizes.tick
    if frame.narrow:
        canvas.text(frame.left, y + 13, lane.name, look="gs-soft", size=size)
        return y + 14
    canvas.text(frame.right + 8, y + 17, lane.name, look="gs-soft", size=size)
    return y


def _rings(canvas: Canvas, frame: Frame, lane: Lane, top: float) -> float:
    ends: list[float] = []
    placed: list[tuple[LaneItem, float, float]] = []
    for item in sorted(lane.items, key=lambda i: i.at):
        x = min(max(frame.x(item.at), frame.left + RING + 1), frame.right - RING - 1)
        placed.append((item, x, top + 13 + _row(ends, x - RING, x + RING + 3) * ROW))
    # All drops first: a line must not run over a ring of another row.
    for _, x, y in placed:
        canvas.line(x, frame.panels[-1].bottom, x, y - RING, "gs-drop")
    for item, x, y in placed:
        _ring(canvas, item, x, y, frame.sizes.tick)
    return top + 26 + max(len(ends) - 1, 0) * ROW


def _ring(canvas: Canvas, item: LaneItem, x: float, y: float, size: float) -> None:
    tag = "a" if item.href else "g"
    if item.href:
        canvas.open("a", "gs-link", href=item.href, aria_label=item.words or item.text)
    else:
        canvas.open("g")
    if item.words:
        canvas.words("title", item.words)
    canvas.add("circle", "gs-ring", cx=x, cy=y, r=RING)
    text = words.fit(item.text, size, 2 * RING + 3, bold=True)
    small = size if len(text) < 3 else size - 2
    canvas.text(x, y + 4, text, look="gs-ring-text", size=small, anchor="middle")
    canvas.close(tag)


def _ticks(canvas: Canvas, frame: Frame, lane: Lane, top: float) -> float:
    """Words stand after their tick, or before it; where neither side has room they are shortened."""
    size, ends = frame.sizes.tick, list[float]()
    for item in sorted(lane.items, key=lambda i: i.at):
        x = frame.x(item.at)
        after, before = frame.right - x - 5, x - 5 - frame.left
        wide = words.width(item.text, size)
        to_right = wide <= after or (wide > before and after >= before)
        text = words.fit(item.text, size, after if to_right else before)
        wide = min(wide, after if to_right else before)
        y = (
            top
            + 4
            + _row(ends, x - 2 if to_right else x - 5 - wide, (x + 5 + wide if to_right else x) + 10) * 17
        )
        canvas.open("g")
        if text != item.text:
            canvas.words("title", item.text)
        canvas.line(x, y, x, y + 8, "gs-lane-tick")
        place, anchor = (x + 5, "start") if to_right else (x - 5, "end")
        canvas.text(place, y + 12, text, look="gs-label", size=size, anchor=anchor)
        canvas.close("g")
    return top + 24 + max(len(ends) - 1, 0) * 17


def _row(ends: list[float], start: float, end: float) -> int:
    """First row with room from `start`; a new one when none has."""
    for k, taken in enumerate(ends):
        if taken <= start:
            ends[k] = end
            return k
    ends.append(end)
    return len(ends) - 1
