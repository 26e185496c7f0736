"""Cells and sets that cannot all be true are refused before anything is decided about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from groundswell.core.disclosure.rules import AdditiveSet, Cell, DisclosureError


def refuse_impossible(known: Mapping[str, Cell], sets: Sequence[AdditiveSet]) -> None:
    """Raise DisclosureError when cells or sets contradict each other."""
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
    uses = Counter(key for each in sets for key in {each.total, *each.parts})
    for each in sets:
        if each.on_small == "restate total" and uses[each.total] > 1:
            raise DisclosureError(
                f"set of {each.total}: a total used in two sums cannot be restated. Hide instead."
            )
