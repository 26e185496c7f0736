"""Deciding what may be shown: small groups first, then as few others as keep them from being worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from groundswell.core.disclosure.attack import (
    coded_bounds,
    count_unknowns,
    printed_set,
    size_unknowns,
)
from groundswell.core.disclosure.relations import Unknowns
from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed, Why
from groundswell.core.disclosure.rules import (
    AdditiveSet,
    Cell,
    Decision,
    DisclosureError,
    Release,
    SuppressionRule,
)
from groundswell.core.disclosure.search import possible_values


def protect(cells: Iterable[Cell], sets: Sequence[AdditiveSet], rule: SuppressionRule) -> Release:
    """One decision per cell. Deterministic: the same cells and sets give the same release.

    Withholds every small group; then, while a withheld size or count could be worked out too closely from
    what is printed, the smallest shown neighbor in the same sum (never an empty one while another is left).
    A total is withheld last, and for exact exposure alone. Raises DisclosureError when numbers or sets
    contradict each other.
    """
    known = {cell.key: cell for cell in cells}
    _refuse_impossible(known, sets)
    draft = _Draft(known, sets, rule)
    waiting = draft.secrets()
    while waiting:
        neighbor = draft.next_to_hide(waiting[-1])
        if neighbor is None:
            waiting.pop()  # safe for good: withholding more never tells a reader more
        else:
            draft.hide(neighbor)
            waiting.append(neighbor)  # a neighbor that can be worked out itself protects nobody
    return draft.release()


def remainder(key: str, *, total: Cell, parts: Iterable[Cell]) -> Cell:
    """The cell of those in the total and in none of the parts (not recorded), so that a set adds up."""
    listed = list(parts)
    count = None
    if total.count is not None and all(part.count is not None for part in listed):
        count = total.count - sum(part.count or 0 for part in listed)
    return Cell(key, total.n - sum(part.n for part in listed), count)


class _Draft:
    """A release in the making: which cells are withheld so far, and which are still exposed."""

    def __init__(self, known: Mapping[str, Cell], sets: Sequence[AdditiveSet], rule: SuppressionRule) -> None:
        self.known, self.sets, self.rule = known, sets, rule
        self.why: dict[str, Why] = {key: "small group" for key, cell in known.items() if rule.is_small(cell)}
        self.coded = frozenset(key for key, cell in known.items() if _is_at_an_end(cell, rule))

    def secrets(self) -> list[str]:
        """Cells withheld or coded so far, in a fixed order."""
        return sorted({*self.why, *self.coded}, reverse=True)

    def hide(self, key: str) -> None:
        self.why[key] = "protects a small group"

    def next_to_hide(self, key: str) -> str | None:
        """What to withhold next so that `key` cannot be worked out; None when it is safe."""
        sizes, counts = self._unknowns()
        neighbors = self._neighbors(key)
        return neighbors[0] if neighbors and self._is_exposed(key, sizes, counts) else None

    def release(self) -> Release:
        restated = self._restated()
        decisions = {key: self._decision(cell, restated) for key, cell in self.known.items()}
        return Release(decisions, restated)

    def _coded_now(self) -> frozenset[str]:
        return self.coded - self.why.keys()

    def _restated(self) -> frozenset[str]:
        return frozenset(
            each.total
            for each in self.sets
            if each.on_small == "restate total" and any(part in self.why for part in each.parts)
        )

    def _printed_sets(self) -> list[AdditiveSet]:
        hidden, restated = frozenset(self.why), self._restated()
        return [printed_set(each, hidden, restated) for each in self.sets]

    def _unknowns(self) -> tuple[Unknowns, Unknowns]:
        hidden, sets, coded = frozenset(self.why), self._printed_sets(), self._coded_now()
        known = self._restated_cells()
        within = coded_bounds(known, coded, self.rule)
        return size_unknowns(known, sets, hidden), count_unknowns(
            known, sets, hidden | coded, coded_within=within
        )

    def _restated_cells(self) -> Mapping[str, Cell]:
        """The cells with each restated total replaced by the sum of its shown parts."""
        cells = dict(self.known)
        for each in self._printed_sets():
            if each.total in self._restated():
                parts = [self.known[part] for part in each.parts]
                counted = self.known[each.total].count is not None
                count = sum(part.count or 0 for part in parts) if counted else None
                cells[each.total] = Cell(each.total, sum(part.n for part in parts), count)
        return cells

    def _is_exposed(self, key: str, sizes: Unknowns, counts: Unknowns) -> bool:
        """Exact values are always exposed; a narrow range is, while its sums have a part left to withhold."""
        room = bool(self._shown_parts(key))
        by_size = key in sizes.bounds and self._is_narrow(
            key, sizes, self._spread_of_sizes(key) if room else 1
        )
        by_count = key in counts.bounds and self._is_narrow(
            key, counts, self._spread_of_counts(key) if room else 1
        )
        return by_size or by_count

    def _is_narrow(self, key: str, unknowns: Unknowns, spread: int) -> bool:
        """Fewer possible values than the rule asks for, or than what is known beforehand allows."""
        low, high = unknowns.bounds[key]
        need = min(max(self.rule.least_candidates, 2), max(spread + 1, 2), high - low + 1)
        return len(possible_values(unknowns, key, enough=need)) < need

    def _spread_of_sizes(self, key: str) -> int:
        """How far a part's size could range if its totals alone were printed."""
        totals = [self.known[each.total] for each in self.sets if key in each.parts]
        return min((total.n for total in totals), default=self.rule.least_candidates)

    def _spread_of_counts(self, key: str) -> int:
        totals = [self.known[each.total] for each in self.sets if key in each.parts]
        spreads = [min(total.count, total.n - total.count) for total in totals if total.count is not None]
        return min(spreads, default=self.rule.least_candidates)

    def _shown_parts(self, key: str) -> list[str]:
        """Shown parts in any sum with `key`: those that need no further company first, then the smallest.

        Parts with a count of 0 come last: they would add nothing to what is unknown.
        """
        parts = {
            part
            for each in self._printed_sets()
            if key in each.parts or key == each.total
            for part in each.parts
            if part not in self.why and part != key
        }
        return sorted(
            parts, key=lambda part: (self.known[part].count == 0, self._alone(part), self.known[part].n, part)
        )

    def _alone(self, part: str) -> int:
        """In how many sums the part would be the first one withheld."""
        sums = [each for each in self._printed_sets() if part in each.parts]
        return sum(not any(other in self.why for other in each.parts) for each in sums)

    def _neighbors(self, key: str) -> list[str]:
        """Shown cells whose withholding may help: parts of its sums, their totals, then all linked."""
        totals = {each.total for each in self._printed_sets() if key in each.parts}
        ranked = [*self._shown_parts(key), *self._by_size(totals)]
        return ranked or self._by_size(self._linked(key))

    def _by_size(self, keys: Iterable[str]) -> list[str]:
        return sorted((key for key in keys if key not in self.why), key=lambda key: (self.known[key].n, key))

    def _linked(self, key: str) -> set[str]:
        """Every cell in a sum that can be reached from `key` through withheld cells."""
        linked, grown = {key}, True
        while grown:
            bridges = {name for name in linked if name in self.why or name in self.coded}
            near = [{each.total, *each.parts} for each in self._printed_sets()]
            wider = linked.union(*(members for members in near if members & bridges))
            grown, linked = wider != linked, wider
        return linked

    def _decision(self, cell: Cell, restated: frozenset[str]) -> Decision:
        if cell.key in self.why:
            return _withheld(cell, self.why[cell.key])
        if cell.key in restated:
            summed = self._restated_cells()[cell.key]
            return _withheld(cell, "small group") if self.rule.is_small(summed) else _shown(summed, self.rule)
        return _shown(cell, self.rule)


