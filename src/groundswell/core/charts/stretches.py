"""Where a line holds together and where it breaks."""

from collections.abc import Callable, Sequence

from groundswell.core.charts.marks import Line, Place
from groundswell.core.charts.scale import Scale

Pixels = list[tuple[float, float]]


def stretches_of(mark: Line, x: Scale, y: Scale) -> list[Pixels]:
    """The unbroken stretches of a data line, in pixels."""
    (a, b), (c, d) = x.line(), y.line()
    return [[(a + at * b, c + value * d) for at, value in part] for part in parts(mark.places, far_apart)]


def never(earlier: float, later: float) -> bool:
    """Places on a number axis have no periods between them."""
    return False


def far_apart(earlier: float, later: float) -> bool:
    """A missing period lies between them."""
    return later - earlier > 1.5


def parts(places: Sequence[Place], broken: Callable[[float, float], bool]) -> list[list[tuple[float, float]]]:
    """Stretches of neighboring values; None and long steps end a stretch."""
    out: list[list[tuple[float, float]]] = [[]]
    for at, y in places:
        if y is None or (out[-1] and broken(out[-1][-1][0], at)):
            out.append([])
        if y is not None:
            out[-1].append((at, y))
    return [part for part in out if part]


def unbroken(
    places: Sequence[tuple[float, float, float]], broken: Callable[[float, float], bool]
) -> list[list[tuple[float, float, float]]]:
    """The same for places with two values each."""
    out: list[list[tuple[float, float, float]]] = [[]]
    for place in places:
        if out[-1] and broken(out[-1][-1][0], place[0]):
            out.append([])
        out[-1].append(place)
    return [part for part in out if part]
