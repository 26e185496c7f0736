"""How numbers and counts are said.

Plain English from few templates, so that they can be translated as wholes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from groundswell.core.stats.points import ChartName, X


@lru_cache(maxsize=4096)
def said(value: float, unit: str, decimals: int = 1) -> str:
    """78.94 with "%" becomes "78.9%"; 85.0 becomes "85%"; other units follow after a space."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text.replace("-", "−")
    if not unit:
        return text
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}"


def counted(count: int, word: str) -> str:
    """1 week, 2 weeks."""
    return f"{count} {word}" if count == 1 else f"{count} {plural(word)}"


def plural(word: str) -> str:
    """Weeks, counties, classes."""
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "i", "o", "u"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "ch", "sh", "x")) else f"{word}s"


def listed(words: Sequence[str], *, most: int = 6) -> str:
    """A, B and C; from the seventh on their number: A, B, C, D, E, F and 4 more."""
    shown = [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


DIFFERENCES: frozenset[ChartName] = frozenset({"mr", "s"})
EVENTS: frozenset[ChartName] = frozenset({"t", "g"})


def shown_unit(chart: ChartName, unit: str) -> str:
    """Charts of ranges and spreads show differences: those of percents are in points."""
    return "points" if unit == "%" and chart in DIFFERENCES else unit


def usual_period(chart: ChartName) -> str:
    """What one point stands for when nobody says: an event on charts of what lies between events."""
    return "event" if chart in EVENTS else "week"


@dataclass(frozen=True, slots=True)
class Voice:
    """How a reading says its numbers and its periods."""

    unit: str
    period: str
    decimals: int

    def value(self, number: float) -> str:
        return said(number, self.unit, self.decimals)

    def count(self, number: int) -> str:
        return counted(number, self.period)


def voice_of(chart: ChartName, unit: str, period_word: str | None, decimals: int) -> Voice:
    """The voice for one kind of chart."""
    return Voice(shown_unit(chart, unit), period_word or usual_period(chart), decimals)


_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)


def ordinal(position: int) -> str:
    """The ninth; from 13 on, the 13th."""
    if position <= len(_ORDINALS):
        return _ORDINALS[position - 1]
    ending = "th" if 10 <= position % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position}{ending}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def said_x(x: X) -> str:
    """A date as people say it in a chart: 9 Mar. Anything else as it is."""
    return str(x) if isinstance(x, int | str) else f"{x.day} {_MONTHS[x.month - 1]}"
