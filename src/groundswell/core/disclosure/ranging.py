"""Sizes or counts of all cells: how far each was seen to move, and the company that lets one move far enough."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from groundswell.core.disclosure.movements import Web
from groundswell.core.disclosure.nearby import NEXT, WIDE, Nearby, Reach

if TYPE_CHECKING:
    from groundswell.core.disclosure.around import Found

DEAR = 25.0  # no four cells of common size cost as much, and any total does
VERY_DEAR = 150.0  # as a total of more than a school
Span = tuple[int, int]
_Plan = Sequence[Mapping[int, int]]  # what moves, up and down
_How = Literal["for nothing", "far at a price", "little at a price"]
_FREE: _How = "for nothing"
_FAR: _How = "far at a price"
_LITTLE: _How = "little at a price"


class Kind:
    """Sizes or counts: their web, their own room, and how far each was seen to move from its true value.

    `seen`: the movements in which it fell to its lowest and rose to its highest. `serves`: for every number, those
    that it may have moved along with there.
    """

    def __init__(self, web: Web, room: Sequence[Span], nearby: Nearby) -> None:
        self.web, self.room, self.nearby = web, list(room), nearby
        self.lowest = [0] * len(room)
        self.highest = [0] * len(room)
        self.seen: list[_Plan] = [({}, {})] * len(room)
        self.serves: dict[int, set[int]] = defaultdict(set)
        self.found: _Plan = ()

    def open(self, cell: int, room: Span | None = None) -> None:
        """From now on it moves for nothing, as far as its own room goes (or `room`, until opened once more)."""
        self.web.fall[cell], self.web.rise[cell] = self.room[cell] if room is None else room
        self.web.open(cell)

    def company(self, cell: int, far: int) -> tuple[list[int], bool]:
        """Closed cells to open so that `cell` has a range of `far`, and whether it surely has it then.

        Where it costs something, company that moves far is compared with more company that moves little.
        """
        if self.has(cell, far) or self.finds_free(cell, far):
            return [], True
        plans = [self._both_ways(cell, far, _FAR)]
        if self._range(cell, plans[0]) < far or self._price(plans[0]) > DEAR:
            plans.append(self._both_ways(cell, far, _LITTLE))
        enough = [plan for plan in plans if self._range(cell, plan) >= far]
        if not enough:
            return self._company_nearby(cell, far)
        best = min(enough, key=self._price)
        return self._taken(best), True

    def _taken(self, plan: _Plan) -> list[int]:
        self.found = plan
        self._see(plan)
        return sorted(self._closed(plan))

    def learn(self, moved: Mapping[int, int], far: int) -> None:
        """A movement, from this kind or another, goes as far as there is room, up to `far` steps, and as well back."""
        size = math.gcd(*moved.values())
        if not size or not self.web.keeps_sums(moved) or not all(self.web.is_open[each] for each in moved):
            return
        for way in (1, -1):
            unit = {each: way * step // size for each, step in moved.items()}
            by = min([far, *(self.web.steps(each, step, {}) for each, step in unit.items() if step)])
            if by > 0:
                self._see([{each: step * by for each, step in unit.items()}])

    def has(self, cell: int, far: int) -> bool:
        return self.highest[cell] - self.lowest[cell] >= far

    def finds_free(self, cell: int, far: int) -> bool:
        """Links that are open already give it that range."""
        self._see(self._both_ways(cell, far, _FREE))
        return self.has(cell, far)

    def _company_nearby(self, cell: int, far: int) -> tuple[list[int], bool]:
        """The same where no links lead on: the sums around the cell all together, then those further away.

        Where the tables allow no such range, the widest that they do.
        """
        best: list[Found] = []
        for reach in (NEXT, WIDE):
            found = self._nearby(cell, far, reach, paying=True)
            best = min((best, found), key=lambda each: self._rank(cell, far, _plan(each))) if best else found
            if self._range(cell, _plan(best)) >= far and self._price(_plan(best)) <= VERY_DEAR:
                break
        company = sorted(self._closed(_plan(best)))
        self._taken([each.moved for each in best if each.is_whole])
        return company, self.has(cell, 1)

    def _rank(self, cell: int, far: int, plan: _Plan) -> tuple[int, float]:
        return -min(far, self._range(cell, plan)), self._price(plan)

    def finds_free_nearby(self, cell: int, far: int) -> bool:
        """What is open already around the cell gives it that range."""
        self._see([each.moved for each in self._nearby(cell, far, NEXT, paying=False) if each.is_whole])
        return self.has(cell, far)

    def _nearby(self, cell: int, far: int, reach: Reach, *, paying: bool) -> list[Found]:
        around = self.nearby.around(cell, reach, paying=paying)
        up = around.movement(far + min(0, self.lowest[cell]))
        left = far - max(self.highest[cell], up.moved.get(cell, 0))
        return [up, around.movement(-left)] if left > 0 else [up]

    def _both_ways(self, cell: int, far: int, how: _How) -> _Plan:
        up = self._moved(cell, 1, far + min(0, self.lowest[cell]), how)
        highest = max(self.highest[cell], up.get(cell, 0))
        return up, self._moved(cell, -1, far - highest, how)

    def _range(self, cell: int, plan: _Plan) -> int:
        ends = [self.lowest[cell], self.highest[cell], *(moved.get(cell, 0) for moved in plan)]
        return max(ends) - min(ends)

    def _closed(self, plan: _Plan) -> set[int]:
        return {each for moved in plan for each in moved if not self.web.is_open[each]}

    def _price(self, plan: _Plan) -> float:
        return sum(self.web.price[each] for each in sorted(self._closed(plan)))

    def _see(self, plan: _Plan) -> None:
        for moved in plan:
            further = [each for each, total in moved.items() if self._is_further(each, total)]
            for each in further:
                low, high = self.seen[each]
                self.seen[each] = (moved, high) if moved[each] < 0 else (low, moved)
            for each in moved if further else ():
                self.serves[each].update(further)

    def _is_further(self, cell: int, total: int) -> bool:
        if self.lowest[cell] <= total <= self.highest[cell]:
            return False
        self.lowest[cell] = min(self.lowest[cell], total)
        self.highest[cell] = max(self.highest[cell], total)
        return True

    def forget(self, cell: int, company: int) -> None:
        """Movements of a number that `company` was a part of are no longer believed."""
        low, high = self.seen[cell]
        if company in low:
            self.lowest[cell], low = 0, {}
        if company in high:
            self.highest[cell], high = 0, {}
        self.seen[cell] = (low, high)

    def _moved(self, cell: int, way: int, far: int, how: _How) -> dict[int, int]:
        """What moves when the cell goes one way as far as it can, up to `far`."""
        moved: dict[int, int] = {}
        left = min(far, (self.web.rise if way > 0 else self.web.fall)[cell])
        while left > 0:
            unit = self._unit(cell, way, left, moved, how)
            if unit is None:
                break
            by = min([left, *(self.web.steps(each, step, moved) for each, step in unit.items() if step)])
            for each, step in unit.items():
                moved[each] = moved.get(each, 0) + step * by
            left -= by
        return moved

    def _unit(
        self, cell: int, way: int, left: int, moved: Mapping[int, int], how: _How
    ) -> dict[int, int] | None:
        if how == _FAR and left > 1:
            found = self.web.movement(cell, way, by=left, moved=moved, paying=True)
            if found is not None:
                return found
        return self.web.movement(cell, way, moved=moved, paying=how != _FREE)


def _plan(found: Sequence[Found]) -> _Plan:
    return [each.moved for each in found]
