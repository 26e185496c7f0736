"""Where the points of a drawing stand, and what each one says: the stops of a reader on the keyboard.

They are read from the drawing itself: whatever it explains with a title of its own is a stop.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from groundswell.core.charts.bodies import Cell, Grid, Veil
from groundswell.core.charts.marks import Dot, Plot, Points, Shape
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import period
from groundswell.core.stats import said

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_MOVED = re.compile(r"translate\(\s*(-?[\d.]+)[ ,]+(-?[\d.]+)")
Place = tuple[float, float]
WordsOf = Callable[[Plot, Dot], str]
MEANINGS: dict[Shape, str] = {
    "improving": "Improving",
    "look_again": "Look again",
    "different": "Different",
    "set_aside": "Set aside",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A point by its place in the drawing, in pixels, and the words that say why it looks as it does."""

    x: float
    y: float
    words: str


def explained(spec: ChartSpec) -> ChartSpec:
    """The chart with words at every point: small charts have none, but table and title say the same."""
    if isinstance(spec.body, Plot):
        return replace(spec, body=_plot(spec.body, lambda plot, dot: _row_words(spec.table, plot, dot)))
    if isinstance(spec.body, Grid):
        cells = tuple(replace(cell, body=_cell_body(cell)) for cell in spec.body.cells)
        return replace(spec, body=replace(spec.body, cells=cells))
    return spec


def _cell_body(cell: Cell) -> Plot | Veil:
    return _plot(cell.body, partial(_cell_words, cell.title)) if isinstance(cell.body, Plot) else cell.body


def _cell_words(title: str, plot: Plot, dot: Dot) -> str:
    """Which small chart, when, and what."""
    if dot.at not in plot.axis.places or not plot.axis.xs:
        return ""
    when = period(plot.axis.xs[plot.axis.places.index(dot.at)], "")
    meant = f" {MEANINGS[dot.shape]}." if dot.shape in MEANINGS else ""
    return f"{title}, {when}: {said(dot.y, plot.panels[0].unit)}.{meant}"


def _plot(plot: Plot, words_of: WordsOf) -> Plot:
    panels = tuple(
        replace(panel, marks=tuple(_explained(mark, plot, words_of) for mark in panel.marks))
        for panel in plot.panels
    )
    return replace(plot, panels=panels)


def _explained(mark: Any, plot: Plot, words_of: WordsOf) -> Any:
    if not isinstance(mark, Points):
        return mark
    return replace(mark, dots=tuple(replace(d, words=d.words or words_of(plot, d)) for d in mark.dots))


def _row_words(table: Table, plot: Plot, dot: Dot) -> str:
    places = plot.axis.places
    if len(table.rows) != len(places) or dot.at not in places:
        return ""
    first, *rest = table.rows[places.index(dot.at)]
    said = [f"{name}: {cell}" for name, cell in zip(table.header[1:-1], rest, strict=False) if cell]
    return ". ".join(filter(None, (first, "; ".join(said), *rest[-1:]))) + "."


def stops(svg: str) -> tuple[Stop, ...]:
    """Everything that the drawing explains, from left to right; one small chart of a grid after another."""
    return tuple(_within(ET.fromstring(svg), (0.0, 0.0)))  # noqa: S314  (our own drawing)


def _within(element: ET.Element, moved: Place) -> list[Stop]:
    own: list[Stop] = []
    groups: list[Stop] = []
    for child in element:
        place = _moved(child, moved)
        stop = _explained_here(child, place)
        if stop:
            own.append(stop)
        else:
            (own if place == moved else groups).extend(_within(child, place))
    return sorted(own, key=lambda stop: (stop.x, stop.y)) + groups


def _explained_here(element: ET.Element, place: Place) -> Stop | None:
    words = next((e.text or "" for e in element if _tag(e) == "title" and not e.get("id")), "")
    centers = [c for e in element if (c := _center(e, place)) is not None]
    return Stop(*centers[len(centers) // 2], words) if words and centers else None


def _tag(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _moved(element: ET.Element, moved: Place) -> Place:
    """Nested drawings and moved groups have an origin of their own."""
    found = _MOVED.search(element.get("transform", ""))
    dx, dy = (float(found.group(1)), float(found.group(2))) if found else (0.0, 0.0)
    if _tag(element) == "svg":
        dx, dy = dx + float(element.get("x", 0)), dy + float(element.get("y", 0))
    return moved[0] + dx, moved[1] + dy


def _center(element: ET.Element, moved: Place) -> Place | None:
    """The middle of a circle, a rectangle or a closed path of straight lines."""
    tag = _tag(element)
    if tag == "circle":
        xs, ys = [float(element.get("cx", 0))], [float(element.get("cy", 0))]
    elif tag == "rect":
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        xs, ys = [x, x + float(element.get("width", 0))], [y, y + float(element.get("height", 0))]
    elif tag == "path":
        numbers = [float(n) for n in _NUMBER.findall(element.get("d", ""))]
        xs, ys = numbers[0::2], numbers[1::2]
    else:
        return None
    return moved[0] + (min(xs) + max(xs)) / 2, moved[1] + (min(ys) + max(ys)) / 2