def _is_at_an_end(cell: Cell, rule: SuppressionRule) -> bool:
    if not rule.code_ends or cell.count is None or cell.n < rule.threshold:
        return False
    width = rule.end_band(cell.n) * cell.n // 100
    return cell.count <= width or cell.count >= cell.n - width


def _withheld(cell: Cell, why: Why) -> Decision:
    withheld = Suppressed(why)
    return Decision(cell.key, withheld, withheld, withheld)


def _shown(cell: Cell, rule: SuppressionRule) -> Decision:
    if cell.count is None:
        return Decision(cell.key, Shown(cell.n), None, None)
    if _is_at_an_end(cell, rule):
        return Decision(cell.key, Shown(cell.n), Suppressed("all or none"), _coded(cell, rule))
    return Decision(cell.key, Shown(cell.n), Shown(cell.count), _rate(cell))


def _rate(cell: Cell) -> Released:
    return Shown(100 * (cell.count or 0) / cell.n)


def _coded(cell: Cell, rule: SuppressionRule) -> Coded:
    band = rule.end_band(cell.n)
    return Coded("at most", band) if (cell.count or 0) * 2 <= cell.n else Coded("at least", 100 - band)


def _refuse_impossible(known: Mapping[str, Cell], sets: Sequence[AdditiveSet]) -> None:
    for cell in known.values():
        if cell.n < 0 or (cell.count is not None and not 0 <= cell.count <= cell.n):
            raise DisclosureError(
                f"{cell.key}: a count above its group, or below 0. Check count and group size."
            )
    for each in sets:
        _refuse_unknown_keys(each, known)
        _refuse_wrong_sum(each, known)
    _refuse_shared_restated_totals(sets)


def _refuse_unknown_keys(each: AdditiveSet, known: Mapping[str, Cell]) -> None:
    missing = [key for key in (each.total, *each.parts) if key not in known]
    if missing:
        raise DisclosureError(
            f"set of {each.total}: no cell named {', '.join(missing)}. Add it or fix the key."
        )


def _refuse_wrong_sum(each: AdditiveSet, known: Mapping[str, Cell]) -> None:
    total, parts = known[each.total], [known[part] for part in each.parts]
    counts = [part.count for part in parts]
    sizes_agree = sum(part.n for part in parts) == total.n
    complete = total.count is not None and None not in counts
    if not sizes_agree or (complete and sum(count or 0 for count in counts) != total.count):
        raise DisclosureError(
            f"set of {each.total}: the parts do not add up to the total. Leave out what overlaps, "
            "or add the cell made by remainder()."
        )


def _refuse_shared_restated_totals(sets: Sequence[AdditiveSet]) -> None:
    for each in sets:
        uses = [other for other in sets if each.total in (other.total, *other.parts)]
        if each.on_small == "restate total" and len(uses) > 1:
            raise DisclosureError(
                f"set of {each.total}: a total used in two sums cannot be restated. Hide instead."
            )
