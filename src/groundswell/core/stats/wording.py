"""How numbers and counts are said.

Plain English from few templates, so that they can be translated as wholes.
"""

from groundswell.core.stats.points import X


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
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


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
