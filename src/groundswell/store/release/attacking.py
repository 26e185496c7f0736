"""The attacker at the gate: every withheld number that follows from all that was ever printed of a table.

It takes the printed numbers alone, puts them into the sums that a reader knows to hold, and asks which unknowns
have one value left. It shares no code with what decided on the numbers but the solver.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from groundswell.core.disclosure.linear import Limit, System
from groundswell.core.disclosure.over_time import between
from groundswell.core.disclosure.ranges import answer
from groundswell.core.disclosure.rules import Cell, SuppressionRule
from groundswell.core.indicators.definition import Period as PeriodKind
from groundswell.store.release.printed import Key, Numbers, PeriodPrinted
from groundswell.store.release.sums import BY_PLACE, K, Split

CEILING = 10_000_000
How = Literal["sums", "releases compared"]
Cells = Mapping[K, tuple[int | None, tuple[int, int]]]  # what is printed, and where it can be


@dataclass(frozen=True, slots=True)
class Exposed:
    """A number that can be worked out though it is withheld. What it is, is not said here."""

    indicator: str
    kind: PeriodKind
    school_year: int
    period: str
    key: Key
    how: How


def determined(
    known: Mapping[K, Numbers],
    splits: Iterable[Split[K]],
    *,
    open_splits: Collection[tuple[K, str]],
    true_sizes: Mapping[K, int],
    least: int = 1,
    ceiling: int = CEILING,
) -> set[K]:
    """Withheld numbers whose size or count has one value left.

    open_splits: (total, by) of sums that leave people out; what is left is one more unknown. Where places do
    not add up, since some students count in two of them, nothing is taken from the sum. true_sizes: of
    withheld groups, where the reader is taken to know them from elsewhere. least, ceiling: of any size.
    """
    usable = [each for each in splits if each.by != BY_PLACE or (each.total, each.by) not in open_splits]
    sizes = {key: (numbers.n, (least, ceiling)) for key, numbers in known.items()}
    counts = {
        key: (numbers.count, numbers.span or (0, numbers.n or true_sizes.get(key, ceiling)))
        for key, numbers in known.items()
    }
    return _exact(sizes, usable, open_splits, ceiling) | _exact(counts, usable, open_splits, ceiling)


def _exact(
    cells: Cells[K], splits: Sequence[Split[K]], open_splits: Collection[tuple[K, str]], ceiling: int
) -> set[K]:
    """Unknowns with one value left, of those that had more to begin with."""
    name_of = {key: str(number) for number, (key, (value, _)) in enumerate(cells.items()) if value is None}
    if len(name_of) == len(cells):
        return set()
    bounds = {name: cells[key][1] for key, name in name_of.items()}
    needs = {name: 2 for name, (low, high) in bounds.items() if low < high}
    limits = []
    for number, each in enumerate(splits):
        terms, constant = _terms(each, cells, name_of)
        if (each.total, each.by) in open_splits:
            bounds[f"rest {number}"] = (0, ceiling)
            terms.append((f"rest {number}", 1))
        if terms:
            limits.append(Limit(tuple(terms), constant, constant))
    found = answer(System(bounds, limits), enough=needs).found
    return {key for key, name in name_of.items() if name in found and not found[name].surely_has(2)}


def _terms(split: Split[K], cells: Cells[K], name_of: Mapping[K, str]) -> tuple[list[tuple[str, int]], int]:
    """Parts minus total, unknowns on the left and printed numbers on the right."""
    terms, constant = [], 0
    for key, sign in ((split.total, -1), *((key, 1) for key in split.parts)):
        value = cells[key][0]
        if value is None:
            terms.append((name_of[key], sign))
        else:
            constant -= sign * value
    return terms, constant


def shown_though_small(now: Mapping[Key, Numbers], rule: SuppressionRule) -> set[Key]:
    """Groups under the threshold that are printed as they are."""
    shown = {key: Cell("now", each.n, each.count) for key, each in now.items() if each.n}
    return {key for key, cell in shown.items() if rule.is_small(cell)}


def small_differences(printed: PeriodPrinted, rule: SuppressionRule) -> set[Key]:
    """Numbers printed twice, between which a small group came or went, and how many of it are counted.

    A change that cannot be that of the people who came or went tells nothing of them.
    """
    found = set()
    for older in printed.before:
        for key, then in older.items():
            now = printed.now.get(key)
            if now is not None and _tells_of_few(then, now, rule):
                found.add(key)
    return found


def _tells_of_few(then: Numbers, now: Numbers, rule: SuppressionRule) -> bool:
    if None in (then.n, now.n, then.count, now.count):
        return False
    moved = between(Cell("then", then.n or 0, then.count), Cell("now", now.n or 0, now.count))
    return moved is not None and moved[0].count is not None and rule.is_small(moved[0])
