"""What a reader may see of a number: shown, coded at the ends, or suppressed. Never a bare number.

A `Suppressed` is not a number and refuses to act like one: no arithmetic, no truth value, no order, and it
equals no number. So a withheld value can never turn into 0 in a sum, a chart or a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NoReturn

Why = Literal["small group", "few teachers", "protects a small group", "protects few teachers", "all or none"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A value anyone on the page may see. Counts are whole numbers, rates are percent (0-100)."""

    value: int | float


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A withheld value. `why` is for the audit; readers see one wording for all of them."""

    why: Why

    def __bool__(self) -> NoReturn:
        raise TypeError("A suppressed value is neither true nor false. Ask isinstance(value, Shown) instead.")

    def __str__(self) -> str:
        return "withheld"


@dataclass(frozen=True, slots=True)
class Coded:
    """A rate too close to 0% or 100% to print: it is said as a bound. `bound` is in percent."""

    side: Literal["at most", "at least"]
    bound: int

    def __bool__(self) -> NoReturn:
        raise TypeError("A coded value is neither true nor false. Ask isinstance(value, Shown) instead.")

    def __str__(self) -> str:
        return f"{self.side} {self.bound}%"


Released = Shown | Suppressed | Coded


def text(value: Released, *, percent: bool = False, digits: int = 1) -> str:
    """As printed in a table: "30.5%", "1,641", "withheld", "at most 5%"."""
    if not isinstance(value, Shown):
        return str(value)
    if not percent:
        return f"{value.value:,}" if isinstance(value.value, int) else f"{value.value:,.{digits}f}"
    return f"{value.value:.{digits}f}%"


def reason(value: Suppressed, *, threshold: int) -> str:
    """Why a value is withheld, in words that are true of every withheld value and name no group's size."""
    return (
        f"Withheld to keep a group of fewer than {threshold} students, or the work of one or two teachers, "
        "private, in charts, tables and downloads alike."
    )
