"""When a withheld cell is too near to being known, and when a shown rate is."""

from __future__ import annotations

from collections.abc import Mapping

from groundswell.core.disclosure.linear import System, limits_of
from groundswell.core.disclosure.ranges import ranges
from groundswell.core.disclosure.relations import Unknowns
from groundswell.core.disclosure.rules import Cell, SuppressionRule


def is_at_an_end(cell: Cell, rule: SuppressionRule) -> bool:
    """The rate is so near 0% or 100% that it is printed as a bound."""
    if not rule.code_ends or cell.count is None or cell.n < rule.threshold:
        return False
    width = rule.end_band(cell.n) * cell.n // 100
    return cell.count <= width or cell.count >= cell.n - width


def known_to_be_empty(known: Mapping[str, Cell], rule: SuppressionRule) -> frozenset[str]:
    """Groups of nobody, where they are printed as 0."""
    return frozenset(key for key, cell in known.items() if rule.shows_zero and cell.n == 0)


def too_close(unknowns: Unknowns, needs: Mapping[str, int]) -> set[str]:
    """Cells that are not surely left with as many candidates as they need."""
    system = System(unknowns.bounds, limits_of(unknowns.relations), unknowns.truth)
    return {key for key, found in ranges(system, enough=needs).items() if not found.surely_has(needs[key])}
