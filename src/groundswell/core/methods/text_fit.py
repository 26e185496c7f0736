"""Breaking words into lines for drawings, where no browser measures them.

Widths are advance widths in em, rounded to 0.05, read from the fonts that ship with the product. Estimates
err by a few percent, which the columns of a drawing have room for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Face = Literal["serif", "sans"]

_SERIF = {
    0.2: " ",
    0.3: "'j\N{RIGHT SINGLE QUOTATION MARK}",
    0.35: "!(),-.:;[]il{}",
    0.4: '"1Ift|',
    0.45: "*/\\_s",
    0.5: "257`crz\N{EN DASH}",
    0.55: "$34689?Jaeg\N{INVERTED QUESTION MARK}",
    0.6: "+0<=>FPS^bdkoqvxy~",
    0.65: "#BELZhnpu",
    0.7: "CXY",
    0.75: "ADGKOQRTV",
    0.8: "&U",
    0.85: "%@HNw",
    0.95: "m",
    1.0: "M",
    1.1: "W",
}
_SANS = {
    0.25: "',.:;`j|\N{RIGHT SINGLE QUOTATION MARK}",
    0.3: " !()il",
    0.35: '"-[]frt{}',
    0.4: "/I\\_",
    0.45: "1",
    0.5: "*csvxyz\N{EN DASH}\N{INVERTED QUESTION MARK}",
    0.55: "27<>?FJL^aehknou~",
    0.6: "$+345689=EPSTZbdgpq",
    0.65: "0ABCKRVXY",
    0.7: "DGHNUw",
    0.75: "#&OQ",
    0.8: "@",
    0.85: "Mm",
    0.9: "W",
    0.95: "%",
}
UNKNOWN = 0.65


def _by_letter(groups: Mapping[float, str]) -> dict[str, float]:
    return {letter: width for width, letters in groups.items() for letter in letters}


WIDTHS: Mapping[Face, Mapping[str, float]] = {"serif": _by_letter(_SERIF), "sans": _by_letter(_SANS)}


@lru_cache(maxsize=4096)
def text_width(text: str, *, size: float, face: Face) -> float:
    """Estimated width in pixels at a font size in pixels. Accents do not widen a letter."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return size * sum(WIDTHS[face].get(letter, UNKNOWN) for letter in letters)


def wrapped(text: str, *, width: float, size: float, face: Face) -> list[str]:
    """Lines no wider than `width`, at least one; a word wider than a whole line is broken with a hyphen."""
    lines: list[str] = []
    for word in _pieces(text.split(), width=width, size=size, face=face):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size=size, face=face) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines or [""]


def shortened(text: str, *, width: float, size: float, face: Face) -> str:
    """The text, or as many of its letters as fit before an ellipsis."""
    if text_width(text, size=size, face=face) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}\N{HORIZONTAL ELLIPSIS}", size=size, face=face) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _pieces(words: list[str], *, width: float, size: float, face: Face) -> list[str]:
    pieces: list[str] = []
    for word in words:
        rest = word
        while text_width(rest, size=size, face=face) > width and len(rest) > 2:
            head = _longest_head(rest, width=width, size=size, face=face)
            pieces.append(head if head.endswith("-") else f"{head}-")
            rest = rest[len(head) :]
        pieces.append(rest)
    return pieces


def _longest_head(word: str, *, width: float, size: float, face: Face) -> str:
    """The longest beginning that fits with a hyphen, ending after a vowel where one is near."""
    fits = {
        end: text_width(f"{word[:end]}-", size=size, face=face) <= width for end in range(2, len(word) - 1)
    }
    ends = [end for end in reversed(fits) if fits[end]]
    after_vowel = [end for end in ends[:5] if _is_vowel(word[end - 1]) and not _is_vowel(word[end])]
    return word[: (after_vowel or ends or [1])[0]]


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0].lower() in "aeiou"
