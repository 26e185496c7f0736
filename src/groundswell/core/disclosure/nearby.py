"""What is near a number where tables are crossed, and may have to move along with it.

There (groups of two sets by place) a number is in three sums and more, and what moves with it branches: the cheapest
movement is asked of a linear program. Near are the sums of the number itself, and on from sum to sum; of long sums,
such as the schools of a district, the few parts around which most is withheld already. What is not near stands still.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.core.disclosure.movements import FREE, Link, Web

if TYPE_CHECKING:
    from groundswell.core.disclosure.around import Around

MOST_COST = 2e3
LONG = 16  # parts of a sum


@dataclass(frozen=True)
class Reach:
    """How much is near: parts of long sums, by distance (then none), and numbers in all.

    is_last: numbers that are shown as yet may then move as far as their kind can when they are not.
    """

    parts: tuple[int, ...]
    numbers: int
    is_last: bool = False


NEXT, WIDE = Reach((12, 3, 1), 800), Reach((60, 8, 2, 1), 4000, is_last=True)


class Nearby:
    """Looks around in a web. `members`: the numbers of every sum, with their signs. `room`: of those not open, if they were."""

    def __init__(self, web: Web, members: Sequence[Sequence[Link]], room: Sequence[tuple[int, int]]) -> None:
        self.web, self.room = web, room
        self.members = [[cell for cell, _ in each] for each in members]
        self.totals = [[cell for cell, sign in each if sign < 0] for each in members]
        self.is_long = [len(each) > LONG for each in members]

    def around(self, cell: int, reach: Reach, *, paying: bool) -> Around:
        """Everything near a number that may move along with it. paying: offered ones too."""
        # tables without crossings need no solver
        from groundswell.core.disclosure.around import Around  # noqa: PLC0415

        near = self._near(cell, reach, paying=paying)
        web = self.web
        cost = [FREE if web.is_open[each] else min(web.price[each], MOST_COST) for each in near]
        room = [(web.fall[each], web.rise[each]) for each in near]
        if reach.is_last:
            room = [
                own if web.is_open[each] else self.room[each] for each, own in zip(near, room, strict=True)
            ]
        return Around(web, near, cost, room)

    def _near(self, cell: int, reach: Reach, *, paying: bool) -> list[int]:
        found, seen = {cell: 0}, set[int]()
        is_open, is_offered = self.web.is_open, self.web.is_offered
        waiting = deque([cell])
        while waiting and len(found) < reach.numbers:
            now = waiting.popleft()
            further = found[now] + 1
            for at, _ in self.web.uses[now]:
                if at not in seen:
                    seen.add(at)
                    for each in self._parts_near(at, found[now], reach):
                        if each not in found and (is_open[each] or (paying and is_offered[each])):
                            found[each] = further
                            waiting.append(each)
        return list(found)

    def _parts_near(self, at: int, distance: int, reach: Reach) -> list[int]:
        if not self.is_long[at]:
            return self.members[at]
        if distance >= len(reach.parts):
            return self.totals[at]
        parts = sorted(self.members[at], key=lambda each: self._promise(each, at))
        return self.totals[at] + parts[: reach.parts[distance]]

    def _promise(self, cell: int, at: int) -> tuple[int, float, int]:
        """Least first: around it most is open, and it costs little."""
        web, around = self.web, 0
        for each, _ in web.uses[cell]:
            if each != at and not self.is_long[each]:
                around += web.how_many_open[each]
        return (-around - web.is_open[cell], web.price[cell], cell)
