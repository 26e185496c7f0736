"""The rows under the axis: cycles as numbered rings, context as ticks with words.

Nothing floats over the data.
"""

from groundswell.core.charts import words
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import Frame
from groundswell.core.charts.marks import Lane, LaneItem

RING = 8.5
ROW = 20.0
LINE = 17.0
MOST_ROWS, MOST_ROWS_NARROW = 4, 5


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
    """Words stand after their tick, or before it. What finds no room in the few rows keeps a bare tick.

    A lane is read at a glance: forty lines of words would say nothing. The words stay in the tick's title.
    """
    rows: list[list[tuple[float, float]]] = []
    most = MOST_ROWS_NARROW if frame.narrow else MOST_ROWS
    bare = [item for item in _in_turn(lane.items) if not _worded(canvas, frame, item, rows, most, top)]
    for item in bare:
        _tick(canvas, item, frame.x(item.at), top + 4)
    bottom = top + 24 + max(len(rows) - 1, 0) * LINE
    if not bare:
        return bottom
    more = f"{len(bare)} more ticks; their words are in the table"
    canvas.text(
        frame.left,
        bottom + 10,
        words.fit(more, frame.sizes.tick, frame.right - frame.left),
        look="gs-soft",
        size=frame.sizes.tick,
    )
    return bottom + LINE


def _in_turn(items: tuple[LaneItem, ...]) -> list[LaneItem]:
    """Own words first, then each text's first time, then the rest; in order of time within each."""
    ordered = sorted(items, key=lambda item: item.at)
    first_times = {item.text: item for item in reversed(ordered)}
    return sorted(ordered, key=lambda item: (not item.comes_first, first_times[item.text] is not item))


def _worded(
    canvas: Canvas, frame: Frame, item: LaneItem, rows: list[list[tuple[float, float]]], most: int, top: float
) -> bool:
    """Write the tick with its words, if a row has room for them."""
    size, x = frame.sizes.tick, frame.x(item.at)
    after, before = frame.right - x - 5, x - 5 - frame.left
    wide = words.width(item.text, size)
    to_right = wide <= after or (wide > before and after >= before)
    text = words.fit(item.text, size, after if to_right else before)
    wide = min(wide, after if to_right else before)
    row = _free_row(rows, most, (x - 2, x + 15 + wide) if to_right else (x - 5 - wide, x + 10))
    if row is None:
        return False
    y = top + 4 + row * LINE
    _tick(canvas, item, x, y, title=text != item.text)
    place, anchor = (x + 5, "start") if to_right else (x - 5, "end")
    canvas.text(place, y + 12, text, look="gs-label", size=size, anchor=anchor)
    return True


def _tick(canvas: Canvas, item: LaneItem, x: float, y: float, *, title: bool = True) -> None:
    canvas.open("g")
    if title:
        canvas.words("title", item.text)
    canvas.line(x, y, x, y + 8, "gs-lane-tick")
    canvas.close("g")


def _free_row(rows: list[list[tuple[float, float]]], most: int, span: tuple[float, float]) -> int | None:
    """The first row with room for the span, a new one while there may be more; None when all are taken."""
    start, end = span
    for number, taken in enumerate(rows):
        if all(end <= left or right <= start for left, right in taken):
            taken.append(span)
            return number
    if len(rows) >= most:
        return None
    rows.append([span])
    return len(rows) - 1


def _row(ends: list[float], start: float, end: float) -> int:
    """First row with room from `start`; a new one when none has."""
    for k, taken in enumerate(ends):
        if taken <= start:
            ends[k] = end
            return k
    ends.append(end)
    return len(ends) - 1
