"""What may leave of a table of results: one decision per number, small groups and their neighbors withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.released import Released, Shown, Suppressed
from groundswell.core.disclosure.rules import AdditiveSet, Cell, Decision, SuppressionRule
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.results import ALL, CROSS, GRADE, GRADE_BAND, Result, band_of

Key = tuple[str, str, str]  # place, group set, group


@dataclass(frozen=True, slots=True)
class ReleasedResult:
    """One number as it may be printed anywhere. The numbers behind a withheld one are not in it."""

    indicator: str
    school_year: int
    period: str
    place_kind: str
    place: str
    group_set: str
    group: str
    students: Released
    numerator: Released
    denominator: Released
    value: Released


def release(
    indicator: Indicator,
    results: Iterable[Result],
    rule: SuppressionRule,
    *,
    schools: Iterable[Result] | None = None,
    above: Mapping[str, str] | None = None,
) -> list[ReleasedResult]:
    """Each result with what may be shown of it, in the same order.

    schools: the same numbers by school; needed for districts and networks, so that schools, districts and the
    network are decided together and one number is decided alike in each table. above: the next place up for
    each place. A student of two schools counts twice in what a district's schools add up to and once in the
    district; the sum is taken to be printed where the district is. A row that is not in a table tells that
    nobody was counted, so every withheld group has somebody in it.
    """
    rule = replace(rule, shows_zero=True)
    listed = list(results)
    tables: dict[tuple[int, str], tuple[list[Result], list[Result]]] = defaultdict(lambda: ([], []))
    for index, source in enumerate((schools if schools is not None else listed, listed)):
        for result in source:
            tables[result.school_year, result.period][index].append(result)
    decided: dict[tuple[int, str, str], tuple[Decision, Cell]] = {}
    for (year, period), (below, asked) in tables.items():
        found = _Table(indicator, below, asked, above or {}).decided(rule)
        decided |= {(year, period, key): decision for key, decision in found.items()}
    return [
        _released(indicator, result, *decided[result.school_year, result.period, _name(_key(result))], rule)
        for result in listed
    ]


_MARK = "\x1e"


_DEPTH = {"school": 0, "district": 1, "network": 2}


def _key(result: Result) -> Key:
    """Places above schools are marked, so that a school and a district of one id stay apart."""
    return (_MARK * _DEPTH[result.place_kind] + result.place, result.group_set, result.group)


def _name(key: Key) -> str:
    return "\x1f".join(key)


@dataclass(frozen=True)
class _Table:
    """The results of one period, and how their numbers hang together."""

    indicator: Indicator
    schools: list[Result]
    asked: list[Result]
    above: Mapping[str, str]

    def decided(self, rule: SuppressionRule) -> dict[str, tuple[Decision, Cell]]:
        """Per key its decision and the cell that was decided on."""
        cells = {_key(result): self._cell(result) for result in self.schools}
        sets = self._add_places_above(cells)
        for result in self.asked:
            cells.setdefault(_key(result), self._cell(result))
        sets += self._group_sets(cells)
        found = protect(cells.values(), sets, rule).decisions
        return {cell.key: (found[cell.key], cell) for cell in cells.values()}

    def _cell(self, result: Result) -> Cell:
        count = round(result.numerator) if self.indicator.counts_persons else None
        return Cell(_name(_key(result)), result.students, count)

    def _add_places_above(self, cells: dict[Key, Cell]) -> list[AdditiveSet]:
        """What the places below each place add up to, as cells, and the sums themselves."""
        sets = []
        for level in (1, 2):
            parts: dict[Key, list[Cell]] = defaultdict(list)
            for (place, group_set, group), cell in list(cells.items()):
                up = self._up(place, level)
                if up is not None:
                    parts[up, group_set, group].append(cell)
            for key, held in parts.items():
                cells[key] = _sum(_name(key), held)
                sets.append(AdditiveSet(_name(key), tuple(cell.key for cell in held)))
        return sets

    def _up(self, place: str, level: int) -> str | None:
        depth = len(place) - len(place.lstrip(_MARK))
        up = self.above.get(place.lstrip(_MARK))
        return _MARK * level + up if depth == level - 1 and up is not None else None

    def _group_sets(self, cells: dict[Key, Cell]) -> list[AdditiveSet]:
        """Groups of a set add up to their total with those of whom the group is not known."""
        parts: dict[tuple[Key, str], list[Cell]] = defaultdict(list)
        for key, cell in list(cells.items()):
            for total, by in _totals(key):
                if total in cells:
                    parts[total, by].append(cell)
        sets = []
        for (total, by), held in parts.items():
            rest = _rest(cells[total], held, by)
            if rest is None:
                continue
            if rest.n:
                cells[rest.key, "", ""] = rest
                held.append(rest)
            sets.append(AdditiveSet(_name(total), tuple(cell.key for cell in held)))
        return sets


def _sum(name: str, parts: list[Cell]) -> Cell:
    counted = all(part.count is not None for part in parts)
    count = sum(part.count or 0 for part in parts) if counted else None
    return Cell(name, sum(part.n for part in parts), count)


def _totals(key: Key) -> list[tuple[Key, str]]:
    """The totals that a group is a part of, each with the name of the split."""
    place, group_set, group = key
    if (group_set, group) == ALL:
        return []
    found = [((place, *ALL), group_set)]
    if CROSS in group_set:
        sets, groups = group_set.split(CROSS), group.split(CROSS)
        found += [((place, name, held), group_set) for name, held in zip(sets, groups, strict=True)]
    if group_set == GRADE:
        found.append(((place, GRADE_BAND, band_of(GRADE_NUMBERS.get(group)) or ""), GRADE))
    return found


def _rest(total: Cell, parts: list[Cell], by: str) -> Cell | None:
    """Those in the total and in no part; None where the parts do not fit into it."""
    n = total.n - sum(part.n for part in parts)
    counted = total.count is not None
    count = (total.count or 0) - sum(part.count or 0 for part in parts) if counted else None
    if n < 0 or (count is not None and not 0 <= count <= n):
        return None
    return Cell(f"{total.key}\x1frest of {by}", n, count)


def _released(
    indicator: Indicator, result: Result, decision: Decision, cell: Cell, rule: SuppressionRule
) -> ReleasedResult:
    own = Cell(cell.key, result.students, round(result.numerator) if cell.count is not None else None)
    n: Released = Shown(result.students)
    if not decision.is_shown:
        n = decision.n
    elif rule.is_small(own):
        n = Suppressed("small group")
    numerator, denominator, value = _parts(indicator, result, decision, n)
    return ReleasedResult(
        indicator=indicator.id,
        school_year=result.school_year,
        period=result.period,
        place_kind=result.place_kind,
        place=result.place,
        group_set=result.group_set,
        group=result.group,
        students=n,
        numerator=numerator,
        denominator=denominator,
        value=value,
    )


def _parts(
    indicator: Indicator, result: Result, decision: Decision, n: Released
) -> tuple[Released, Released, Released]:
    """Numerator, denominator and value: withheld with the group, and coded where its rate is."""
    if not isinstance(n, Shown):
        return n, n, n
    denominator = n if indicator.counts_persons else Shown(_plain(result.denominator))
    if isinstance(decision.count, Suppressed):
        return decision.count, denominator, decision.count if decision.rate is None else decision.rate
    value: Released = Shown(result.value) if result.value is not None else Suppressed("small group")
    return Shown(_plain(result.numerator)), denominator, value


def _plain(number: float) -> int | float:
    """A whole number without a decimal point."""
    return int(number) if number == int(number) else number
