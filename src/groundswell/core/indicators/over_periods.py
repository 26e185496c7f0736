"""Months, terms and years decided together: days and answers of a year are those of its months, added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.rules import AdditiveSet, Cell, SuppressionRule
from groundswell.core.indicators.results import Result
from groundswell.core.indicators.tying import Tied, key_of, name_of, tied

Period = tuple[int, str]  # the school year in which it ends, and its label
TENTHS = 10  # half days are counted too


@dataclass(frozen=True)
class OverTime:
    """The same numbers for periods and for longer ones. `within`: the longer period of each label.

    cell_of: what of a result adds up, as a cell under the name of its key.
    """

    schools: Mapping[Period, list[Result]]
    asked: Mapping[Period, list[Result]]
    above: Mapping[str, str]
    within: Mapping[str, str]
    cell_of: Callable[[Result], Cell] = field(default_factory=lambda: days_of)

    def company(
        self,
        withheld: Iterable[tuple[Period, str]],
        rule: SuppressionRule,
        *,
        hidden: Iterable[tuple[Period, str]] = (),
    ) -> list[tuple[Period, str]]:
        """Results to withhold as well, so that no withheld one is the difference of printed periods.

        Withheld results stay withheld; none is small by its days alone. hidden: others that stay withheld, and
        need no company.
        """
        names = {_named(*each) for each in withheld}
        others = {_named(*each) for each in hidden} - names
        table = self._table()
        days = replace(rule, threshold=0, smallest_count=0, code_ends=False, shows_zero=False)
        release = protect(table.cells.values(), table.sets, days, withheld=names, hidden=others)
        results = {_named(*name): name for name, _ in self.results()}
        return sorted(results[name] for name in release.hidden() - names - others if name in results)

    def results(self) -> Iterator[tuple[tuple[Period, str], Result]]:
        """Every result by its period and the name of its key. What is asked for by school comes twice."""
        for table in (self.schools, self.asked):
            for period, held in table.items():
                for each in held:
                    yield (period, name_of(key_of(each))), each

    def _table(self) -> Tied:
        """All periods' tables side by side, with the sums over time that hold."""
        whole = Tied()
        for period in sorted(self.schools.keys() | self.asked.keys()):
            each = tied(self.schools.get(period, ()), self.asked.get(period, ()), self.above, self.cell_of)
            whole.cells |= {
                _named(period, key): replace(cell, key=_named(period, key))
                for key, cell in each.cells.items()
            }
            whole.sets += [_moved(period, sums) for sums in each.sets]
        whole.sets += self._sums_over_time(whole.cells)
        return whole

    def _sums_over_time(self, cells: Mapping[str, Cell]) -> list[AdditiveSet]:
        parts: dict[str, list[Cell]] = defaultdict(list)
        for name, cell in cells.items():
            year, label, key = name.split(_BETWEEN, 2)
            if label in self.within:
                parts[_named((int(year), self.within[label]), key)].append(cell)
        return [
            AdditiveSet(total, tuple(cell.key for cell in held))
            for total, held in parts.items()
            if total in cells and _adds_up(cells[total], held)
        ]


_BETWEEN = "\x1d"


def _named(period: Period, key: str) -> str:
    return _BETWEEN.join((str(period[0]), period[1], key))


def _moved(period: Period, sums: AdditiveSet) -> AdditiveSet:
    return AdditiveSet(_named(period, sums.total), tuple(_named(period, part) for part in sums.parts))


def tenths(amount: float) -> int:
    """Days or answers as a whole number."""
    return round(TENTHS * amount)


def days_of(result: Result) -> Cell:
    """Days or answers instead of students; points that do not fit into their number have a number alone."""
    n, count = tenths(result.denominator), tenths(result.numerator)
    return Cell(name_of(key_of(result)), n, count if 0 <= count <= n else None)


def _adds_up(total: Cell, parts: list[Cell]) -> bool:
    counts = [part.count for part in parts]
    counted = total.count is not None and None not in counts
    if sum(part.n for part in parts) != total.n:
        return False
    return not counted or sum(count or 0 for count in counts) == total.count
