"""Company for all withheld cells of a large table in one pass: a movement for each, and what it takes along.

A cell for which a movement far enough is known is safe for good, since withholding more tells no more. So each
cell is looked at once, near where it stands, and the attack by linear programs is left with the few for which
nothing was found. The cost of a cell is 0 once it is withheld and else the logarithm of its size (Kelly, Golden
and Assad 1992, "Cell suppression: disclosure protection for sensitive tabular data"), times ten for every
table it is the total of, so that totals go last.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from groundswell.core.disclosure.movements import Link, Web
from groundswell.core.disclosure.rules import AdditiveSet, Cell

if TYPE_CHECKING:
    from groundswell.core.disclosure.draft import Draft

DEAR = 25.0  # no four cells of common size cost as much, and any total does
Span = tuple[int, int]
_Plan = tuple[dict[int, int], dict[int, int]]  # what moves, up and down
_How = Literal["for nothing", "far at a price", "little at a price"]
_FREE: _How = "for nothing"
_FAR: _How = "far at a price"
_LITTLE: _How = "little at a price"


def costs(known: Mapping[str, Cell], sets: Sequence[AdditiveSet]) -> dict[str, float]:
    """What it costs to withhold each cell."""
    factor = dict.fromkeys(known, 1)
    for each in sets:
        factor[each.total] += 10
    return {key: factor[key] * math.log(2 + cell.n) for key, cell in known.items()}


class Covering:
    """Withholds company in a draft until every cell that can be helped this way has a movement of its own."""

    def __init__(self, draft: Draft, *, totals: bool = True) -> None:
        self.draft = draft
        self.keys = sorted(draft.known)
        self.at = {key: index for index, key in enumerate(self.keys)}
        price = costs(draft.known, draft.sets)
        self.price = [price[key] for key in self.keys]
        room = [draft.room_when_withheld(key) for key in self.keys]
        both = [(min(a[0], b[0]), min(a[1], b[1])) for a, b in room]
        every = draft.sets
        counted = [
            each
            for each in every
            if all(draft.known[key].count is not None for key in (each.total, *each.parts))
        ]
        self.kinds = (
            _Kind(self._web(every, both), [sizes for sizes, _ in room]),
            _Kind(self._web(counted, both), [counts for _, counts in room]),
        )
        kept = draft.fixed if totals else draft.fixed | {each.total for each in every}
        offered = [index for index, key in enumerate(self.keys) if key not in kept]
        for kind in self.kinds:
            kind.web.offer(offered, self.price)
        for key in draft.why:
            self._open(self.at[key])
        for key in draft.coded - draft.why.keys():
            self.kinds[1].open(self.at[key], draft.room_of_counts(key))

    def run(self) -> set[str]:
        """Withhold what is needed. The withheld and coded cells that are still in doubt."""
        doubtful = set[int]()
        waiting = deque(sorted(self.at[key] for key in self.draft.secrets()))
        waiting = deque(sorted(waiting, key=lambda cell: (self.draft.known[self.keys[cell]].n, cell)))
        while waiting:
            cell = waiting.popleft()
            key = self.keys[cell]
            for kind, need in zip(self.kinds, self.draft.needs(key), strict=True):
                company = kind.company(cell, need - 1) if need > 1 else []
                if company is None and key not in self.draft.why:
                    company = [cell]  # a bound that says too much beside the other numbers
                elif company is None:
                    doubtful.add(cell)
                    continue
                for other in company:
                    self._withhold(other)
                waiting.extend(company)
        return {self.keys[cell] for cell in doubtful}

    def _withhold(self, cell: int) -> None:
        key = self.keys[cell]
        if key not in self.draft.why:
            self.draft.hide(key)
            self.draft.crossing.add(key)
            self._open(cell)

    def _open(self, cell: int) -> None:
        for kind in self.kinds:
            kind.open(cell)

    def _web(self, sets: Sequence[AdditiveSet], both: Sequence[Span]) -> Web:
        uses: list[list[Link]] = [[] for _ in self.keys]
        for index, each in enumerate(sets):
            uses[self.at[each.total]].append((index, -1))
            for part in each.parts:
                uses[self.at[part]].append((index, 1))
        return Web(uses, len(sets), fall=[low for low, _ in both], rise=[high for _, high in both])


class _Kind:
    """Sizes or counts: their web, their own room, and how far each was seen to move from its true value."""

    def __init__(self, web: Web, room: Sequence[Span]) -> None:
        self.web, self.room = web, list(room)
        self.lowest = [0] * len(room)
        self.highest = [0] * len(room)

    def open(self, cell: int, room: Span | None = None) -> None:
        """From now on it moves for nothing, as far as its own room goes (or `room`, until opened once more)."""
        self.web.fall[cell], self.web.rise[cell] = self.room[cell] if room is None else room
        self.web.open(cell)

    def company(self, cell: int, far: int) -> list[int] | None:
        """Closed cells to open so that `cell` has a range of `far`; None where that was not found.

        Where it costs something, company that moves far is compared with more company that moves little.
        """
        if self.highest[cell] - self.lowest[cell] >= far:
            return []
        free = self._both_ways(cell, far, _FREE)
        self._see(free)
        if self.highest[cell] - self.lowest[cell] >= far:
            return []
        plans = [self._both_ways(cell, far, _FAR)]
        if self._range(cell, plans[0]) < far or self._price(plans[0]) > DEAR:
            plans.append(self._both_ways(cell, far, _LITTLE))
        if all(self._range(cell, plan) < far for plan in plans):
            with self.web.all_offered(self.room):
                plans.append(self._both_ways(cell, far, _LITTLE))
        enough = [plan for plan in plans if self._range(cell, plan) >= far]
        if not enough:
            return None
        best = min(enough, key=self._price)
        self._see(best)
        return sorted(self._closed(best))

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
            for each, total in moved.items():
                self.highest[each] = max(self.highest[each], total)
                self.lowest[each] = min(self.lowest[each], total)

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
