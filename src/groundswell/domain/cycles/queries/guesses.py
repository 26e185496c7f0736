"""The number inside a guess or a result as people write it."""

import re
from dataclasses import dataclass

_OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:of|out of|/|de)\s*(?:the\s+)?(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|percent|por ciento)", re.IGNORECASE)
_ALONE = re.compile(r"^\W*(?:about|at least|at most|around|~)?\s*(\d+(?:[.,]\d+)?)\b", re.IGNORECASE)


def guess_from(words: str) -> tuple[float | None, float | None]:
    """Number and total: "4 of 6" -> (4, 6), "80%" -> (80, 100), "6" -> (6, None), "No" -> (None, None).

    A range or a number in the middle of a sentence is left as words: we do not guess what people meant.
    """
    if found := _OF.search(words):
        count, total = _number(found.group(1)), _number(found.group(2))
        return (count, total) if count <= total else (None, None)
    if found := _PERCENT.search(words):
        return _number(found.group(1)), 100.0
    found = _ALONE.search(words)
    return (
        (_number(found.group(1)), None)
        if found and not re.search(r"\d\s*(?:-|–|to|a)\s*\d", words)
        else (None, None)
    )


def _number(text: str) -> float:
    return float(text.replace(",", "."))


@dataclass(frozen=True)
class OneScale:
    """A guess and a result in one unit, from 0 to `high`. `unit` is "%" when totals had to be made equal."""

    guess: float
    result: float
    high: float
    unit: str = ""


def on_one_scale(
    guess: float | None, guess_total: float | None, result: float | None, result_total: float | None
) -> OneScale | None:
    """Both on one scale, or None for unlike things: 80% beside 14 of 17 becomes 80% beside 82%."""
    if guess is None or result is None:
        return None
    if guess_total and result_total and guess_total != result_total:
        return OneScale(100 * guess / guess_total, 100 * result / result_total, 100, "%")
    is_percent = 100 in {guess_total, result_total}
    if is_percent and guess_total != result_total:
        return None
    unit = "%" if is_percent else ""
    return OneScale(guess, result, guess_total or result_total or max(guess, result), unit)
