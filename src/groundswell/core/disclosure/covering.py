"""Company for all withheld cells of a large table in one pass: a movement for each, and what it takes along.

A cell for which a movement far enough is known is safe for good, since withholding more tells no more. So each
cell is looked at once, near where it stands, and the attack by linear programs is left with the few for which
nothing was found. The cost of a cell is 0 once it is withheld and else the cube root of its size (after Kelly,
Golden and Assad 1992, "Cell suppression: disclosure protection for sensitive tabular data"), times ten for every
table it is the total of, so that totals go last.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from groundswell.core.disclosure.movements import Link, Web
from groundswell.core.disclosure.nearby import Nearby
from groundswell.core.disclosure.ranging import Kind, Span
from groundswell.core.disclosure.rules import AdditiveSet, Cell

if TYPE_CHECKING:
    from groundswell.core.disclosure.draft import Draft


def costs(known: Mapping[str, Cell], sets: Sequence[AdditiveSet]) -> dict[str, float]:
    """What it costs to withhold each cell."""
    factor = dict.fromkeys(known, 1)
    for each in sets:
        factor[each.total] += 10
    return {key: factor[key] * math.cbrt(2 + cell.n) for key, cell in known.items()}


class Covering:
    """Withholds company in a draft until every cell that can be helped this way has a movement of its own."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.company = draft, set[str]()
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
            self._kind(every, both, [sizes for sizes, _ in room]),
            self._kind(counted, both, [counts for _, counts in room]),
        )
        offered = [index for index, key in enumerate(self.keys) if key not in draft.fixed]
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
                company, is_sure = kind.company(cell, need - 1) if need > 1 else ([], True)
                if not is_sure and key not in self.draft.why:
                    company = [cell]  # a bound that says too much beside the other numbers
                elif not is_sure:
                    doubtful.add(cell)
                for other in company:
                    self._withhold(other)
                waiting.extend(company)
                self._learn(kind)
        return {self.keys[cell] for cell in doubtful}

    def _learn(self, kind: Kind) -> None:
        """What moves as sizes mostly moves as counts too, and back as well as forth."""
        for moved in kind.found:
            for each in self.kinds:
                each.learn(moved, self.draft.rule.least_candidates - 1)
        kind.found = ()

    def _withhold(self, cell: int) -> None:
        key = self.keys[cell]
        if key not in self.draft.why:
            self.draft.hide(key)
            self.company.add(key)
            self._open(cell)

    def _open(self, cell: int) -> None:
        for kind in self.kinds:
            kind.open(cell)

    def _kind(self, sets: Sequence[AdditiveSet], both: Sequence[Span], own: Sequence[Span]) -> Kind:
        uses: list[list[Link]] = [[] for _ in self.keys]
        for index, each in enumerate(sets):
            uses[self.at[each.total]].append((index, -1))
            for part in each.parts:
                uses[self.at[part]].append((index, 1))
        web = Web(uses, len(sets), fall=[low for low, _ in both], rise=[high for _, high in both])
        members = [[(self.at[each.total], -1), *((self.at[part], 1) for part in each.parts)] for each in sets]
        return Kind(web, own, Nearby(web, members, own))
