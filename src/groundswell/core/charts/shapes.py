"""Point shapes. Shape carries the meaning where color cannot: greyscale print, color blindness."""

from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.marks import Shape

LOOK_OF: dict[Shape, str] = {
    "expected": "gs-pt gs-expected",
    "improving": "gs-pt gs-improving",
    "look_again": "gs-pt gs-look-again",
    "different": "gs-pt gs-different",
    "set_aside": "gs-pt gs-set-aside",
    "square": "gs-pt gs-square",
    "first": "gs-pt gs-first",
}


def shape(canvas: Canvas, kind: Shape, x: float, y: float, *, size: float = 1.0) -> None:
    """Circle r 4, diamond 13 across, triangle 14 across, squares; `size` scales all of them."""
    look = LOOK_OF[kind]
    if kind in ("expected", "set_aside", "first"):
        canvas.add("circle", look, cx=x, cy=y, r=4 * size)
    elif kind == "improving":
        _polygon(canvas, look, x, y, 6.5 * size, ((0, -1), (1, 0), (0, 1), (-1, 0)))
    elif kind == "look_again":
        _polygon(canvas, look, x, y, 7 * size, ((0, -1), (1, 0.8), (-1, 0.8)))
    else:
        half = (4.0 if kind == "different" else 3.4) * size
        canvas.add("rect", look, x=x - half, y=y - half, width=2 * half, height=2 * half)


def _polygon(
    canvas: Canvas, look: str, x: float, y: float, r: float, corners: tuple[tuple[float, float], ...]
) -> None:
    canvas.path([(x + dx * r, y + dy * r) for dx, dy in corners], look, closed=True)
