"""One SVG file with the words that a chart shown alone needs around it."""

import re

from groundswell.core.charts import words
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.spec import ChartSpec
from groundswell.store.pictures.drawing import alone, size_of
from groundswell.store.pictures.words import heading, source_line

MARGIN, NARROWEST = 16.0, 260.0
_OPENING = re.compile(r"<svg\b[^>]*>")
_NAMES = re.compile(r'<(title|desc) id="[^"]*">[^<]*</\1>')


def svg(spec: ChartSpec, *, width: float = 760, height: float = 300, caption: bool = True) -> str:
    """A file that needs no style sheet, on ground of its own, dark on a dark screen.

    `width` and `height` are those of the drawing, as in `to_svg`. With `caption` the title and the sentence
    stand above it, source and method below; without it, it is the drawing alone. Screen readers get the
    title and the words for people who do not see it. Fonts are named, not held: others step in for them.
    """
    inner = alone(spec, width, height)
    across, down = size_of(inner)
    room = max(across, NARROWEST)
    canvas = Canvas(standalone=True)
    top = MARGIN
    if caption:
        top = _lines(canvas, heading(spec), top, room, look="gs-strong", size=17)
        top = _lines(canvas, spec.sentence, top + 2, room, look="gs-label", size=13) + 10
    canvas.put(_nested(inner, top))
    top += down
    if caption:
        top = _lines(canvas, source_line(spec), top + 8, room, look="gs-soft", size=12)
        top = _lines(canvas, spec.method, top, room, look="gs-soft", size=12)
    return _sheet(spec, canvas.result(), room + 2 * MARGIN, top + MARGIN)


def _lines(canvas: Canvas, text: str, top: float, room: float, *, look: str, size: float) -> float:
    for line in words.wrap(text, size, room, lines=40, bold="strong" in look):
        top += size * 1.4
        canvas.text(MARGIN, top - size * 0.35, line, look=look, size=size)
    return top


def _nested(inner: str, top: float) -> str:
    """The drawing at its place; its names go to the sheet, so that no id is there twice."""
    across, down = size_of(inner)
    box = f'x="{MARGIN:g}" y="{top:g}" width="{across:g}" height="{down:g}" viewBox="0 0 {across:g} {down:g}"'
    return _OPENING.sub(f'<svg {box} overflow="visible">', _NAMES.sub("", inner), count=1)


def _sheet(spec: ChartSpec, body: str, width: float, height: float) -> str:
    shell = Canvas(standalone=True)
    shell.open(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:.0f}",
        width=f"{width:g}",
        height=f"{height:.0f}",
        role="img",
        aria_labelledby="chart-title chart-desc",
    )
    shell.words("title", spec.title, id="chart-title")
    shell.words("desc", spec.alt, id="chart-desc")
    shell.add("rect", "gs-paper", width=f"{width:g}", height=f"{height:.0f}")
    shell.put(f"{body}</svg>")
    return shell.result()
