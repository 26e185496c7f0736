"""Movements of numbers that keep every sum, found link by link: from one sum to the next until none is off.

A number in two sums is a link between them: when it moves, both are off, and other numbers have to lead from
the one to the other. So a movement is a circle of links, or a way out through a number that is in one sum
alone (the alternating cycles of cell suppression, see Cox 1995, "Network models for complementary cell
suppression"). Most are squares, such as two groups of two schools, and are looked up; longer ones are searched
for. Every movement is checked against all sums before it is believed. Where tables are crossed, numbers are in
three sums and more and no links: see `nearby`.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

Link = tuple[int, int]  # a position and a sign
Way = tuple[list[Link], int]  # numbers with the step each takes, and the sum where the way ends
Came = dict[
    Link, tuple[Link, Link]
]  # a sum that is off by so much: what was off before, and the number between
FEW = 8  # offered links of a sum that are tried, the cheapest first
NEAR = 32  # open links that are tried at either end of a square
MOST_SUMS = 400  # sums that are looked at for one way
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
        self.is_offered = [False] * len(uses)
        self.how_many_open = [0] * sums
        self.opened: list[list[Link]] = [[] for _ in range(sums)]
        self.offered: list[list[Link]] = [[] for _ in range(sums)]
        self.between: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.price: Sequence[float] = ()

    def open(self, cell: int) -> None:
        if not self.is_open[cell]:
            self.is_open[cell] = True
            uses = self.uses[cell]
            for at, sign in uses:
                self.how_many_open[at] += 1
                if len(uses) <= 2:
                    self.opened[at].append((cell, sign))
            if not self.is_offered[cell]:
                self._link(cell)

    def close(self, cell: int) -> None:
        """It stands still again."""
        self.is_open[cell] = False
        for at, sign in self.uses[cell]:
            self.how_many_open[at] -= 1
            if len(self.uses[cell]) <= 2:
                self.opened[at].remove((cell, sign))

    def offer(self, cells: Sequence[int], price: Sequence[float]) -> None:
        """Closed numbers that may come along, the cheapest first."""
        self.price = price
        for cell in sorted(cells, key=lambda each: (price[each], each)):
            self.is_offered[cell] = True
            if len(self.uses[cell]) <= 2:
                for at, sign in self.uses[cell]:
                    self.offered[at].append((cell, sign))
                if not self.is_open[cell]:
                    self._link(cell)

    def _link(self, cell: int) -> None:
        if len(self.uses[cell]) == 2:
            (one, _), (other, _) = self.uses[cell]
            self.between[min(one, other), max(one, other)].append(cell)

    def links_between(self, one: int, other: int) -> Sequence[int]:
        """Numbers in these two sums and no other."""
        return self.between.get((one, other) if one < other else (other, one), ())

    def signs(self, link: int, at: int) -> tuple[int, int]:
        """The signs of a link in this sum and in its other one."""
        (one, sign), (_, other) = self.uses[link]
        return (sign, other) if one == at else (other, sign)

    def movement(
        self, cell: int, step: int, *, by: int = 1, moved: Mapping[int, int] = NOTHING_MOVED, paying: bool
    ) -> dict[int, int] | None:
        """How often each number moves when `cell` takes one step; None where nothing was found.

        `moved`: what has moved already. Each number has room for `by` such steps. paying: offered ones too.
        """
        taken, off = {cell: step}, {at: sign * step for at, sign in self.uses[cell]}
        search = _Search(self, taken=taken, moved=moved, by=by)
        while off:
            start = min((len(self.opened[at]) + paying * len(self.offered[at]), at) for at in off)[1]
            way = search.way(start, off.pop(start), goals=off, paying=paying)
            if way is None:
                return None
            off.pop(way[1], None)
            for each, walked in way[0]:
                taken[each] = taken.get(each, 0) + walked
        return taken if self._keeps_all(taken, moved, by) else None

    def room(self, cell: int, step: int, moved: Mapping[int, int]) -> int:
        so_far = moved.get(cell, 0)
        return self.rise[cell] - so_far if step > 0 else self.fall[cell] + so_far

    def steps(self, cell: int, step: int, moved: Mapping[int, int]) -> int:
        """How often a number can take the step."""
        return self.room(cell, step, moved) // abs(step)

    def _keeps_all(self, taken: Mapping[int, int], moved: Mapping[int, int], by: int) -> bool:
        """Every number has room, and all sums hold again: nothing that was found is believed before."""
        roomy = all(self.room(cell, step, moved) >= by * abs(step) for cell, step in taken.items() if step)
        return roomy and self.keeps_sums(taken)

    def keeps_sums(self, taken: Mapping[int, int]) -> bool:
        off: dict[int, int] = {}
        for cell, step in taken.items():
            for at, sign in self.uses[cell]:
                off[at] = off.get(at, 0) + sign * step
        return not any(off.values())


class _Search:
    """From a sum that is off to one that is off as much the other way, or out."""

    def __init__(self, web: Web, *, taken: Mapping[int, int], moved: Mapping[int, int], by: int) -> None:
        self.web, self.taken, self.moved, self.by = web, taken, moved, by
        self.fall, self.rise = web.fall, web.rise

    def way(self, start: int, value: int, *, goals: Mapping[int, int], paying: bool) -> Way | None:
        cost, square = self._square((start, value), goals, paying=paying)
        if square and sum(not self.web.is_open[cell] for cell, _ in square[0]) <= 1:
            return square  # nothing is free, and no longer way pays for less than one
        if not paying:
            return square or self._open_way(start, value, goals=goals)
        return self._paid_way(start, value, goals=goals, least=cost) or square

    def _can(self, cell: int, step: int) -> bool:
        if cell in self.taken:
            return False
        so_far = self.moved.get(cell, 0) if self.moved else 0
        return (self.rise[cell] - so_far if step > 0 else self.fall[cell] + so_far) >= self.by

    def _square(self, start: Link, goals: Mapping[int, int], *, paying: bool) -> tuple[float, Way | None]:
        """The cheapest way of three links to a goal: one from each end, and one between these."""
        least, best = math.inf, None
        near = self._mending(*start, paying=paying)
        for goal, off in goals.items():
            for more, last, there in self._mending(goal, off, paying=paying):
                for cost, first, here in near:
                    if cost + more >= least or first[0] == last[0]:
                        continue
                    middle = self._joining(here, there, paying=paying)
                    if middle is not None and cost + more + middle[0] < least:
                        least, best = cost + more + middle[0], ([first, middle[1], last], goal)
                        if not paying:
                            return least, best
        return least, best

    def _mending(self, at: int, off: int, *, paying: bool) -> list[tuple[float, Link, Link]]:
        """Links that mend a sum: the cost, the number with its step, and the sum that is off instead."""
        web, found = self.web, []
        links = [(FREE, *link) for link in web.opened[at][:NEAR]]
        if paying:
            closed = [link for link in web.offered[at][: NEAR + FEW] if not web.is_open[link[0]]][:FEW]
            links += [(web.price[cell], cell, sign) for cell, sign in closed]
        for cost, cell, sign in links:
            uses, step = web.uses[cell], -off * sign
            if len(uses) == 2 and self._can(cell, step):
                other, other_sign = uses[1] if uses[0][0] == at else uses[0]
                found.append((cost, (cell, step), (other, other_sign * step)))
        return found

    def _joining(self, here: Link, there: Link, *, paying: bool) -> tuple[float, Link] | None:
        """The cheapest link between two sums that mends both."""
        web, best = self.web, None
        for cell in web.links_between(here[0], there[0]):
            cost = FREE if web.is_open[cell] else web.price[cell]
            if (paying or web.is_open[cell]) and (best is None or cost < best[0]):
                sign, other_sign = web.signs(cell, here[0])
                step = -here[1] * sign
                if there[1] == -other_sign * step and self._can(cell, step):
                    best = (cost, (cell, step))
        return best

    def _open_way(self, start: int, value: int, *, goals: Mapping[int, int]) -> Way | None:
        """The fewest open links."""
        uses, opened, can = self.web.uses, self.web.opened, self._can
        came: Came = {}
        first = (start, value)
        waiting, seen = deque([first]), {first}
        while waiting and len(came) < MOST_SUMS:
            state = waiting.popleft()
            at, off = state
            for cell, sign in opened[at]:
                step = -off * sign
                if not can(cell, step):
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

    def _paid_way(self, start: int, value: int, *, goals: Mapping[int, int], least: float) -> Way | None:
        """The cheapest way below `least` when offered numbers may move as well (Dijkstra 1959)."""
        uses = self.web.uses
        came: Came = {}
        first = (start, value)
        heap: list[tuple[float, Link, Link | None, int]] = [(0.0, first, None, OUT)]
        best, looked = {first: 0.0}, 0
        while heap and looked < MOST_SUMS:
            cost, state, last, end = heappop(heap)
            if last is not None:
                return _walked(came, state, last), end
            if cost > best[state]:
                continue
            looked += 1
            at, off = state
            for price, cell, sign in self._links(at, goals):
                reached = cost + price
                step = -off * sign
                if reached >= least or not self._can(cell, step):
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

    def _links(self, at: int, goals: Mapping[int, int]) -> list[tuple[float, int, int]]:
        """Open numbers of a sum, the cheapest few of those offered, and those that lead to an end, with the price."""
        web = self.web
        is_open, price = web.is_open, web.price
        links = [(FREE, cell, sign) for cell, sign in web.opened[at]]
        left = FEW
        for cell, sign in web.offered[at]:
            if not is_open[cell]:
                links.append((price[cell], cell, sign))
                left -= 1
                if not left:
                    break
        for goal in goals:
            ends = web.links_between(at, goal)
            links += [(price[cell], cell, web.signs(cell, at)[0]) for cell in ends if not is_open[cell]]
        return links


def _walked(came: Came, state: Link, last: Link) -> list[Link]:
    links = [last]
    while state in came:
        state, link = came[state]
        links.append(link)
    return links
