"""Asking one block where its unknowns can go: many at once first, then those that are left one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from groundswell.core.disclosure.linear import Proof
from groundswell.core.disclosure.propagation import Tableau
from groundswell.core.disclosure.solver import NEARLY, Corner, Program, holds

WORTH_ASKING_AT_ONCE = 8
MOST_AT_ONCE = 60
KEEP_ON_WHILE_SETTLING = 0.1


class Probing:
    """Ranges from outside (no solution beyond) and from inside (a solution seen there), until they meet.

    `needs` gives, for the places asked about, how many candidates are enough (infinity: the exact range).
    """

    def __init__(
        self, block: Tableau, needs: Mapping[int, float], *, nodes: int, start: Sequence[int] | None = None
    ) -> None:
        self.block, self.needs = block, needs
        self.low, self.high = list(block.low), list(block.high)
        self.seen_low: list[float] = [math.inf] * len(block.keys)
        self.seen_high: list[float] = [-math.inf] * len(block.keys)
        self.program = Program(block, nodes=nodes)
        if start is not None and holds(block, start):
            self._see(start)

    def run(self) -> None:
        """Settle every place asked about, or use up the nodes. Raises Infeasible."""
        self._ask_many()
        for place in self._open():
            for sign in (1, -1):
                self._ask_one(place, sign)

    def ends(self, place: int) -> tuple[int, int, Proof]:
        """Low, high and proof, as `Range` takes them."""
        low, high = self.seen_low[place], self.seen_high[place]
        if self._is_tight(place):
            return self.low[place], self.high[place], "tightest"
        if high - low + 1 >= self.needs[place]:
            return int(low), int(high), "at least"
        return self.low[place], self.high[place], "at most"

    def _open(self) -> list[int]:
        return [place for place in self.needs if not self._is_settled(place)]

    def _is_settled(self, place: int) -> bool:
        seen = self.seen_high[place] - self.seen_low[place] + 1
        narrow = self.high[place] - self.low[place] + 1 < self.needs[place] < math.inf
        return narrow or seen >= self.needs[place] or self._is_tight(place)

    def _is_tight(self, place: int) -> bool:
        return self.seen_low[place] == self.low[place] and self.seen_high[place] == self.high[place]

    def _see(self, point: Sequence[int]) -> None:
        for place, value in enumerate(point):
            self.seen_low[place] = min(self.seen_low[place], value)
            self.seen_high[place] = max(self.seen_high[place], value)

    def _ask_many(self) -> None:
        """Push all open places to one side or the other at once, as long as that settles many of them."""
        signs = _coin_flips()
        for _ in range(MOST_AT_ONCE):
            before = self._open()
            if len(before) <= WORTH_ASKING_AT_ONCE:
                return
            weights = {place: float(next(signs)) for place in before}
            for way in (1.0, -1.0):
                corner = self.program.least({place: way * weight for place, weight in weights.items()})
                if corner.point is not None:
                    self._see(corner.point)
            if len(before) - len(self._open()) < KEEP_ON_WHILE_SETTLING * len(before):
                return

    def _ask_one(self, place: int, sign: int) -> None:
        if self._is_settled(place) or self._is_end_seen(place, sign):
            return
        self._learn(self.program.least({place: float(sign)}), place, sign)
        if not (self._is_settled(place) or self._is_end_seen(place, sign)):
            self._learn(self.program.least_whole(place, sign), place, sign)

    def _is_end_seen(self, place: int, sign: int) -> bool:
        if sign > 0:
            return self.seen_low[place] == self.low[place]
        return self.seen_high[place] == self.high[place]

    def _learn(self, corner: Corner, place: int, sign: int) -> None:
        if math.isfinite(corner.bound):
            limit = math.ceil(corner.bound - NEARLY)
            if sign > 0:
                self.low[place] = max(self.low[place], limit)
            else:
                self.high[place] = min(self.high[place], -limit)
        if corner.point is not None:
            self._see(corner.point)


def _coin_flips() -> Iterator[int]:
    """The same 1 and -1 in every run (a linear congruential sequence, upper bit)."""
    state = 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield 1 if state >> 63 else -1
