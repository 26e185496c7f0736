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
    return _FORBIDDEN.sub("", text)


@lru_cache(maxsize=2048)
def _quoted(value: str) -> str:
    """An attribute's value, escaped and in quotes; the same few hundred come again and again."""
    return quoteattr(clean(value))


class Canvas:
    """Collects elements. `standalone` writes the light look into each element, for files without our CSS."""

    def __init__(self, *, standalone: bool = False) -> None:
        self._parts: list[str] = []
        self._standalone = standalone

    def add(self, tag: str, look: str = "", inner: str = "", **attributes: Number | str) -> None:
        """One element. Underscores in attribute names become hyphens; `inner` has to be escaped already."""
        head = f"<{tag}{self._attributes(look, attributes)}"
        self._parts.append(f"{head}>{inner}</{tag}>" if inner else f"{head}/>")

    def open(self, tag: str, look: str = "", **attributes: Number | str) -> None:
        """Start of an element that holds others."""
        self._parts.append(f"<{tag}{self._attributes(look, attributes)}>")

    def close(self, tag: str) -> None:
        """End of an element opened before."""
        self._parts.append(f"</{tag}>")

    def words(self, tag: str, text: str, **attributes: Number | str) -> None:
        """An element that holds text only, such as title and desc."""
        self._parts.append(f"<{tag}{self._attributes('', attributes)}>{escape(clean(text))}</{tag}>")

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
        look = f"{look} gs-halo" if halo else look
        place = {"x": x, "y": y, "font_size": size} | ({} if anchor == "start" else {"text_anchor": anchor})
        self.add("text", look, escape(clean(text)), **place)

    def line(self, x1: Number, y1: Number, x2: Number, y2: Number, look: str) -> None:
        """A straight line."""
        self._path(look, f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")

    def path(self, places: Sequence[tuple[Number, Number]], look: str, *, closed: bool = False) -> None:
        """Places joined by straight lines."""
        if len(places) > 1:
            joined = "L".join(f"{number(x)} {number(y)}" for x, y in places)
            self._path(look, f"M{joined}{'Z' if closed else ''}")

    def _path(self, look: str, data: str) -> None:
        """Path data is numbers and letters of our own: nothing in it needs escaping."""
        self._parts.append(f'<path{self._attributes(look, {})} d="{data}"/>')

    def result(self) -> str:
        """Everything written so far."""
        return "".join(self._parts)

    def _attributes(self, look: str, attributes: dict[str, Number | str]) -> str:
        pairs: list[str] = [f' class="{look}"'] if look else []
        if self._standalone:
            own: dict[str, str] = {}
            for name in look.split():
                own |= LOOKS.get(name, {})
            pairs += [f" {key}={_quoted(value)}" for key, value in own.items() if key not in attributes]
        for key, value in attributes.items():
            name = key.rstrip("_").replace("_", "-")
            text = _quoted(value) if isinstance(value, str) else f'"{number(value)}"'
            pairs.append(f" {name}={text}")
        return "".join(pairs)
