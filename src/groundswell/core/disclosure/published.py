"""Any published table as an attacker reads it: printed numbers, withheld ones, and how they hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from groundswell.core.disclosure.linear import Limit, Range, System
from groundswell.core.disclosure.ranges import NODES, answer
from groundswell.core.disclosure.rules import AdditiveSet

CEILING = 10_000_000  # more students than any school system has: stands for "no upper limit"
Span = tuple[int, int]
How = Literal["one subtraction", "bounds"]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a table says about one cell: spans hold the number, and are one number wide where it is printed.

    count: how many. n: out of how many; None where the table gives no group sizes. share: the rounding
    interval of a printed rate, as shares of 1. withheld: what the publisher means to keep private.
    """

    key: str
    count: Span
    n: Span | None = None
    share: tuple[Fraction, Fraction] | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A withheld cell and how closely its count and its group size can be worked out.

    how: by "one subtraction" where a printed total has this one part withheld, else by all "bounds" together.
    """

    key: str
    count: Range
    n: Range | None
    how: How = "bounds"

    @property
    def is_recovered(self) -> bool:
        """The count is known exactly, and is not the count of a group known to be empty."""
        return self.count.is_exact and not (self.n is not None and self.n.high == 0)

    def is_exposed(self, *, protection: int) -> bool:
        """Recovered, or known to within less than `protection` (highest minus lowest)."""
        return self.is_recovered or (self.count.high - self.count.low < protection and not self._is_empty)

    @property
    def _is_empty(self) -> bool:
        return self.n is not None and self.n.high == 0


@dataclass(frozen=True)
class Findings:
    """All withheld cells that could be judged, and the sums that could not be: they do not add up."""

    cells: tuple[Finding, ...]
    not_adding_up: tuple[str, ...]

    @property
    def recovered(self) -> tuple[Finding, ...]:
        return tuple(cell for cell in self.cells if cell.is_recovered)


def attack_published(
    printed: Iterable[Printed],
    sets: Sequence[AdditiveSet],
    *,
    growing: Sequence[tuple[str, str]] = (),
    nodes: int = NODES,
) -> Findings:
    """Ranges of all withheld cells from everything printed. Keys that sets name and nobody prints are unknown.

    `growing` pairs an earlier and a later cumulative cell: the later is at least as large.
    """
    known = _with_unprinted({cell.key: cell for cell in printed}, sets)
    sound, unsound = _sorted_out(known, sets)
    answers = answer(_system(known, sound, growing), nodes=nodes)
    alone = _alone_in_a_sum(known, sound)
    cells = tuple(
        Finding(
            cell.key,
            answers.found[_count(cell.key)],
            answers.found.get(_size(cell.key)),
            "one subtraction" if cell.key in alone else "bounds",
        )
        for cell in known.values()
        if cell.withheld and _count(cell.key) in answers.found
    )
    wrong = (", ".join(sorted({name[2:] for name, _ in each.terms})[:4]) for each in answers.contradictions)
    return Findings(cells, (*unsound, *wrong))


def _alone_in_a_sum(known: Mapping[str, Printed], sets: Sequence[AdditiveSet]) -> set[str]:
    """Withheld cells that are the one number of a sum not printed."""
    alone = set()
    for each in sets:
        open_keys = [key for key in (each.total, *each.parts) if not _is_one(known[key].count)]
        if len(open_keys) == 1:
            alone.add(open_keys[0])
    return alone


def rounding_interval(percent: Fraction, *, digits: int, cut: bool = False) -> tuple[Fraction, Fraction]:
    """The shares that print as this percent with so many decimals: rounded either way at a half, or cut off."""
    step = Fraction(1, 10**digits)
    low, high = (percent, percent + step) if cut else (percent - step / 2, percent + step / 2)
    return max(low / 100, Fraction(0)), min(high / 100, Fraction(1))


def _with_unprinted(known: Mapping[str, Printed], sets: Sequence[AdditiveSet]) -> dict[str, Printed]:
    sized = any(cell.n is not None for cell in known.values())
    cells = dict(known)
    for each in sets:
        for key in (each.total, *each.parts):
            cells.setdefault(key, Printed(key, (0, CEILING), (0, CEILING) if sized else None))
    return cells


def _sorted_out(
    known: dict[str, Printed], sets: Sequence[AdditiveSet]
) -> tuple[list[AdditiveSet], tuple[str, ...]]:
    """Sets that can be true as printed; one that leaves people out gets them as a part of their own."""
    sound, unsound = [], []
    for each in sets:
        rest = _rest(each, known)
        if rest is None:
            unsound.append(each.total)
        elif rest.n == (0, 0):
            sound.append(each)
        else:
            known[rest.key] = rest
            sound.append(replace(each, parts=(*each.parts, rest.key)))
    return sound, tuple(unsound)


def _rest(each: AdditiveSet, known: Mapping[str, Printed]) -> Printed | None:
    """Those in the total and in no part, by group sizes that are printed. None: the set does not add up."""
    key = f"{each.total} (in none of {', '.join(each.parts)})"
    total, parts = known[each.total], [known[part] for part in each.parts]
    left = 0
    if total.n is not None and all(_is_one(cell.n) for cell in (total, *parts)):
        left = total.n[0] - sum(part.n[0] for part in parts if part.n is not None)
    counts_wrong = all(_is_one(cell.count) for cell in (total, *parts)) and not (
        0 <= total.count[0] - sum(part.count[0] for part in parts) <= left
    )
    return None if left < 0 or counts_wrong else Printed(key, (0, left), (left, left))


def _is_one(span: Span | None) -> bool:
    return span is not None and span[0] == span[1]


def _system(
    known: Mapping[str, Printed], sets: Sequence[AdditiveSet], growing: Sequence[tuple[str, str]]
) -> System:
    bounds: dict[str, Span] = {}
    limits = []
    for cell in known.values():
        count, n = _own_bounds(cell)
        bounds[_count(cell.key)] = count
        if n is not None:
            bounds[_size(cell.key)] = n
        limits += _own_limits(cell)
    for each in sets:
        limits.append(_sum(each, _count))
        if all(known[key].n is not None for key in (each.total, *each.parts)):
            limits.append(_sum(each, _size))
    limits += [Limit(((_count(late), 1), (_count(early), -1)), 0, None) for early, late in growing]
    return System(bounds, limits)


def _own_bounds(cell: Printed) -> tuple[Span, Span | None]:
    """What the cell says on its own: a count within its group, and within a printed rate of a known group."""
    low, high = cell.count
    if cell.n is None:
        return (low, high), None
    high = min(high, cell.n[1])
    if cell.share and _is_one(cell.n):
        low = max(low, -int(-cell.share[0] * cell.n[0] // 1))
        high = min(high, int(cell.share[1] * cell.n[0] // 1))
    return (low, max(low, high)), (max(cell.n[0], low), max(cell.n[1], low))


def _own_limits(cell: Printed) -> list[Limit]:
    """Between a count and a group size of which one at least is not printed."""
    if cell.n is None or _is_one(cell.n):
        return []
    count, size = _count(cell.key), _size(cell.key)
    limits = [Limit(((count, 1), (size, -1)), None, 0)]
    if cell.share:
        low, high = cell.share
        limits.append(Limit(((count, low.denominator), (size, -low.numerator)), 0, None))
        limits.append(Limit(((count, high.denominator), (size, -high.numerator)), None, 0))
    return limits


def _sum(each: AdditiveSet, name: Callable[[str], str]) -> Limit:
    return Limit(((name(each.total), -1), *((name(part), 1) for part in each.parts)), 0, 0)


def _count(key: str) -> str:
    return f"x:{key}"


def _size(key: str) -> str:
    return f"n:{key}"
