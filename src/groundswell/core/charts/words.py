"""How much room words take, and how to make them fit.

Estimates are a little generous, so that words stay inside.
"""

from functools import lru_cache

_NARROW = set("iljtfrI.,:;'|!()[] ·’‘")
_WIDE = set("mwMW%@…—")


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in pixels at this font size."""
    return sum(_em(c) for c in text) * size * (1.06 if bold else 1.0)


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.34
    if char in _WIDE:
        return 0.9
    if ord(char) > 0x2E7F:
        return 1.1
    return 0.68 if char.isupper() else 0.57


def wrap(text: str, size: float, room: float, *, lines: int = 3, bold: bool = False) -> list[str]:
    """Break at spaces into at most `lines` lines no wider than `room`.

    What does not fit ends with an ellipsis.
    """
    words, out = text.split(), [""]
    for position, word in enumerate(words):
        longer = f"{out[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            out[-1] = longer
        elif len(out) == lines:
            out[-1] = f"{out[-1]} {' '.join(words[position:])}".strip()
            break
        elif out[-1]:
            out.append(word)
        else:
            out[-1] = word
    return [fit(line, size, room, bold=bold) for line in out if line]


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis; empty when not even that fits."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1].rstrip()
    return f"{text}…" if text else ""
