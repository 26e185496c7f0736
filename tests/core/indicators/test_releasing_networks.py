"""A whole network released at once: sums that follow from others are left out, and periods are tied together."""

from dataclasses import replace

import pytest
from benchmarks.invented_network import results_of_network

from groundswell.core.disclosure.attack import audit
from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.published import Printed, attack_published
from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.disclosure.rules import AdditiveSet, Cell, SuppressionRule
from groundswell.core.indicators.releasing import release
from groundswell.core.indicators.results import ALL, Result
from groundswell.core.indicators.tying import key_of, name_of, tied
from tests.core.indicators.test_releasing import DAYS, PERSONS, RULE, result

SETS = ("race_ethnicity", "english_learner", "sex", "grade", "grade_band")
CROSSED = (*SETS, "race_ethnicity*sex")


def cell(row: Result) -> Cell:
    return Cell(name_of(key_of(row)), row.students, round(row.numerator))


def written_out(rows: list[Result], above: dict[str, str]) -> list[AdditiveSet]:
    """Every sum that a reader can check, those that follow from others too. Written from the rows alone."""
    keys = {key_of(row) for row in rows}
    sets = []
    for place in sorted({key[0] for key in keys}):
        for name in sorted({key[1] for key in keys if key[0] == place} - {ALL[0]}):
            held = [key for key in sorted(keys) if key[:2] == (place, name)]
            sets.append(AdditiveSet(name_of((place, *ALL)), tuple(map(name_of, held))))
            sets += margins(place, name, held)
    for total in sorted(keys):
        up, depth = total[0].lstrip("\x1e"), total[0].count("\x1e")
        parts = tuple(
            name_of(key)
            for key in sorted(keys)
            if key[1:] == total[1:]
            and key[0].count("\x1e") == depth - 1
            and above.get(key[0].lstrip("\x1e")) == up
        )
        if parts:
            sets.append(AdditiveSet(name_of(total), parts))
    return sets


def margins(place: str, name: str, held: list[tuple[str, str, str]]) -> list[AdditiveSet]:
    """Crossed groups add up to the groups of either set."""
    return [
        AdditiveSet(
            name_of((place, one, group)),
            tuple(name_of(key) for key in held if key[2].split("*")[side] == group),
        )
        for side, one in enumerate(name.split("*"))
        if "*" in name
        for group in sorted({key[2].split("*")[side] for key in held})
    ]


@pytest.mark.parametrize("sets", [SETS, CROSSED], ids=["sister tables", "crossed"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_that_were_left_out_tell_the_attacker_nothing_new(seed: int, sets: tuple[str, ...]) -> None:
    rows, above = results_of_network(districts=2, schools=6, seed=seed, sets=sets, all_known=True)
    schools = [row for row in rows if row.place_kind == "school"]
    table = tied(schools, rows, above, cell)
    rule = replace(RULE, shows_zero=True)
    found = protect(table.cells.values(), table.sets, rule)
    assert found.hidden()
    assert not audit(table.cells.values(), table.sets, found, rule)
    printed = [
        Printed(each.key, (each.count or 0,) * 2, (each.n, each.n))
        if found[each.key].is_shown
        else Printed(each.key, (0, 10_000), (1, 10_000), withheld=True)
        for each in map(cell, rows)
    ]
    attacked = attack_published(printed, written_out(rows, above))
    assert attacked.not_adding_up == ()
    assert attacked.recovered == ()


def test_all_levels_can_be_released_in_one_call() -> None:
    rows, above = results_of_network(districts=2, schools=5, seed=3, sets=SETS)
    schools = [row for row in rows if row.place_kind == "school"]
    found = release(PERSONS, rows, RULE, schools=schools, above=above)
    assert [(each.place, each.group) for each in found] == [(row.place, row.group) for row in rows]
    shown = [row for row, each in zip(rows, found, strict=True) if isinstance(each.students, Shown)]
    assert len(shown) < len(rows)
    assert all(row.students >= RULE.threshold for row in shown)


def days(place: str, period: str, group: str, students: int, attended: int, enrolled: int) -> Result:
    row = result(place, group, students, attended)
    return replace(row, period=period, denominator=enrolled, value=100 * attended / enrolled)


MONTHS = ("2025-09", "2025-10", "2025-11")
WITHIN = dict.fromkeys(MONTHS, "2025-26")


def year_of_months(students: tuple[int, int, int]) -> list[Result]:
    months = [
        days("S1", label, "all=all", n, 18 * n, 20 * n) for label, n in zip(MONTHS, students, strict=True)
    ]
    total = [sum(row.numerator for row in months), sum(row.denominator for row in months)]
    return [*months, days("S1", "2025-26", "all=all", max(students) + 1, int(total[0]), int(total[1]))]


def test_a_withheld_month_of_days_is_not_the_year_without_the_other_months() -> None:
    rows = year_of_months((9, 14, 15))
    alone, together = release(DAYS, rows, RULE), release(DAYS, rows, RULE, within=WITHIN)
    assert [isinstance(row.value, Suppressed) for row in alone] == [True, False, False, False]
    assert [isinstance(row.value, Suppressed) for row in together] == [True, True, False, False]


def test_months_of_persons_do_not_add_up_and_stay_as_they_are() -> None:
    rows = [replace(row, numerator=2, denominator=row.students) for row in year_of_months((9, 14, 15))]
    assert release(PERSONS, rows, RULE, within=WITHIN) == release(PERSONS, rows, RULE)


def test_months_that_are_not_the_whole_year_are_not_tied_to_it() -> None:
    rows = year_of_months((9, 14, 15))
    longer = [*rows[:3], replace(rows[3], denominator=rows[3].denominator + 400)]
    assert release(DAYS, longer, RULE, within=WITHIN) == release(DAYS, longer, RULE)


def test_few_teachers_withhold_a_value() -> None:
    rows = [result("S1", "all=all", 60, 6), result("S2", "all=all", 60, 6)]
    teachers = {"S1": 2, "S2": 3}
    found = release(PERSONS, rows, SuppressionRule(), teachers=lambda row: teachers[row.place])
    assert [each.students for each in found] == [Shown(60), Shown(60)]
    assert found[0].value == Suppressed("few teachers")
    assert isinstance(found[1].value, Shown)
