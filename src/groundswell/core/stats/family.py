"""What every chart family must offer, and the part of the data it sees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a series. `base` marks the points that feed the center and the limits."""

    counts: Values
    denominators: Values
    values: Values
    base: Sequence[bool]

    @property
    def base_values(self) -> list[float]:
        return [y for y, used in zip(self.values, self.base, strict=True) if used and y is not None]


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper limits per point, and a sentence when they were made in an unusual way."""

    lower: Values
    upper: Values
    note: str = ""


@dataclass(frozen=True, slots=True)
class LimitChoices:
    """`guarded` False reproduces the reference software, including limits of no width."""

    screened: bool
    guarded: bool


@dataclass(frozen=True, slots=True)
class Family:
    """A chart family: how its center and its limits are made, in the raw unit."""

    title: str
    center_word: str
    center: Callable[[Segment], float | None]
    limits: Callable[[Segment, Values, LimitChoices], Limits]
    is_proportion: bool = False
