"""Numbers as tables print them: whole, with separators, or as bounds such as "<10" and ">=95"."""

import re
from fractions import Fraction

from groundswell.core.disclosure.published import CEILING, rounding_interval

Span = tuple[int, int]
Share = tuple[Fraction, Fraction]
_BOUND = re.compile(r"(<=|>=|≤|≥|<|>|LT|GE)\s*(\d+(?:\.\d+)?)")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)")
_DECIMAL = re.compile(r"\d+(?:\.(\d+))?")


class NotANumber(ValueError):
    """A cell that should hold a number holds something else."""

    def __init__(self, column: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.column, self.message, self.fix = column, message, fix


def counted(text: str, *, column: str, thousands: str = "") -> Span:
    """A whole number as (x, x), or what a bound or a range leaves possible. Raises NotANumber."""
    plain = text
    if thousands and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", text):
        plain = text.replace(thousands, "")
    if re.fullmatch(r"[0-9]+", plain):
        return int(plain), int(plain)
    low, high = _bounds(plain, column, step=Fraction(1), most=Fraction(CEILING))
    return int(low), int(high)


def share(text: str, *, column: str, decimals: int | None, cut: bool = False) -> Share:
    """The shares of 1 that print as this percent, or within its bound. Raises NotANumber."""
    plain = text.removesuffix("%").strip()
    exact = _DECIMAL.fullmatch(plain)
    if exact:
        digits = len(exact.group(1) or "") if decimals is None else decimals
        return rounding_interval(Fraction(plain), digits=digits, cut=cut)
    low, high = _bounds(plain, column, step=Fraction(0), most=Fraction(100))
    return low / 100, high / 100


def _bounds(text: str, column: str, *, step: Fraction, most: Fraction) -> tuple[Fraction, Fraction]:
    if bound := _BOUND.fullmatch(text):
        sign, value = bound.group(1), Fraction(bound.group(2))
        if sign in {"<", "LT"}:
            return Fraction(0), value - step
        if sign in {"<=", "≤"}:
            return Fraction(0), value
        return (value + step if sign == ">" else value), most
    if both := _RANGE.fullmatch(text):
        return Fraction(both.group(1)), Fraction(both.group(2))
    fix = (
        f"If '{text}' means withheld, add it to 'withheld'; if it means no number, to 'missing'. "
        "A mark between thousands is named in 'thousands'."
    )
    raise NotANumber(column, f"'{text}' is not a number.", fix)
