"""Reading people's words with word lists. A match is a question to the writer, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

NUMBER = re.compile(r"\d")


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def first_match(text: str, patterns: Iterable[str]) -> str | None:
    """The words in `text` that match first, as written, or None. Curly quotes count as straight."""
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    hits = [hit for pattern in patterns if (hit := _compiled(pattern).search(plain))]
    return min(hits, key=lambda hit: hit.start()).group(0).strip() if hits else None


def has_number(text: str) -> bool:
    return NUMBER.search(text) is not None


def quoted(text: str, *, limit: int = 90) -> str:
    """The people's own words in quotation marks, cut at a word when long."""
    words = " ".join(text.split())
    if len(words) <= limit:
        return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
    cut = words[:limit].rsplit(" ", 1)[0]
    return f"\N{LEFT DOUBLE QUOTATION MARK}{cut}\N{HORIZONTAL ELLIPSIS}\N{RIGHT DOUBLE QUOTATION MARK}"


def listed(items: Iterable[str]) -> str:
    """Join words as people do: a; a and b; a, b and c."""
    words = list(items)
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def figure(value: float, *, digits: int = 1) -> str:
    """A number as people write it: 37, 37.1, 1,641."""
    rounded = round(value, digits)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.{digits}f}"
