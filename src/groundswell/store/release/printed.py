"""What readers have in hand of one period: the newest release of a number, and what earlier ones printed of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from groundswell.core.disclosure.released import Coded, Released, Shown
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import Result

Period = tuple[int, str]  # school year, label


class Key(NamedTuple):
    """A number of one period."""

    place_kind: str
    place: str
    group_set: str
    group: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many, and how many of them; None where it is not known. `count` is for indicators of persons alone.

    span: the counts that a printed bound allows ("at most 5%").
    """

    n: int | None = None
    count: int | None = None
    span: tuple[int, int] | None = None


@dataclass
class PeriodPrinted:
    """The numbers of one period by key: `now`, and in each earlier release."""

    now: dict[Key, Numbers] = field(default_factory=dict)
    before: list[dict[Key, Numbers]] = field(default_factory=list)

    def known(self, truth: Mapping[Key, Numbers]) -> dict[Key, Numbers]:
        """All that is printed of the numbers as they are now; older print counts where it still holds.

        truth: where it is known. Else a place of which all that was printed both times is the same is taken not
        to have changed.
        """
        found = dict(self.now)
        for older in self.before:
            same = self._unchanged_places(older)
            for key, numbers in older.items():
                if key in found and found[key].n is None and numbers.n is not None:
                    holds = _holds(numbers, truth[key]) if key in truth else key[:2] in same
                    found[key] = numbers if holds else found[key]
        return found

    def _unchanged_places(self, older: Mapping[Key, Numbers]) -> set[tuple[str, str]]:
        """Places of which something is printed both times, and nothing differently."""
        both = [key for key, numbers in older.items() if self._is_in_both(key, numbers)]
        moved = {key[:2] for key in both if _moved(older[key], self.now[key])}
        return {key[:2] for key in both} - moved

    def _is_in_both(self, key: Key, numbers: Numbers) -> bool:
        return key in self.now and None not in (self.now[key].n, numbers.n)


def _moved(then: Numbers, now: Numbers) -> bool:
    """What is printed both times is not the same. A count that is withheld now says nothing of that."""
    return then.n != now.n or (None not in (then.count, now.count) and then.count != now.count)


def _holds(printed: Numbers, true: Numbers) -> bool:
    return printed.n == true.n and printed.count in (None, true.count)


def by_period(
    rows: Iterable[ReleasedResult], before: Sequence[Iterable[ReleasedResult]] = (), *, counts: bool
) -> dict[Period, PeriodPrinted]:
    """What is printed, by period. `before`: earlier releases, oldest first. counts: of persons."""
    found: dict[Period, PeriodPrinted] = defaultdict(PeriodPrinted)
    for row in rows:
        found[row.school_year, row.period].now[key_of(row)] = _printed(row, counts=counts)
    for release in before:
        older: dict[Period, dict[Key, Numbers]] = defaultdict(dict)
        for row in release:
            older[row.school_year, row.period][key_of(row)] = _printed(row, counts=counts)
        for period, numbers in older.items():
            found[period].before.append(numbers)
    return found


def true_numbers(results: Iterable[Result], *, counts: bool) -> dict[Period, dict[Key, Numbers]]:
    """The numbers behind a release, by period: for its maker alone."""
    found: dict[Period, dict[Key, Numbers]] = defaultdict(dict)
    for each in results:
        count = round(each.numerator) if counts else None
        found[each.school_year, each.period][key_of(each)] = Numbers(each.students, count)
    return found


def key_of(row: ReleasedResult | Result) -> Key:
    return Key(row.place_kind, row.place, row.group_set, row.group)


def _printed(row: ReleasedResult, *, counts: bool) -> Numbers:
    n = _whole(row.students)
    if not counts or n is None:
        return Numbers(n)
    return Numbers(n, _whole(row.numerator), _span(row.value, n) if isinstance(row.value, Coded) else None)


def _whole(number: Released) -> int | None:
    return int(number.value) if isinstance(number, Shown) else None


def _span(coded: Coded, n: int) -> tuple[int, int]:
    if coded.side == "at most":
        return 0, coded.bound * n // 100
    return n - (100 - coded.bound) * n // 100, n
