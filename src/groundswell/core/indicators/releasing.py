"""What may leave of a table of results: one decision per number, small groups and their neighbors withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
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
    """
    rule = replace(rule, shows_zero=True)
    listed = list(results)
    asked, below = _by_period(listed), _by_period(listed if schools is None else schools)
    time = OverTime(below, asked, above or {}, {} if indicator.counts_persons else within or {})
    decided = _decided(indicator, time, rule)
    if not indicator.counts_persons:
        _tie_amounts(decided, time, rule)
    values: dict[Name, Why] = {}
    if teachers is not None and rule.least_teachers > 1:
        values = withheld_values(indicator, time, rule, teachers=teachers, hidden=_hidden(decided))
    names = [(_period(result), name_of(key_of(result))) for result in listed]
    return [
        _released(indicator, result, *decided[name], rule, values.get(name))
        for result, name in zip(listed, names, strict=True)
    ]


def _decided(indicator: Indicator, time: OverTime, rule: SuppressionRule) -> Decided:
    """Students and counts of each period."""
    decided: Decided = {}
    for period, held in {**time.schools, **time.asked}.items():
        schools, asked = time.schools.get(period, ()), time.asked.get(period, held)
        table = tied(schools, asked, time.above, _cells(indicator))
        found = protect(table.cells.values(), table.sets, rule).decisions
        decided |= {(period, key): (found[key], cell) for key, cell in table.cells.items()}
    return decided


def _hidden(decided: Decided) -> list[Name]:
    return [name for name, (decision, _) in decided.items() if not decision.is_shown]


def _period(result: Result) -> Period:
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
