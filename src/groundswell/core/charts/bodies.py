"""The small drawings that are not plots: veil, spark line, prediction, ramp, tally."""

from dataclasses import dataclass
from typing import Literal

CycleState = Literal["decided", "current", "planned", "set_down"]


@dataclass(frozen=True, slots=True)
class Veil:
    """A group that is kept private: hairlines and the reason. It never holds a number."""

    reason: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of a word's size. Fewer than eight values are dots, with no middle line."""

    values: tuple[float | None, ...]
    center: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """The guess as a tick and the result as a dot on one scale; either may be missing."""

    guess: float | None
    result: float | None
    low: float
    high: float
    guess_words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One cycle of a ramp. `scale` is how much of the system it touches (1 is the smallest)."""

    number: str
    state: CycleState
    scale: float
    words: str
    decision: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Ramp:
    """Cycles on a rising line; one that is set down ends with a bar."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Strokes as on paper, in fives."""

    count: int
