"""Writes SVG as text.

Everything from outside is escaped here, once; no style attribute ever leaves this file.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from groundswell.core.charts.styles import LOOKS

# Characters XML 1.0 does not allow at all, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Number = float | int


def number(value: Number) -> str:
    """One decimal: a tenth of a pixel is finer than any screen, and short text loads faster."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def clean(text: str) -> str:
    """Text without characters that XML forbids."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def escaped(text: str) -> str:
    """Text as it may stand between two tags."""
    return escape(clean(text))


@lru_cache(maxsize=2048)
def _quoted(value: str) -> str:
    """An attribute's value, escaped and in quotes; the same few hundred come again and again."""
    return quoteattr(clean(value))


@lru_cache(maxsize=512)
def _class_of(look: str) -> str:
    return f' class="{look}"' if look else ""


@lru_cache(maxsize=512)
def _class_and_look_of(look: str) -> str:
    own: dict[str, str] = {}
    for name in look.split():
        own |= LOOKS.get(name, {})
    return _class_of(look) + "".join(f" {key}={_quoted(value)}" for key, value in own.items())


class Canvas:
    """Collects elements. `standalone` writes the light look into each element, for files without our CSS."""

    __slots__ = ("_parts", "look_of", "put")

    def __init__(self, *, standalone: bool = False) -> None:
        self._parts: list[str] = []
        # Bound once: these two run for every mark of every chart.
        self.look_of = _class_and_look_of if standalone else _class_of
        self.put = self._parts.append

    def add(self, tag: str, look: str = "", inner: str = "", **attributes: Number | str) -> None:
        """One element. Underscores in attribute names become hyphens; `inner` has to be escaped already."""
        head = f"<{tag}{self.look_of(look)}{_pairs(attributes)}"
        self.put(f"{head}>{inner}</{tag}>" if inner else f"{head}/>")

    def open(self, tag: str, look: str = "", **attributes: Number | str) -> None:
        """Start of an element that holds others."""
        self.put(f"<{tag}{self.look_of(look)}{_pairs(attributes)}>")

    def close(self, tag: str) -> None:
        """End of an element opened before."""
        self.put(f"</{tag}>")

    def words(self, tag: str, text: str, **attributes: Number | str) -> None:
        """An element that holds text only, such as title and desc."""
        self.put(f"<{tag}{_pairs(attributes)}>{escaped(text)}</{tag}>")

    def text(
        self,
        x: Number,
        y: Number,
        text: str,
        *,
        look: str,
        size: Number,
        anchor: str = "start",
        halo: bool = False,
    ) -> None:
        """One line of text with its baseline at y. `halo` keeps it readable over lines."""
        if not text:
            return
        look = self.look_of(f"{look} gs-halo" if halo else look)
        place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"'
        side = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.put(f"<text{look} {place}{side}>{escaped(text)}</text>")

    def line(self, x1: Number, y1: Number, x2: Number, y2: Number, look: str) -> None:
        """A straight line."""
        self.put(f'<path{self.look_of(look)} d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>')

    def path(self, places: Sequence[tuple[Number, Number]], look: str, *, closed: bool = False) -> None:
        """Places joined by straight lines."""
        if len(places) > 1:
            joined = "L".join([f"{x:.1f} {y:.1f}" for x, y in places])
            self.put(f'<path{self.look_of(look)} d="M{joined}{"Z" if closed else ""}"/>')

    def result(self) -> str:
        """Everything written so far."""
        return "".join(self._parts)


def _pairs(attributes: dict[str, Number | str]) -> str:
    return "".join(
        [
            f" {key.rstrip('_').replace('_', '-')}="
            f"{_quoted(value) if isinstance(value, str) else chr(34) + number(value) + chr(34)}"
            for key, value in attributes.items()
        ]
    )
