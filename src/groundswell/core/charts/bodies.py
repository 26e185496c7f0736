"""Drawings that are not plots: veil, spark line, prediction, ramp, tally, bars, intervals, a grid of plots."""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.charts.marks import Plot, Shape

CycleState = Literal["decided", "current", "planned", "set_down"]


@dataclass(frozen=True, slots=True)
class Veil:
    """A group that is kept private: hairlines and the reason. It never holds a number."""

    reason: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of a word's size. Fewer than eight values are dots, with no middle line.

    ends: what the first and the last known value are called, such as school years. Then a few values are joined,
    so that they are read in their order; still with no middle line, and no verdict.
    """

    values: tuple[float | None, ...]
    center: float | None = None
    low: float | None = None
    high: float | None = None
    ends: tuple[str, str] | None = None


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


@dataclass(frozen=True, slots=True)
class Bar:
    """One kind of thing: its share of all and the share of it and all kinds before it, in percent."""

    name: str
    count: str
    share: float
    so_far: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from most to least with the line of shares so far, all on one scale from 0 to 100 percent."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """One estimate with its interval. `measured` is the number before it leaned on others.

    Without `estimate` the row says `words` instead: too little data, or kept private.
    """

    label: str
    words: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    measured: float | None = None
    shape: Shape = "first"


@dataclass(frozen=True, slots=True)
class Intervals:
    """Estimates as dots on lines over one scale, with a line of reference such as no change."""

    rows: tuple[Interval, ...]
    reference: float | None = None
    reference_words: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One small chart of a grid with its title, verdict mark and a few words."""

    title: str
    words: str
    shape: Shape | None
    body: Plot | Veil


@dataclass(frozen=True, slots=True)
class Grid:
    """Small charts side by side, as many in a row as fit. `note` says whether they share one scale."""

    cells: tuple[Cell, ...]
    note: str
