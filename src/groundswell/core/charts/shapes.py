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
CIRCLES = ("expected", "set_aside", "first")


def shape(canvas: Canvas, kind: Shape, x: float, y: float, *, size: float = 1.0) -> None:
    """Circle r 4, diamond 13 across, triangle 14 across, squares; `size` scales all of them."""
    canvas.put(markup(canvas, kind, x, y, size))


def markup(canvas: Canvas, kind: Shape, x: float, y: float, size: float) -> str:
    """The same as text, for marks that hold it."""
    look = canvas.look_of(LOOK_OF[kind])
    if kind in CIRCLES:
        return f'<circle{look} cx="{x:.1f}" cy="{y:.1f}" r="{4 * size:.1f}"/>'
    if kind == "improving":
        return _polygon(look, x, y, 6.5 * size, ((0, -1), (1, 0), (0, 1), (-1, 0)))
    if kind == "look_again":
        return _polygon(look, x, y, 7 * size, ((0, -1), (1, 0.8), (-1, 0.8)))
    half = (4.0 if kind == "different" else 3.4) * size
    side = f'{2 * half:.1f}"'
    return f'<rect{look} x="{x - half:.1f}" y="{y - half:.1f}" width="{side} height="{side}/>'


def _polygon(look: str, x: float, y: float, r: float, corners: tuple[tuple[float, float], ...]) -> str:
    joined = "L".join([f"{x + dx * r:.1f} {y + dy * r:.1f}" for dx, dy in corners])
    return f'<path{look} d="M{joined}Z"/>'
