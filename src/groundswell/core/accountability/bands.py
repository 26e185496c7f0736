"""Named bands of a number line, each end stated: through a number or below it."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """Everything up to `end` that no band before it holds. `inclusive`: the end itself belongs to it.

    The last band of a line has no end.
    """

    name: str
    end: Fraction | None = None
    inclusive: bool = True

    def holds(self, value: Fraction) -> bool:
        if self.end is None:
            return True
        return value <= self.end if self.inclusive else value < self.end


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands from the lowest number to the highest. Raises ValueError unless ends rise and the last one is open."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        ends = [band.end for band in self.bands[:-1]]
        if not self.bands or self.bands[-1].end is not None:
            raise ValueError("The last band has no end. Leave 'through' and 'below' out of it.")
        if None in ends or sorted(set(ends), key=_at) != ends:
            raise ValueError("Every band but the last needs an end, and the ends have to rise.")
        if len(set(self.names)) < len(self.bands):
            raise ValueError("Two bands have the same name. Give each its own.")

    @property
    def names(self) -> tuple[str, ...]:
        """From the lowest number to the highest."""
        return tuple(band.name for band in self.bands)

    def of(self, value: Fraction) -> str:
        """The name of the band that holds the value."""
        return next(band.name for band in self.bands if band.holds(value))


def _at(end: Fraction | None) -> Fraction:
    return Fraction(0) if end is None else end


def exact(number: float | Fraction) -> Fraction:
    """The number as people wrote it: 0.1 is one tenth, not its nearest binary neighbor."""
    return number if isinstance(number, Fraction) else Fraction(str(number))


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half away from zero, as in published tables: 0.25 becomes 0.3 and −0.25 becomes −0.3 at one decimal."""
    scale = 10**decimals
    size = (abs(value) * scale * 2 + 1) // 2
    return Fraction(int(size) if value >= 0 else -int(size), scale)
