"""Movements of numbers that keep every sum, found link by link: from one sum to the next until none is off.

A number in two sums is a link between them: when it moves, both are off, and other numbers have to lead from
the one to the other. So a movement is a circle of links, or a way out through a number that is in one sum
alone (the alternating cycles of cell suppression, see Cox 1995, "Network models for complementary cell
suppression"). A number in three sums or more is a hub: taking it along puts all its sums off, and each of
them is then led somewhere. Every movement is checked against all sums before it is believed.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush

Link = tuple[int, int]  # a position and a sign
Way = tuple[list[Link], int]  # numbers with the step each takes, and the sum where the way ends
Came = dict[
    Link, tuple[Link, Link]
]  # a sum that is off by so much: what was off before, and the number between
MOST_HUBS = 6
MOST_TRIES = 40
FEW = 8
OUT = -1
FREE = 1e-3
NOTHING_MOVED: Mapping[int, int] = {}


class Web:
    """Numbers of one kind by position, their sums, and how far each may fall and rise from its true value.

    A number stands still until `open` lets it move for nothing; `offer` lets closed ones move at a price.
    """

    def __init__(
        self, uses: Sequence[Sequence[Link]], sums: int, *, fall: list[int], rise: list[int]
    ) -> None:
        self.uses, self.fall, self.rise = uses, fall, rise
        self.is_open = [False] * len(uses)
        self.opened: list[list[Link]] = [[] for _ in range(sums)]
        self.hubs: list[list[Link]] = [[] for _ in range(sums)]
        self.offered: list[list[Link]] = [[] for _ in range(sums)]
        self.offered_hubs: list[list[Link]] = [[] for _ in range(sums)]
        self.between: dict[Link, list[Link]] = {}
        self.price: Sequence[float] = ()
        self.few = FEW

    def open(self, cell: int) -> None:
        if not self.is_open[cell]:
            self.is_open[cell] = True
            uses = self.uses[cell]
            side = self.opened if len(uses) <= 2 else self.hubs
            for at, sign in uses:
                side[at].append((cell, sign))

    def offer(self, cells: Sequence[int], price: Sequence[float]) -> None:
        """Closed numbers that may come along, the cheapest first."""
        self.price = price
        for cell in sorted(cells, key=lambda each: (price[each], each)):
            side = self.offered if len(self.uses[cell]) <= 2 else self.offered_hubs
            for at, sign in self.uses[cell]:
                side[at].append((cell, sign))
            if len(self.uses[cell]) == 2:
                (one, sign), (other, other_sign) = self.uses[cell]
                self.between.setdefault((one, other), []).append((cell, sign))
                self.between.setdefault((other, one), []).append((cell, other_sign))

    @contextmanager
    def all_offered(self, room: Sequence[tuple[int, int]]) -> Iterator[None]:
        """Meanwhile all offered numbers may come along, not the cheapest few of a sum, as far as `room` says."""
        usual = (self.few, self.fall, self.rise)
        pairs = list(zip(room, zip(self.fall, self.rise, strict=True), self.is_open, strict=True))
        self.few = len(self.uses)
        self.fall = [now[0] if is_open else own[0] for own, now, is_open in pairs]
        self.rise = [now[1] if is_open else own[1] for own, now, is_open in pairs]
        yield
        self.few, self.fall, self.rise = usual

    def movement(
        self, cell: int, step: int, *, by: int = 1, moved: Mapping[int, int] = NOTHING_MOVED, paying: bool
    ) -> dict[int, int] | None:
        """How often each number moves when `cell` takes one step; None where nothing was found.

        `moved`: what has moved already. Each number has room for `by` such steps. paying: offered ones too.
        A hub that leads nowhere is left out, and the next one tried.
        """
        avoided: list[int] = []
        for _ in range(MOST_TRIES):
            tried: list[int] = []
            found = self._tried(cell, step, by=by, moved=moved, paying=paying, avoided=avoided, tried=tried)
            if found is not None or not tried:
                return found
            avoided.append(tried[0])
        return None

    def _tried(
        self,
        cell: int,
        step: int,
        *,
        by: int,
        moved: Mapping[int, int],
        paying: bool,
        avoided: Sequence[int],
        tried: list[int],
    ) -> dict[int, int] | None:
        taken, off = {cell: step}, {at: sign * step for at, sign in self.uses[cell]}
        while off:
            start = self._start(off, paying=paying)
            value = off.pop(start)
            way = None
            if not self._is_of_hubs(start, paying=paying):
                search = self._paid_way if paying else self._open_way
                way = search(start, value, goals=off, taken=taken, moved=moved, by=by)
            if way is not None:
                off.pop(way[1], None)
                for each, walked in way[0]:
                    taken[each] = taken.get(each, 0) + walked
                continue
            hubs = self.hubs[start] + (self.offered_hubs[start] if paying else [])
            hubs = [link for link in hubs if link[0] not in avoided]
            hub = self._hub(hubs, value, taken=taken, moved=moved, by=by)
            if hub is None or len(tried) == MOST_HUBS:
                return None
            tried.append(hub[0])
            if not _put_off(off, self.uses[hub[0]], hub[1], start):
                return None
            taken[hub[0]] = hub[1]
        return taken if self._keeps_all(taken, moved, by) else None

    def _is_of_hubs(self, at: int, *, paying: bool) -> bool:
        """Mostly hubs mend this sum: which one it is says where the other sums can lead."""
        links = len(self.opened[at]) + (len(self.offered[at]) if paying else 0)
        return links < len(self.hubs[at]) + (len(self.offered_hubs[at]) if paying else 0)

    def _start(self, off: Mapping[int, int], *, paying: bool) -> int:
        """The smallest sum branches least; but where the cheapest few of a sum are tried, the largest has most."""
        alone = [at for at in off if self._is_of_hubs(at, paying=paying)]
        if alone:
            return min(alone)
        if paying:
            return max(off, key=lambda at: (len(self.offered[at]), at))
        return min(off, key=lambda at: (len(self.opened[at]), at))

    def _open_way(
        self,
        start: int,
        value: int,
        *,
        goals: Mapping[int, int],
        taken: Mapping[int, int],
        moved: Mapping[int, int],
        by: int,
    ) -> Way | None:
        """The fewest open links from a sum that is off to one that is off as much the other way, or out."""
        uses, fall, rise = self.uses, self.fall, self.rise
        came: Came = {}
        first = (start, value)
        waiting, seen = deque([first]), {first}
        while waiting:
            state = waiting.popleft()
            at, off = state
            for cell, sign in self.opened[at]:
                step = -off * sign
                so_far = moved.get(cell, 0)
                if (rise[cell] - so_far if step > 0 else fall[cell] + so_far) < by or cell in taken:
                    continue
                used = uses[cell]
                if len(used) == 1:
                    return _walked(came, state, (cell, step)), OUT
                other, other_sign = used[1] if used[0][0] == at else used[0]
                left = (other, other_sign * step)
                if goals.get(other) == -left[1]:
                    return _walked(came, state, (cell, step)), other
                if left not in seen:
                    seen.add(left)
                    came[left] = (state, (cell, step))
                    waiting.append(left)
        return None

    def _paid_way(
        self,
        start: int,
        value: int,
        *,
        goals: Mapping[int, int],
        taken: Mapping[int, int],
        moved: Mapping[int, int],
        by: int,
    ) -> Way | None:
        """The cheapest such way when offered numbers may move as well (Dijkstra 1959)."""
        uses, fall, rise = self.uses, self.fall, self.rise
        came: Came = {}
        first = (start, value)
        heap: list[tuple[float, Link, Link | None, int]] = [(0.0, first, None, OUT)]
        best, least = {first: 0.0}, math.inf
        while heap:
            cost, state, last, end = heappop(heap)
            if last is not None:
                return _walked(came, state, last), end
            if cost > best[state]:
                continue
            at, off = state
            ends = [link for goal in goals for link in self.between.get((at, goal), ())]
            for cell, sign, reached in self._links(at, cost, ends):
                if reached >= least or cell in taken:
                    continue
                step = -off * sign
                so_far = moved.get(cell, 0)
                if (rise[cell] - so_far if step > 0 else fall[cell] + so_far) < by:
                    continue
                used = uses[cell]
                other, other_sign = OUT, 0
                if len(used) == 2:
                    other, other_sign = used[1] if used[0][0] == at else used[0]
                left = (other, other_sign * step)
                if other == OUT or goals.get(other) == -left[1]:
                    least = reached
                    heappush(heap, (reached, state, (cell, step), other))
                elif reached < best.get(left, least):
                    best[left] = reached
                    came[left] = (state, (cell, step))
                    heappush(heap, (reached, left, None, OUT))
        return None

    def _links(self, at: int, cost: float, ends: Sequence[Link]) -> Iterator[tuple[int, int, float]]:
        """Open numbers of a sum, the cheapest few of those offered, and those that lead to an end, with the cost."""
        free = cost + FREE
        for cell, sign in self.opened[at]:
            yield cell, sign, free
        left = self.few
        for cell, sign in self.offered[at]:
            if not self.is_open[cell]:
                yield cell, sign, cost + self.price[cell]
                left -= 1
                if left < 0:
                    break
        for cell, sign in ends:
            if not self.is_open[cell]:
                yield cell, sign, cost + self.price[cell]

    def _hub(
        self,
        hubs: Sequence[Link],
        value: int,
        *,
        taken: Mapping[int, int],
        moved: Mapping[int, int],
        by: int,
    ) -> Link | None:
        for cell, sign in hubs:
            if cell not in taken and self._room(cell, -value * sign, moved) >= by:
                return cell, -value * sign
        return None

    def _room(self, cell: int, step: int, moved: Mapping[int, int]) -> int:
        so_far = moved.get(cell, 0)
        return self.rise[cell] - so_far if step > 0 else self.fall[cell] + so_far

    def steps(self, cell: int, step: int, moved: Mapping[int, int]) -> int:
        """How often a number can take the step."""
        return self._room(cell, step, moved) // abs(step)

    def _keeps_all(self, taken: Mapping[int, int], moved: Mapping[int, int], by: int) -> bool:
        """All sums hold again and every number has room: nothing that was found is believed before."""
        off: dict[int, int] = {}
        for cell, step in taken.items():
            if step and self._room(cell, step, moved) < by * abs(step):
                return False
            for at, sign in self.uses[cell]:
                off[at] = off.get(at, 0) + sign * step
        return not any(off.values())


def _put_off(off: dict[int, int], uses: Sequence[Link], step: int, mended: int) -> bool:
    """A hub has moved: its other sums are off now, or in order again. False: one is off twice."""
    for at, sign in uses:
        if at == mended:
            continue
        off[at] = off.get(at, 0) + sign * step
        if not off[at]:
            del off[at]
        elif abs(off[at]) > 1:
            return False
    return True


def _walked(came: Came, state: Link, last: Link) -> list[Link]:
    links = [last]
    while state in came:
        state, link = came[state]
        links.append(link)
    return links
