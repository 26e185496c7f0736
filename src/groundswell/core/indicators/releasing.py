"""What may leave of a table of results: one decision per number, small groups and their neighbors withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.released import Released, Shown, Suppressed, Why
from groundswell.core.disclosure.rules import Cell, Decision, SuppressionRule
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.few_teachers import Name, Teachers, withheld_values
from groundswell.core.indicators.over_periods import OverTime, Period
from groundswell.core.indicators.results import Result
from groundswell.core.indicators.tying import key_of, name_of, tied

Decided = dict[Name, tuple[Decision, Cell]]
Printed = Mapping[Name, Collection[tuple[int, int | None]]]


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
    within: Mapping[str, str] | None = None,
    teachers: Teachers | None = None,
    earlier: Iterable[ReleasedResult] = (),
) -> list[ReleasedResult]:
    """Each result with what may be shown of it, in the same order.

    schools: the same numbers by school; needed for districts and networks, so that schools, districts and the
    network are decided together and one number is decided alike in each table. above: the next place up for
    each place. A student of two schools counts twice in what a district's schools add up to and once in the
    district; the sum is taken to be printed where the district is. A row that is not in a table tells that
    nobody was counted, so every withheld group has somebody in it.

    within: the longer period that each period is a part of ("2025-10" of "2025-26"), where results of both are
    given. Days, answers and points add up over time, and are decided together then; persons do not.
    teachers: how many teachers stand behind a result; where they are too few, its value is withheld, and
    how many students it is of is not.
    earlier: all that was ever printed of these numbers. What still holds of it is known to readers, so it is no
    company for others; it stays shown, unless the rule calls it small by now.
    """
    rule = replace(rule, shows_zero=True)
    printed = _printed(earlier, counts=indicator.counts_persons)
    listed = list(results)
    asked, below = _by_period(listed), _by_period(listed if schools is None else schools)
    found: dict[Name, ReleasedResult] = {}
    for time in _tables(indicator, OverTime(below, asked, above or {}, within or {})):
        found |= _released_table(indicator, time, rule, teachers, printed)
    return [found[_name(result)] for result in listed]


def _tables(indicator: Indicator, time: OverTime) -> Iterable[OverTime]:
    """What is decided on together. Persons do not add up over time, so each period is a table of its own."""
    if not indicator.counts_persons:
        return [time]
    return (
        OverTime({period: time.schools.get(period, [])}, {period: held}, time.above, {})
        for period, held in time.asked.items()
    )


def _released_table(
    indicator: Indicator, time: OverTime, rule: SuppressionRule, teachers: Teachers | None, printed: Printed
) -> dict[Name, ReleasedResult]:
    decided, small = _decided(indicator, time, rule, printed)
    if not indicator.counts_persons:
        decided |= small  # what was printed of amounts is not remembered, so these protect them too
        _tie_amounts(decided, time, rule)
    values: dict[Name, Why] = {}
    if teachers is not None and rule.least_teachers > 1:
        values = withheld_values(indicator, time, rule, teachers=teachers, hidden=_hidden(decided))
    decided |= small
    found: dict[Name, ReleasedResult] = {}
    for held in time.asked.values():
        for result in held:
            name = _name(result)
            found[name] = _released(indicator, result, *decided[name], rule, values.get(name))
    return found


def _printed(earlier: Iterable[ReleasedResult], *, counts: bool) -> Printed:
    """The sizes and counts that were printed of each number; no count where it was withheld or a bound."""
    found: dict[Name, set[tuple[int, int | None]]] = defaultdict(set)
    for row in earlier:
        if isinstance(row.students, Shown):
            count = row.numerator if counts else None
            told = round(count.value) if isinstance(count, Shown) else None
            found[_name(row)].add((round(row.students.value), told))
    return found


def _name(result: Result | ReleasedResult) -> Name:
    return _period(result), name_of(key_of(result))


def _decided(
    indicator: Indicator, time: OverTime, rule: SuppressionRule, printed: Printed
) -> tuple[Decided, Decided]:
    """Students and counts of each period; and those that are withheld though readers know them from earlier print."""
    decided: Decided = {}
    small: Decided = {}
    for period, held in {**time.schools, **time.asked}.items():
        schools, asked = time.schools.get(period, ()), time.asked.get(period, held)
        table = tied(schools, asked, time.above, _cells(indicator))
        known = [key for key, cell in table.cells.items() if _is_known(cell, printed.get((period, key), ()))]
        found = protect(table.cells.values(), table.sets, rule, printed_before=known).decisions
        decided |= {(period, key): (found[key], cell) for key, cell in table.cells.items()}
        cells = ((key, table.cells[key]) for key in known)
        small |= {(period, key): (_small(key), cell) for key, cell in cells if rule.is_small(cell)}
    return decided, small


def _is_known(cell: Cell, printed: Collection[tuple[int, int | None]]) -> bool:
    return (cell.n, cell.count) in printed or (cell.n, None) in printed


def _small(key: str) -> Decision:
    withheld = Suppressed("small group")
    return Decision(key, withheld, withheld, withheld)


def _hidden(decided: Decided) -> list[Name]:
    return [name for name, (decision, _) in decided.items() if not decision.is_shown]


def _period(result: Result | ReleasedResult) -> Period:
    return (result.school_year, result.period)


def _by_period(results: Iterable[Result]) -> dict[Period, list[Result]]:
    found: dict[Period, list[Result]] = defaultdict(list)
    for result in results:
        found[_period(result)].append(result)
    return dict(found)


def _cells(indicator: Indicator) -> Callable[[Result], Cell]:
    def cell(result: Result) -> Cell:
        count = round(result.numerator) if indicator.counts_persons else None
        return Cell(name_of(key_of(result)), result.students, count)

    return cell


def _tie_amounts(decided: Decided, time: OverTime, rule: SuppressionRule) -> None:
    """Withhold also what would give withheld days or answers away, as by a year beside its months."""
    for name in time.company(_hidden(decided), rule):
        withheld = Suppressed("protects a small group")
        cell = decided[name][1]
        decided[name] = (Decision(cell.key, withheld, withheld, withheld), cell)


def _released(
    indicator: Indicator,
    result: Result,
    decision: Decision,
    cell: Cell,
    rule: SuppressionRule,
    withheld: Why | None,
) -> ReleasedResult:
    """withheld: why its value is, where its students are shown."""
    own = Cell(cell.key, result.students, round(result.numerator) if cell.count is not None else None)
    n: Released = Shown(result.students)
    if not decision.is_shown:
        n = decision.n
    elif rule.is_small(own):
        n = Suppressed("small group")
    numerator, denominator, value = _parts(indicator, result, decision, n)
    if withheld is not None and isinstance(n, Shown):
        numerator = value = Suppressed(withheld)
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
