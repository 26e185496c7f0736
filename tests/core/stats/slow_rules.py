"""Every pattern rule a second time, from its definition: one point at a time, exact fractions, plain lists.

A mark is (position, sign): 1 above or up, -1 below or down, 0 for a pattern without a side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.core.stats.slow import Exact

Marks = set[tuple[int, int]]


@dataclass(frozen=True)
class View:
    """One phase as a rule sees it; points set aside are None. `lower`, `upper` and `unit` None: no limits."""

    values: list[Exact]
    center: Fraction
    lower: Fraction | None = None
    upper: Fraction | None = None
    unit: Fraction | None = None

    def side(self, i: int) -> int:
        value = self.values[i]
        return 0 if value is None or value == self.center else 1 if value > self.center else -1

    def outside(self, i: int) -> int:
        value = self.values[i]
        if value is None or self.lower is None or self.upper is None:
            return 0
        return 1 if value > self.upper else -1 if value < self.lower else 0

    def beyond(self, i: int, sigmas: int) -> int:
        value = self.values[i]
        if value is None or self.unit is None:
            return 0
        apart = value - self.center
        return 0 if abs(apart) <= sigmas * self.unit else 1 if apart > 0 else -1


SlowRule = Callable[[View], Marks]


def windows(places: Sequence[int], length: int) -> list[list[int]]:
    return [list(places[end - length : end]) for end in range(length, len(places) + 1)]


def chosen(window: list[int], mark: str) -> list[int]:
    return window[-1:] if mark == "last" else window


def outside(view: View) -> Marks:
    return {(i, view.outside(i)) for i in range(len(view.values)) if view.outside(i)}


def shift(length: int, *, pass_over: bool, mark: str) -> SlowRule:
    """`pass_over`: points on the line and missing ones are as if they were not there."""

    def rule(view: View) -> Marks:
        places = [i for i in range(len(view.values)) if view.side(i) or not pass_over]
        return {
            (i, sign)
            for window in windows(places, length)
            for sign in (1, -1)
            if all(view.side(k) == sign for k in window)
            for i in chosen(window, mark)
        }

    return rule


def trend(length: int, *, pass_over: bool, mark: str) -> SlowRule:
    """`pass_over`: of equal values in a row the first counts alone, and missing ones are as if not there."""

    def rule(view: View) -> Marks:
        places = list(range(len(view.values)))
        if pass_over:
            places = []
            for i, value in enumerate(view.values):
                if value is not None and (not places or view.values[places[-1]] != value):
                    places.append(i)
        return {
            (i, sign)
            for window in windows(places, length)
            for sign in (1, -1)
            if goes(view, window, [sign] * (length - 1))
            for i in chosen(window, mark)
        }

    return rule


def goes(view: View, window: list[int], signs: list[int]) -> bool:
    """Each step of the window goes the way of its sign."""
    values = [view.values[i] for i in window]
    return all(
        a is not None and b is not None and (b - a) * sign > 0
        for a, b, sign in zip(values, values[1:], signs, strict=False)
    )


def alternating(length: int) -> SlowRule:
    def rule(view: View) -> Marks:
        ways = [[(-1) ** (k + first) for k in range(length - 1)] for first in (0, 1)]
        every = windows(range(len(view.values)), length)
        return {(w[-1], 0) for w in every if any(goes(view, w, way) for way in ways)}

    return rule


def zone(
    hits: int, of: int, sigmas: int, *, same_side: bool = False, inside_limits: bool = False
) -> SlowRule:
    """The window is the last `of` places, fewer at the beginning unless all have to lie on one side."""

    def rule(view: View) -> Marks:
        marks: Marks = set()
        for end in range(len(view.values)):
            window = list(range(max(0, end - of + 1), end + 1))
            for sign in (1, -1):
                hit = [i for i in window if view.beyond(i, sigmas) == sign]
                if inside_limits:
                    hit = [i for i in hit if not view.outside(i)]
                if same_side and (len(window) < of or any(view.side(i) != sign for i in window)):
                    continue
                if len(hit) >= hits:
                    marks |= {(i, sign) for i in hit}
        return marks

    return rule


def hugging(length: int, sigmas: int) -> SlowRule:
    def rule(view: View) -> Marks:
        near = [v is not None and not view.beyond(i, sigmas) for i, v in enumerate(view.values)]
        return {(w[-1], 0) for w in windows(range(len(near)), length) if all(near[i] for i in w)}

    return rule


def mixture(length: int, sigmas: int) -> SlowRule:
    def rule(view: View) -> Marks:
        far = [view.beyond(i, sigmas) for i in range(len(view.values))]
        return {
            (w[-1], 0)
            for w in windows(range(len(far)), length)
            if all(far[i] for i in w) and {far[i] for i in w} == {1, -1}
        }

    return rule


NEEDS_NO_LIMITS = ("shift", "trend", "alternating")
RULES: dict[str, dict[str, SlowRule]] = {
    "anhoej": {"outside_limits": outside},
    "mdc": {
        "outside_limits": outside,
        "trend_7": trend(7, pass_over=False, mark="all"),
        "2_of_3": zone(2, 3, 2, same_side=True, inside_limits=True),
        "shift_7": shift(7, pass_over=False, mark="all"),
    },
    "ihi": {
        "shift_6": shift(6, pass_over=True, mark="all"),
        "trend_5": trend(5, pass_over=True, mark="all"),
    },
    "western_electric": {
        "outside_limits": outside,
        "2_of_3": zone(2, 3, 2),
        "4_of_5": zone(4, 5, 1),
        "shift_8": shift(8, pass_over=True, mark="last"),
    },
    "nelson": {
        "outside_limits": outside,
        "shift_9": shift(9, pass_over=True, mark="last"),
        "trend_6": trend(6, pass_over=False, mark="last"),
        "alternating_14": alternating(14),
        "2_of_3": zone(2, 3, 2),
        "4_of_5": zone(4, 5, 1),
        "hugging_15": hugging(15, 1),
        "mixture_8": mixture(8, 1),
    },
}
