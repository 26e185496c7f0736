"""A release in the making: what is withheld so far, what is still exposed, and what to withhold next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from groundswell.core.disclosure.attack import coded_bounds, count_unknowns, printed_set, size_unknowns
from groundswell.core.disclosure.nearness import is_at_an_end, known_to_be_empty, too_close
from groundswell.core.disclosure.relations import Unknowns
from groundswell.core.disclosure.released import Why
from groundswell.core.disclosure.rules import AdditiveSet, Cell, SuppressionRule
from groundswell.core.disclosure.structure import reached, sums_by_key

Spread = Callable[[str], int]


class Draft:
    """Cells and sets by key, with the cells withheld so far and why."""

    def __init__(
        self,
        known: Mapping[str, Cell],
        sets: Sequence[AdditiveSet],
        rule: SuppressionRule,
        printed_before: frozenset[str],
        withheld: Iterable[str] = (),
        hidden: Iterable[str] = (),
    ) -> None:
        self.known, self.rule = known, rule
        self.sets = sorted(sets, key=lambda each: (each.total, each.parts))
        self.sums = sums_by_key(self.sets)
        self.why: dict[str, Why] = {}
        self.ceiling = max((cell.n for cell in known.values()), default=0)
        self.hidden_parts = [0] * len(self.sets)
        self.fixed = printed_before | known_to_be_empty(known, rule)
        self.coded = frozenset(key for key, cell in known.items() if is_at_an_end(cell, rule))
        for key, cell in known.items():
            if rule.is_small(cell) and key not in self.fixed:
                self.hide(key, "small group")
        for key in sorted(withheld):
            if key in known and key not in self.why and key not in self.fixed:
                self.hide(key, "small group")
        self.elsewhere = {key for key in hidden if key in known and key not in self.why} - self.fixed
        for key in sorted(self.elsewhere):
            self.hide(key)

    def hide(self, key: str, why: Why = "protects a small group") -> None:
        self.why[key] = why
        self._count_part(key, 1)

    def show(self, key: str) -> None:
        """Take back what was withheld."""
        del self.why[key]
        self._count_part(key, -1)

    def secrets(self) -> set[str]:
        """Cells withheld or coded so far, but those that are protected elsewhere."""
        return {*self.why, *self.coded} - self.elsewhere

    def exposed(self, keys: Iterable[str]) -> list[str]:
        """Those of `keys` that can be worked out too closely, in a fixed order.

        Exact values are always too close; a narrow range is, while a sum has a part left to withhold.
        """
        wanted = sorted(keys)
        sizes, counts = self._unknowns(self._linked_secrets(wanted))
        by_size = {
            key: self._need(key, sizes, self._spread_of_sizes) for key in wanted if key in sizes.bounds
        }
        by_count = {
            key: self._need(key, counts, self._spread_of_counts) for key in wanted if key in counts.bounds
        }
        close = too_close(sizes, by_size) | too_close(counts, by_count)
        return [key for key in wanted if key in close]

    def crosses(self) -> bool:
        """Some part is in two sums or more, and every total is printed as it is."""
        totals = {each.total for each in self.sets}
        crossing = any(len(sums) > 1 for key, sums in self.sums.items() if key not in totals)
        return crossing and all(each.on_small == "hide another" for each in self.sets)

    def room_of_sizes(self, key: str) -> tuple[int, int]:
        """A coded rate has its group size printed beside it."""
        return (0, 0) if self._is_coded(key) else self.room_when_withheld(key)[0]

    def room_of_counts(self, key: str) -> tuple[int, int]:
        """A coded count stays within the printed bound."""
        if not self._is_coded(key):
            return self.room_when_withheld(key)[1]
        count = self.known[key].count or 0
        low, high = coded_bounds(self.known, frozenset({key}), self.rule)[key]
        return (count - low, high - count)

    def room_when_withheld(self, key: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """How far size and count may fall and rise from their true values.

        A cell without a count is no obstacle to counts: its size alone decides.
        """
        cell = self.known[key]
        sizes = (max(0, cell.n - self.rule.least_size), self._most(cell) - cell.n)
        return sizes, sizes if cell.count is None else (cell.count, cell.n - cell.count)

    def _most(self, cell: Cell) -> int:
        return self.ceiling if cell.most is None else cell.most

    def _is_coded(self, key: str) -> bool:
        return key in self.coded and key not in self.why

    def neighbor(self, key: str) -> str | None:
        """The shown cell to withhold next for the sake of `key`: a part of its sums, a total, or one linked.

        The smallest; None when nothing would help.
        """
        parts = self._shown_parts(key)
        if parts:
            return min(parts, key=self._cost)
        totals = {self.sets[index].total for index in self.sums_with(key) if self.sets[index].total != key}
        return self._smallest(totals) or self._smallest(
            reached(key, self.sets, self.sums_with, {*self.why, *self.coded})
        )

    def sums_with(self, key: str) -> list[int]:
        """Sums in which `key` is printed or withheld; a restated total leaves withheld parts out."""
        return [
            index
            for index in self.sums.get(key, ())
            if not (self._is_restated(index) and key in self.why and key != self.sets[index].total)
        ]

    def restated_cells(self) -> dict[str, Cell]:
        """Restated totals as the sum of their shown parts."""
        cells = {}
        for index, each in enumerate(self.sets):
            if self._is_restated(index):
                parts = [self.known[part] for part in each.parts if part not in self.why]
                counted = self.known[each.total].count is not None
                count = sum(part.count or 0 for part in parts) if counted else None
                cells[each.total] = Cell(each.total, sum(part.n for part in parts), count)
        return cells

    def _count_part(self, key: str, change: int) -> None:
        for index in self.sums.get(key, ()):
            if key != self.sets[index].total:
                self.hidden_parts[index] += change

    def _is_restated(self, index: int) -> bool:
        return self.sets[index].on_small == "restate total" and self.hidden_parts[index] > 0

    def _linked_secrets(self, keys: Iterable[str]) -> tuple[set[str], set[int]]:
        """Withheld and coded cells that have anything to do with `keys`, and the sums between them."""
        linked, sums = set(keys), set[int]()
        waiting = list(linked)
        while waiting:
            new = set(self.sums.get(waiting.pop(), ())) - sums
            sums |= new
            found = {key for index in new for key in self._members(index) if self._is_secret(key)} - linked
            linked |= found
            waiting += found
        return linked, sums

    def _members(self, index: int) -> tuple[str, ...]:
        return (self.sets[index].total, *self.sets[index].parts)

    def _is_secret(self, key: str) -> bool:
        return key in self.why or key in self.coded

    def _unknowns(self, linked: tuple[set[str], set[int]]) -> tuple[Unknowns, Unknowns]:
        """What a reader does not know of these cells. Cells that no sum links to them say nothing about them."""
        keys, among = linked
        sums = sorted(among)
        restated = self.restated_cells()
        hidden = frozenset(key for key in keys if key in self.why)
        coded = frozenset(key for key in keys if key in self.coded) - hidden
        sets = [printed_set(self.sets[index], hidden, frozenset(restated)) for index in sums]
        used = {key: self.known[key] for index in sums for key in self._members(index)}
        used |= {key: self.known[key] for key in keys}
        known = used | {key: cell for key, cell in restated.items() if key in used}
        within = coded_bounds(known, coded, self.rule)
        least = self.rule.least_size
        sizes = size_unknowns(known, sets, hidden, least=least, ceiling=self.ceiling)
        return sizes, count_unknowns(known, sets, hidden | coded, coded_within=within)

    def _need(self, key: str, unknowns: Unknowns, spread: Spread) -> int:
        """How many candidates are enough: those the rule asks for, or all that are possible beforehand."""
        low, high = unknowns.bounds[key]
        room = spread(key) if self._shown_parts(key) else 1
        least = 2 if self.why.get(key) == "protects a small group" else self.rule.least_candidates
        return min(max(least, 2), max(room + 1, 2), high - low + 1)

    def needs(self, key: str) -> tuple[int, int]:
        """How many candidates its size and its count need while its sums have parts to withhold; 0: no secret."""
        why, least = self.why.get(key), max(self.rule.least_candidates, 2)
        if why == "protects a small group":
            least = 2
        sizes = self._most(self.known[key]) - self.rule.least_size + 1
        of_size = min(least, max(self._spread_of_sizes(key) + 1, 2), sizes) if why else 0
        if self.known[key].count is None:
            return of_size, 0
        fall, rise = self.room_of_counts(key)
        return of_size, min(least, max(self._spread_of_counts(key) + 1, 2), fall + rise + 1)

    def _spread_of_sizes(self, key: str) -> int:
        """How far a part's size could range if its totals alone were printed."""
        return min((total.n for total in self._totals(key)), default=self.rule.least_candidates)

    def _spread_of_counts(self, key: str) -> int:
        spreads = [
            min(total.count, total.n - total.count) for total in self._totals(key) if total.count is not None
        ]
        return min(spreads, default=self.rule.least_candidates)

    def _totals(self, key: str) -> list[Cell]:
        totals = (self.sets[index].total for index in self.sums.get(key, ()))
        return [self.known[total] for total in totals if total != key]

    def _shown_parts(self, key: str) -> set[str]:
        parts = (part for index in self.sums_with(key) for part in self.sets[index].parts)
        return {part for part in parts if part != key and part not in self.why and part not in self.fixed}

    def _cost(self, part: str) -> tuple[bool, int, int, str]:
        """Least first: a count of 0 adds nothing unknown; then company it would need; then its size."""
        cell = self.known[part]
        return (cell.count == 0, self._first_in(part), cell.n, part)

    def _first_in(self, part: str) -> int:
        """In how many sums the part would be the first one withheld."""
        return sum(
            self.hidden_parts[index] == 0 or self._is_restated(index)
            for index in self.sums.get(part, ())
            if self.sets[index].total != part
        )

    def _smallest(self, keys: Iterable[str]) -> str | None:
        shown = (key for key in keys if key not in self.why and key not in self.fixed)
        return min(shown, key=lambda key: (self.known[key].n, key), default=None)
