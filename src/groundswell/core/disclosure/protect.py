"""Deciding what may be shown: small groups first, then as few others as keep them from being worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from groundswell.core.disclosure.contradictions import refuse_impossible
from groundswell.core.disclosure.covering import Covering
from groundswell.core.disclosure.draft import Draft
from groundswell.core.disclosure.nearness import is_at_an_end
from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed, Why
from groundswell.core.disclosure.rules import AdditiveSet, Cell, Decision, Release, SuppressionRule
from groundswell.core.disclosure.tidying import tidy


def protect(
    cells: Iterable[Cell],
    sets: Sequence[AdditiveSet],
    rule: SuppressionRule,
    *,
    printed_before: Iterable[str] = (),
    withheld: Iterable[str] = (),
    hidden: Iterable[str] = (),
) -> Release:
    """One decision per cell. Deterministic: the same cells and sets give the same release.

    Withholds every small group; then company for the cells that are exposed. Where tables cross (sister tables,
    organization levels, time), that is the cheapest movement of each cell that keeps all sums: it can then be
    another number, and so can what moves with it (`covering`). Totals cost most. What proves not to be needed is
    shown again (`tidying`). In a table that stands alone, and for the few cells in doubt, it is the smallest shown
    part of the sum (never an empty one while another is left), round by round until the attacker finds nothing too
    close. A total is withheld last, and for exact exposure alone.

    `printed_before`: keys that earlier releases showed; they stay shown. `withheld`: keys that another table
    withholds for the sake of a small group, whatever they hold here. `hidden`: keys that are withheld in any
    case, and are protected elsewhere. Raises DisclosureError when numbers or sets contradict each other.
    """
    known = {cell.key: cell for cell in cells}
    refuse_impossible(known, sets)
    draft = Draft(known, sets, rule, frozenset(printed_before), withheld, hidden)
    waiting = draft.secrets()
    if draft.crosses():
        covering = Covering(draft)
        waiting = covering.run()
        tidy(covering)
    _withhold(draft, waiting)
    return _release(draft)


def _withhold(draft: Draft, waiting: set[str]) -> None:
    """Withhold company until none of `waiting` is exposed, or nothing is left to withhold."""
    while waiting:
        exposed = draft.exposed(waiting)  # the rest is safe for good: withholding more tells no more
        waiting, touched = set(exposed), set[int]()
        for key in exposed:
            if touched.isdisjoint(draft.sums_with(key)):
                company = draft.neighbor(key)
                if company is None:
                    waiting.discard(key)
                    continue
                draft.hide(company)
                touched.update(draft.sums_with(company))
                waiting.add(company)  # company that can be worked out itself protects nobody


def remainder(key: str, *, total: Cell, parts: Iterable[Cell]) -> Cell:
    """The cell of those in the total and in none of the parts (not recorded), so that a set adds up."""
    listed = list(parts)
    count = None
    if total.count is not None and all(part.count is not None for part in listed):
        count = total.count - sum(part.count or 0 for part in listed)
    return Cell(key, total.n - sum(part.n for part in listed), count)


def _release(draft: Draft) -> Release:
    restated = draft.restated_cells()
    decisions = {key: _decision(draft, cell, restated.get(key)) for key, cell in draft.known.items()}
    return Release(decisions, frozenset(restated))


def _decision(draft: Draft, cell: Cell, restated: Cell | None) -> Decision:
    if cell.key in draft.why:
        return _withheld(cell, draft.why[cell.key])
    if restated is not None and draft.rule.is_small(restated):
        return _withheld(cell, "small group")
    return _shown(restated or cell, draft.rule)


def _withheld(cell: Cell, why: Why) -> Decision:
    withheld = Suppressed(why)
    return Decision(cell.key, withheld, withheld, withheld)


def _shown(cell: Cell, rule: SuppressionRule) -> Decision:
    if cell.count is None:
        return Decision(cell.key, Shown(cell.n), None, None)
    if is_at_an_end(cell, rule):
        return Decision(cell.key, Shown(cell.n), Suppressed("all or none"), _coded(cell, rule))
    return Decision(cell.key, Shown(cell.n), Shown(cell.count), _rate(cell))


def _rate(cell: Cell) -> Released | None:
    return Shown(100 * (cell.count or 0) / cell.n) if cell.n else None


def _coded(cell: Cell, rule: SuppressionRule) -> Coded:
    band = rule.end_band(cell.n)
    return Coded("at most", band) if (cell.count or 0) * 2 <= cell.n else Coded("at least", 100 - band)
