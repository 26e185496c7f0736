"""Reads a drawing back: elements, classes, and where its words stand."""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.core.charts import words


@dataclass(frozen=True)
class Words:
    """One line of text with its estimated box."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Words") -> bool:
        beside = self.right <= other.left + 1 or other.right <= self.left + 1
        return not (beside or self.bottom <= other.top + 1 or other.bottom <= self.top + 1)


class Drawing:
    """A parsed SVG; parsing it is the test of well-formedness."""

    def __init__(self, svg: str) -> None:
        self.svg = svg
        self.root = ET.fromstring(svg)  # noqa: S314  (our own output)
        _, _, self.width, self.height = (float(v) for v in self.root.attrib["viewBox"].split())

    def of_class(self, name: str) -> list[ET.Element]:
        return [e for e in self.root.iter() if name in e.attrib.get("class", "").split()]

    def tags(self, name: str) -> list[ET.Element]:
        return [e for e in self.root.iter() if e.tag.rsplit("}", 1)[-1] == name]

    def words(self) -> list[Words]:
        return list(_words_in(self.root, 0.0, 0.0))

    def numbers(self) -> list[float]:
        """Every number in a place or a path; "nan" and "inf" are read as such."""
        keys = ("d", "x", "y", "cx", "cy", "r", "width", "height", "x1", "x2", "y1", "y2", "transform")
        texts = [e.attrib[k] for e in self.root.iter() for k in keys if k in e.attrib]
        return [float(n) for t in texts for n in re.findall(r"-?(?:\d+\.?\d*|nan|inf)", t)]

    def all_finite(self) -> bool:
        return all(math.isfinite(n) for n in self.numbers())

    def outside(self) -> list[Words]:
        return [
            w
            for w in self.words()
            if w.left < -1 or w.right > self.width + 1 or w.top < -1 or w.bottom > self.height + 1
        ]

    def collisions(self) -> list[tuple[str, str]]:
        found = self.words()
        return [(a.text, b.text) for i, a in enumerate(found) for b in found[i + 1 :] if a.meets(b)]


def _words_in(element: ET.Element, dx: float, dy: float) -> Iterator[Words]:
    moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", element.attrib.get("transform", ""))
    dx, dy = (dx + float(moved[1]), dy + float(moved[2])) if moved else (dx, dy)
    if element.tag.rsplit("}", 1)[-1] == "text":
        yield _words(element, dx, dy)
    for child in element:
        yield from _words_in(child, dx, dy)


def _words(element: ET.Element, dx: float, dy: float) -> Words:
    size, x, y = (float(element.attrib[k]) for k in ("font-size", "x", "y"))
    x, y = x + dx, y + dy
    text = element.text or ""
    # The estimate used for layout is generous on purpose; a typical line is a tenth narrower.
    wide = 0.9 * words.width(text, size, bold="gs-strong" in element.attrib.get("class", ""))
    anchor = element.attrib.get("text-anchor", "start")
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Words(text, left, left + wide, y - 0.72 * size, y + 0.18 * size)
