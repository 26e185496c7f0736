"""The attack on days, answers and points: these add up over time as well, so all periods are attacked together.

A reader who knows a year and all of its months but one knows that month. Persons do not add up over time, and
are attacked period by period (see `gate`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from groundswell.core.disclosure.released import Released, Shown
from groundswell.core.indicators.definition import Period as PeriodKind
from groundswell.core.indicators.periods import longer_period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import Result
from groundswell.store.release.attacking import Exposed, determined
from groundswell.store.release.printed import Key, Numbers, key_of
from groundswell.store.release.reading import DataPlace
from groundswell.store.release.sums import Split, is_open, splits_of

TENTHS = 10  # half days are counted too
CEILING = 10**11
OVER_TIME = "over "
Rows = Sequence[ReleasedResult] | Sequence[Result]
Places = Mapping[str, DataPlace]


class Timed(NamedTuple):
    """A number of one period."""

    kind: PeriodKind
    school_year: int
    period: str
    key: Key


OpenAmounts = frozenset[tuple[Timed, str]]  # totals, and by what they are split


def exposed_amounts(
    tables: Mapping[PeriodKind, Sequence[ReleasedResult]], places: Places, open_amounts: OpenAmounts
) -> list[Exposed]:
    """Withheld amounts that follow from all that is printed of an indicator, by whatever period.

    open_amounts: the sums that do not hold, as `not_adding_up` gives them.
    """
    known = _bounded(dict(_numbers(tables)))
    found = determined(
        known, _splits(known, places), open_splits=open_amounts, true_sizes={}, least=0, ceiling=CEILING
    )
    names = {row.indicator for rows in tables.values() for row in rows[:1]}
    return [Exposed(name, *timed, "sums") for name in names for timed in sorted(found)]


def not_adding_up(tables: Mapping[PeriodKind, Sequence[Result]], places: Places) -> OpenAmounts:
    """Sums of amounts that do not hold: (total, by). For the publisher, who knows the numbers."""
    known = dict(_numbers(tables))
    return frozenset((each.total, each.by) for each in _splits(known, places) if is_open(each, known))


def _numbers(tables: Mapping[PeriodKind, Rows]) -> Iterable[tuple[Timed, Numbers]]:
    """What is counted out of what, in tenths."""
    for kind, rows in tables.items():
        for row in rows:
            timed = Timed(kind, row.school_year, row.period, key_of(row))
            yield timed, Numbers(_tenths(row.denominator), _tenths(row.numerator))


def _tenths(amount: Released | float) -> int | None:
    if isinstance(amount, int | float):
        return round(TENTHS * amount)
    return round(TENTHS * amount.value) if isinstance(amount, Shown) else None


def _bounded(known: dict[Timed, Numbers]) -> dict[Timed, Numbers]:
    """Points can be below zero, or more than what they are divided by: then nothing is taken for granted."""
    both = [(each.count, each.n) for each in known.values() if each.count is not None and each.n is not None]
    if all(0 <= count <= n for count, n in both):
        return known
    return {
        timed: Numbers(each.n, each.count, (-CEILING, CEILING) if each.count is None else None)
        for timed, each in known.items()
    }


def _splits(keys: Iterable[Timed], places: Places) -> list[Split[Timed]]:
    """By group and place within each period, and by period within each longer one."""
    known = list(keys)
    by_period: dict[tuple[PeriodKind, int, str], list[Key]] = defaultdict(list)
    for each in known:
        by_period[each[:3]].append(each.key)
    found = [
        Split(Timed(*period, split.total), split.by, tuple(Timed(*period, part) for part in split.parts))
        for period, held in by_period.items()
        for split in splits_of(held, places)
    ]
    return found + _over_time(known)


def _over_time(known: Sequence[Timed]) -> list[Split[Timed]]:
    kinds, listed = {each.kind for each in known}, set(known)
    parts: dict[tuple[Timed, str], list[Timed]] = defaultdict(list)
    for each in known:
        longer = longer_period(each.period, each.kind, each.school_year, kinds)
        if longer is not None:
            total = Timed(longer[1], each.school_year, longer[0], each.key)
            if total in listed:
                parts[total, OVER_TIME + each.kind].append(each)
    return [Split(total, by, tuple(sorted(held))) for (total, by), held in sorted(parts.items())]
