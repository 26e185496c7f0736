"""The attack that a release has to withstand: what a patient reader with a pencil can work out.

The reader sees every shown number, knows which parts add up to which totals, and is taken to know every
group's true size from elsewhere (enrollment is public), so that counts are bounded by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from groundswell.core.disclosure.linear import System, limits_of
from groundswell.core.disclosure.ranges import ranges
from groundswell.core.disclosure.relations import Relation, Unknowns
from groundswell.core.disclosure.released import Suppressed
from groundswell.core.disclosure.rules import AdditiveSet, Cell, Release, SuppressionRule


def solvable(cells: Iterable[Cell], sets: Sequence[AdditiveSet], *, hidden: Iterable[str]) -> frozenset[str]:
    """Keys among `hidden` whose size or count follows exactly from everything else that is printed.

    All other cells count as printed in full, totals included. Empty: no withheld cell is determined.
    """
    known, secret = {cell.key: cell for cell in cells}, frozenset(hidden)
    sizes = size_unknowns(known, sets, secret)
    counts = count_unknowns(known, sets, secret)
    return _determined(sizes) | _determined(counts)


def audit(
    cells: Iterable[Cell], sets: Sequence[AdditiveSet], release: Release, rule: SuppressionRule
) -> frozenset[str]:
    """Keys whose withheld size or count a reader of this release can work out exactly."""
    known = {cell.key: cell for cell in cells}
    fully = release.hidden()
    coded = frozenset(key for key in known if _is_coded(release, key))
    printed = [printed_set(each, fully, release.restated) for each in sets]
    sizes = size_unknowns(known, printed, fully, least=rule.least_size)
    counts = count_unknowns(known, printed, fully | coded, coded_within=coded_bounds(known, coded, rule))
    return _determined(sizes) | _determined(counts)


def _is_coded(release: Release, key: str) -> bool:
    decision = release.decisions[key]
    return decision.is_shown and isinstance(decision.count, Suppressed)


def _determined(unknowns: Unknowns) -> frozenset[str]:
    """One value left, where the reader did not know it before; the count of an empty group is no secret."""
    secret = {key: 2 for key, (low, high) in unknowns.bounds.items() if low < high}
    found = ranges(System(unknowns.bounds, limits_of(unknowns.relations)), enough=secret)
    return frozenset(key for key, each in found.items() if not each.surely_has(2))


def printed_set(each: AdditiveSet, hidden: frozenset[str], restated: frozenset[str]) -> AdditiveSet:
    """A set as it is printed: with a restated total, the withheld parts no longer belong to the sum."""
    if each.total not in restated:
        return each
    return AdditiveSet(each.total, tuple(part for part in each.parts if part not in hidden), each.on_small)


def coded_bounds(
    known: Mapping[str, Cell], coded: frozenset[str], rule: SuppressionRule
) -> Mapping[str, tuple[int, int]]:
    """The counts that the printed bound of each coded rate still allows."""
    bounds = {}
    for key in coded:
        cell = known[key]
        width = rule.end_band(cell.n) * cell.n // 100
        low_end = cell.count is not None and cell.count * 2 <= cell.n
        bounds[key] = (0, width) if low_end else (cell.n - width, cell.n)
    return bounds


def size_unknowns(
    known: Mapping[str, Cell],
    sets: Sequence[AdditiveSet],
    hidden: frozenset[str],
    *,
    least: int = 0,
    ceiling: int | None = None,
) -> Unknowns:
    """Withheld group sizes: at least 0 (or `least`), at most their own most or `ceiling` (the largest of all)."""
    if ceiling is None:
        ceiling = max((cell.n for cell in known.values()), default=0)
    truth = {key: known[key].n for key in hidden}
    values = {cell.key: cell.n for cell in known.values()}
    most = {key: known[key].most for key in hidden}
    bounds = {key: (least, ceiling if own is None else own) for key, own in most.items()}
    return Unknowns(bounds=bounds, relations=_relations(values, sets, hidden), truth=truth)


def count_unknowns(
    known: Mapping[str, Cell],
    sets: Sequence[AdditiveSet],
    hidden: frozenset[str],
    *,
    coded_within: Mapping[str, tuple[int, int]] | None = None,
) -> Unknowns:
    """Withheld counts: within 0 and the group's size, or within the printed bound of a coded rate."""
    values = {cell.key: cell.count for cell in known.values() if cell.count is not None}
    secret = frozenset(key for key in hidden if key in values)
    bounds = {key: (0, known[key].n) for key in secret} | dict(coded_within or {})
    counted = [each for each in sets if all(key in values for key in (each.total, *each.parts))]
    truth = {key: values[key] for key in secret}
    return Unknowns(bounds=bounds, relations=_relations(values, counted, secret), truth=truth)


def _relations(
    values: Mapping[str, int], sets: Sequence[AdditiveSet], hidden: frozenset[str]
) -> list[Relation]:
    """Shown numbers go to the constant, withheld ones stay unknown. Full sets say nothing new."""
    relations = []
    for each in sets:
        added = tuple(part for part in each.parts if part in hidden)
        subtracted = (each.total,) if each.total in hidden else ()
        shown = sum(values[part] for part in each.parts if part not in hidden)
        constant = (0 if subtracted else values[each.total]) - shown
        if added or subtracted:
            relations.append(Relation(added, subtracted, constant))
    return relations
