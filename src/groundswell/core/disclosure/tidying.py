"""Company that turns out not to be needed is shown again, the dearest first.

A cell can be shown when everything that was seen to move along with it moves far enough without it. A sum with
two withheld numbers needs both, so most company is known to be needed at a glance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from groundswell.core.disclosure.covering import Covering
from groundswell.core.disclosure.ranging import Kind

TWO = 2
THOROUGH = 60  # company of a table that is small enough for linear programs
_Seen = tuple[Kind, int, int, int, Sequence[Mapping[int, int]]]


def tidy(covering: Covering) -> None:
    """Show what is not needed. After that no single one of the rest is seen to be needless."""
    draft = covering.draft
    company = [covering.at[key] for key in covering.company - draft.coded]
    for cell in sorted(company, key=lambda each: (-covering.price[each], each)):
        if not _is_one_of_two(covering, cell) and _all_move_without(covering, cell):
            draft.show(covering.keys[cell])
            covering.company.discard(covering.keys[cell])


def _is_one_of_two(covering: Covering, cell: int) -> bool:
    web = covering.kinds[0].web
    return any(web.how_many_open[at] == TWO for at, _ in web.uses[cell])


def _all_move_without(covering: Covering, cell: int) -> bool:
    """Close it; where a number then cannot move far enough, open it again."""
    for kind in covering.kinds:
        kind.web.close(cell)
    before: list[_Seen] = []
    thorough = len(covering.company) <= THOROUGH
    for kind, other, far in _served(covering, cell):
        before.append((kind, other, kind.lowest[other], kind.highest[other], kind.seen[other]))
        kind.forget(other, cell)
        if not _moves(kind, other, far, thorough=thorough):
            _restore(covering, cell, before)
            return False
    return True


def _served(covering: Covering, cell: int) -> list[tuple[Kind, int, int]]:
    """Withheld numbers that it was seen to move along with, and how far they have to move."""
    return [
        (kind, other, covering.draft.needs(covering.keys[other])[number] - 1)
        for number, kind in enumerate(covering.kinds)
        for other in sorted(kind.serves[cell])
        if other != cell and kind.web.is_open[other] and any(cell in moved for moved in kind.seen[other])
    ]


def _moves(kind: Kind, cell: int, far: int, *, thorough: bool) -> bool:
    far = max(far, 0)
    return (
        kind.has(cell, far) or kind.finds_free(cell, far) or (thorough and kind.finds_free_nearby(cell, far))
    )


def _restore(covering: Covering, cell: int, before: Sequence[_Seen]) -> None:
    for kind in covering.kinds:
        kind.web.open(cell)
    for kind, other, lowest, highest, seen in before:
        kind.lowest[other], kind.highest[other], kind.seen[other] = lowest, highest, seen
