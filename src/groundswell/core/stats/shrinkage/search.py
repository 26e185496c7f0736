"""The lowest point of a function of one number: a coarse look, then golden section around the best look."""

import math
from collections.abc import Callable

GOLDEN = (math.sqrt(5) - 1) / 2


def lowest(of: Callable[[float], float], low: float, high: float, *, looks: int, width: float) -> float:
    """Where `of` is lowest between `low` and `high`, both included in the looks, to within `width`.

    Source: Kiefer (1953), Proceedings of the American Mathematical Society 4, 502-506.
    """
    places = [low + (high - low) * i / (looks - 1) for i in range(looks)]
    best = min(range(looks), key=lambda i: of(places[i]))
    return _golden(of, places[max(0, best - 1)], places[min(looks - 1, best + 1)], width)


def _golden(of: Callable[[float], float], low: float, high: float, width: float) -> float:
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = of(left), of(right)
    while high - low > width:
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = of(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = of(right)
    return (low + high) / 2
