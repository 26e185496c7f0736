"""From data units to pixels, and which round numbers to label."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear: data `low`..`high` to pixels `start`..`end` (which may run downwards)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        if not span:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / span * (self.end - self.start)

    def line(self) -> tuple[float, float]:
        """The same as pixel = first + value * second, for many values at once."""
        span = self.high - self.low
        slope = (self.end - self.start) / span if span else 0.0
        return self(0.0) if not span else self.start - self.low * slope, slope


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round values that cover the data, and how many decimals their labels need."""

    values: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]


def ticks(low: float, high: float, *, most: int, from_zero: bool = False) -> Ticks:
    """About `most` ticks at 1, 2 or 5 (from 25 on also 2.5) times a power of ten."""
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        low, high = low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
    step = _step((high - low) / max(most, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if last == first:
        last += 1
    return Ticks(tuple(k * step for k in range(first, last + 1)), _decimals(step))


def _step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    multiples = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    return next(m * power for m in multiples if m * power >= raw * (1 - 1e-9))


def _decimals(step: float) -> int:
    text = f"{step:.10f}".rstrip("0")
    return min(len(text) - text.index(".") - 1, 6)
