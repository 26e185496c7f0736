"""Draws small charts side by side: as many in a row as fit, plots level with each other."""

from groundswell.core.charts import plot, smalls, words
from groundswell.core.charts.bodies import Cell, Grid, Veil
from groundswell.core.charts.canvas import Canvas, number
from groundswell.core.charts.marks import Plot
from groundswell.core.charts.shapes import shape

NARROWEST = 196.0
GAP = 20.0
SIZE = 12.5
LINE = 16.0
TITLE_LINES = 3


def draw(canvas: Canvas, body: Grid, width: float, height: float) -> float:
    """Each cell's plot is `height` high; returns the height of all rows."""
    across = max(int((width + GAP) // (NARROWEST + GAP)), 1)
    across = min(across, max(len(body.cells), 1))
    wide = (width - GAP * (across - 1)) / across
    top = 0.0
    for start in range(0, len(body.cells), across):
        top = _row(canvas, body.cells[start : start + across], wide, top, height)
    for line in words.wrap(body.note, SIZE, width, lines=3):
        top += LINE
        canvas.text(0, top, line, look="gs-soft", size=SIZE)
    return top + 6


def _row(canvas: Canvas, cells: tuple[Cell, ...], wide: float, top: float, height: float) -> float:
    """Titles take as many lines as the longest one of the row, so that plots stand level."""
    titles = [words.wrap(cell.title, SIZE, wide, lines=TITLE_LINES, bold=True) for cell in cells]
    lines = max(map(len, titles), default=0)
    body_top, bottom = top + lines * LINE + LINE + 8, top
    for k, (cell, title) in enumerate(zip(cells, titles, strict=True)):
        left = k * (wide + GAP)
        _heading(canvas, cell, title, (left, top, wide))
        canvas.put(f'<g transform="translate({number(left)} {number(body_top)})">')
        bottom = max(bottom, body_top + _body(canvas, cell.body, wide, height))
        canvas.put("</g>")
    return bottom + GAP


def _body(canvas: Canvas, body: Plot | Veil, wide: float, height: float) -> float:
    if isinstance(body, Veil):
        return smalls.veil(canvas, body, wide, height)
    return plot.draw(canvas, body, wide, height)


def _heading(canvas: Canvas, cell: Cell, title: list[str], place: tuple[float, float, float]) -> None:
    left, top, wide = place
    for k, line in enumerate(title):
        canvas.text(left, top + (k + 1) * LINE - 3, line, look="gs-strong", size=SIZE)
    y = top + (len(title) + 1) * LINE - 2
    indent = 0.0
    if cell.shape:
        shape(canvas, cell.shape, left + 7, y - 4, size=0.8)
        indent = 18.0
    canvas.text(left + indent, y, words.fit(cell.words, SIZE, wide - indent), look="gs-label", size=SIZE)
