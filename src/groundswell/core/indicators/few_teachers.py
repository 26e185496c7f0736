"""Numbers that one or two teachers stand behind: what was achieved is withheld, how many students is not.

How many students a grade has is no secret, so a withheld value of this kind needs company for its value alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from groundswell.core.disclosure.released import Why
from groundswell.core.disclosure.rules import Cell, SuppressionRule
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.over_periods import TENTHS, OverTime, Period, tenths
from groundswell.core.indicators.results import Result
from groundswell.core.indicators.tying import key_of, name_of

Teachers = Callable[[Result], int | None]
Name = tuple[Period, str]  # a period, and the name of a number's key


def withheld_values(
    indicator: Indicator,
    time: OverTime,
    rule: SuppressionRule,
    *,
    teachers: Teachers,
    hidden: Iterable[Name],
) -> dict[Name, Why]:
    """Results whose value is withheld for the teachers' sake, beside those `hidden` for the students'.

    teachers: how many teachers stand behind a result; None where nobody can tell, or where there are many.
    """
    listed = set(hidden)
    few: dict[Name, Why] = {
        name: "few teachers"
        for name, result in time.results()
        if name not in listed and _is_few(teachers(result), result, rule)
    }
    if not few:
        return {}
    results = [result for _, result in time.results()]
    cell_of, adds_up = amounts(indicator, results)
    tied = replace(time, within=time.within if adds_up else {}, cell_of=cell_of)
    company = tied.company(few, rule, hidden=listed)
    withheld: dict[Name, Why] = dict.fromkeys(company, "protects few teachers")
    return withheld | few


def amounts(indicator: Indicator, results: Iterable[Result]) -> tuple[Callable[[Result], Cell], bool]:
    """What of the results adds up, as cells, and whether it does over time: persons do not.

    Days and answers in tenths. Where points are no multiples of these, or below zero, the students behind them
    stand for them: the same sums hold, so what can be worked out of the one can be of the other.
    """
    if indicator.counts_persons:
        return _cells(lambda result: (round(result.numerator), result.students)), False
    if all(_is_in_tenths(result.numerator) for result in results):
        return _cells(_days), True
    return _cells(lambda result: (result.students, None)), False


def _days(result: Result) -> tuple[int, int | None]:
    """At most as many as they were asked for; points may be more."""
    amount, most = tenths(result.numerator), tenths(result.denominator)
    return amount, most if amount <= most else None


def _cells(amount: Callable[[Result], tuple[int, int | None]]) -> Callable[[Result], Cell]:
    def cell(result: Result) -> Cell:
        n, most = amount(result)
        return Cell(name_of(key_of(result)), n, most=most)

    return cell


def _is_in_tenths(amount: float) -> bool:
    return amount >= 0 and abs(TENTHS * amount - tenths(amount)) < 1e-6


def _is_few(teachers: int | None, result: Result, rule: SuppressionRule) -> bool:
    return teachers is not None and teachers < rule.least_teachers and result.students > 0
