"""The gate: a table leaves when the attacker finds nothing in it, nor in it and all that left before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Period as PeriodKind
from groundswell.core.indicators.periods import period_end
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.store.release.amounts import OpenAmounts
from groundswell.store.release.attacking import (
    Exposed,
    How,
    determined,
    shown_though_small,
    small_differences,
)
from groundswell.store.release.printed import Key, Numbers, Period, PeriodPrinted, by_period
from groundswell.store.release.reading import DataPlace
from groundswell.store.release.sums import Split, is_open, splits_of

OpenSplits = Mapping[Period, frozenset[tuple[Key, str]]]


@dataclass(frozen=True)
class Earlier:
    """A table as an earlier release printed it, and the day it did."""

    day: date
    rows: Sequence[ReleasedResult]


@dataclass(frozen=True)
class Known:
    """What the attacker knows besides what is printed.

    changes_later: those who stay may count differently as a period goes on. open_splits: what does not add up;
    open_amounts: of days, answers and points.
    truth: the numbers themselves, where the publisher asks: a reader is taken to know all group sizes.
    """

    indicator: str
    kind: PeriodKind
    counts_persons: bool
    changes_later: bool
    rule: SuppressionRule
    places: Mapping[str, DataPlace]
    open_splits: OpenSplits
    open_amounts: OpenAmounts = frozenset()
    truth: Mapping[Period, Mapping[Key, Numbers]] = field(default_factory=dict)


def exposures(
    rows: Iterable[ReleasedResult], earlier: Sequence[Earlier], known: Known
) -> tuple[list[Exposed], list[Exposed]]:
    """What follows from the sums, and what from comparing with earlier releases; each in order of period."""
    listed, counts = list(rows), known.counts_persons
    by_sums, compared = [], []
    for period, printed in sorted(by_period(listed, [each.rows for each in earlier], counts=counts).items()):
        by_sums += _exposed(known, period, _by_sums(period, printed, known), "sums")
    settled = [_settled(each, known) for each in earlier]
    for period, printed in sorted(by_period(listed, settled, counts=counts).items()):
        compared += _exposed(known, period, small_differences(printed, known.rule), "releases compared")
    return by_sums, compared


def open_splits_of(
    truth: Mapping[Period, Mapping[Key, Numbers]], places: Mapping[str, DataPlace]
) -> dict[Period, frozenset[tuple[Key, str]]]:
    """The sums that do not hold, by period: a group is not recorded for some, or some count in two places."""
    return {
        period: frozenset(
            (each.total, each.by) for each in splits_of(numbers, places) if is_open(each, numbers)
        )
        for period, numbers in truth.items()
    }


def _by_sums(period: Period, printed: PeriodPrinted, known: Known) -> set[Key]:
    truth = known.truth.get(period, {})
    numbers = printed.known(truth)
    sizes = {key: each.n for key, each in truth.items() if each.n is not None}
    splits: list[Split[Key]] = splits_of(numbers, known.places)
    open_splits = known.open_splits.get(period, frozenset())
    return shown_though_small(printed.now, known.rule) | determined(
        numbers, splits, open_splits=open_splits, true_sizes=sizes
    )


def _settled(earlier: Earlier, known: Known) -> list[ReleasedResult]:
    """Rows of periods that were over when they were printed, where that matters."""
    if not known.changes_later:
        return list(earlier.rows)
    return [row for row in earlier.rows if _last_day(row, known.kind) < earlier.day]


def _last_day(row: ReleasedResult, kind: PeriodKind) -> date:
    return date(row.school_year, 6, 30) if kind == "term" else period_end(row.period, kind)


def _exposed(known: Known, period: Period, keys: set[Key], how: How) -> list[Exposed]:
    return [Exposed(known.indicator, known.kind, *period, key, how) for key in sorted(keys)]
