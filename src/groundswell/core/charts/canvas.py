"""Writes SVG as text.

Everything from outside is escaped here, once; no style attribute ever leaves this file.
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from groundswell.core.charts.styles import LOOKS

# Characters XML 1.0 does not allow at all, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Number = float | int


def number(value: Number) -> str:
    """Two decimals at most; SVG needs no more and shorter text loads faster."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def clean(text: str) -> str:
    """Text without characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


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
        self.add("path", look, d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")

    def path(self, places: Sequence[tuple[Number, Number]], look: str, *, closed: bool = False) -> None:
        """Places joined by straight lines."""
        if len(places) > 1:
            joined = "L".join(f"{number(x)} {number(y)}" for x, y in places)
            self.add("path", look, d=f"M{joined}{'Z' if closed else ''}")

    def result(self) -> str:
        """Everything written so far."""
        return "".join(self._parts)

    def _attributes(self, look: str, attributes: dict[str, Number | str]) -> str:
        pairs: dict[str, Number | str] = {"class": look} if look else {}
        if self._standalone:
            for name in look.split():
                pairs |= LOOKS.get(name, {})
        pairs |= {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return "".join(
            f" {key}={quoteattr(clean(v) if isinstance(v, str) else number(v))}" for key, v in pairs.items()
        )
