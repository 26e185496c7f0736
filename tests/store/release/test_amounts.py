"""Days and answers add up over time: what a year and its other months give away, the attacker finds."""

from dataclasses import replace
from pathlib import Path

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import Result
from groundswell.store.release import reading
from groundswell.store.release.amounts import exposed_amounts, not_adding_up
from groundswell.store.release.making import check_release, make_release
from groundswell.store.release.reading import DataPlace
from tests.store.release.small_store import AT, library, publish_edition

HIDDEN = Suppressed("small group")
PLACES = {
    "school:S1": DataPlace("S1", "school", "One", "N", ()),
    "network:N": DataPlace("N", "network", "All", None, ()),
}
MONTHS = {"2025-09": (20, 18.5), "2025-10": (18, 17), "2025-11": (15, 14)}


def row(period: str, days: float, attended: float, *, group: str = "all") -> ReleasedResult:
    return ReleasedResult(
        "attendance_rate", 2026, period, "school", "S1", "all" if group == "all" else "sex", group,
        Shown(40), Shown(attended), Shown(days), Shown(100 * attended / days),
    )  # fmt: skip


def withheld(shown: ReleasedResult) -> ReleasedResult:
    return replace(shown, students=HIDDEN, numerator=HIDDEN, denominator=HIDDEN, value=HIDDEN)


def tables() -> dict[Period, list[ReleasedResult]]:
    months = [row(label, *numbers) for label, numbers in MONTHS.items()]
    year = [sum(numbers[part] for numbers in MONTHS.values()) for part in (0, 1)]
    return {"month": months, "school_year": [row("2025-26", *year)]}


def test_a_month_is_the_year_without_the_other_months() -> None:
    printed = tables()
    printed["month"][1] = withheld(printed["month"][1])
    (found,) = exposed_amounts(printed, PLACES, frozenset())
    assert (found.kind, found.period, found.key.place) == ("month", "2025-10", "S1")


def test_two_withheld_months_hide_each_other() -> None:
    printed = tables()
    printed["month"][:2] = [withheld(each) for each in printed["month"][:2]]
    assert exposed_amounts(printed, PLACES, frozenset()) == []


def test_the_value_alone_is_attacked_too() -> None:
    """How many students and days there are is printed; how many were attended follows from the year."""
    printed = tables()
    few = Suppressed("few teachers")
    printed["month"][1] = replace(printed["month"][1], numerator=few, value=few)
    assert [each.period for each in exposed_amounts(printed, PLACES, frozenset())] == ["2025-10"]


def test_groups_and_months_are_attacked_together() -> None:
    """A girls' month: the months of all less those of boys, though the girls' year and another month are withheld."""
    whole = tables()
    boys = {
        kind: [replace(each, group_set="sex", group="male", denominator=Shown(each.denominator.value / 2),
                       numerator=Shown(each.numerator.value / 2)) for each in rows]
        for kind, rows in whole.items()
    }  # fmt: skip
    girls = {kind: [withheld(replace(each, group="female")) for each in rows] for kind, rows in boys.items()}
    printed: dict[Period, list[ReleasedResult]] = {
        kind: [*whole[kind], *boys[kind], *girls[kind]] for kind in whole
    }
    assert len(exposed_amounts(printed, PLACES, frozenset())) == 4


def test_a_sum_that_does_not_hold_gives_nothing_away() -> None:
    """Some days are of no month, as where terms leave days out."""
    true = {
        kind: [Result("attendance_rate", 2026, each.period, "school", "S1", "all", "all", 40, 0,
                      each.numerator.value, each.denominator.value + (kind == "school_year"), 90.0)
               for each in rows]
        for kind, rows in tables().items()
    }  # fmt: skip
    not_holding = not_adding_up(true, PLACES)
    assert [by for _, by in not_holding] == ["over month"]
    printed = tables()
    printed["month"][1] = withheld(printed["month"][1])
    assert exposed_amounts(printed, PLACES, not_holding) == []


def test_months_and_the_year_are_decided_together(tmp_path: Path) -> None:
    publish_edition(tmp_path)
    made = make_release(tmp_path, library("attendance_rate"), made_at=AT, periods=("school_year", "month"))
    assert [entry.state for entry in made.tables] == ["released", "released"]
    assert check_release(tmp_path).exposed == ()
    rows = {
        kind: reading.numbers(tmp_path, made, "attendance_rate", period=kind, place_kind="school")
        for kind in ("school_year", "month")
    }
    hidden = {
        (kind, row.place, row.group) for kind, held in rows.items() for row in held if not isinstance(row.students, Shown)
    }  # fmt: skip
    assert {(kind, "S002", "male") for kind in rows} <= hidden
    # A release by month alone is another one: it is decided anew.
    alone = make_release(tmp_path, library("attendance_rate"), made_at=AT, periods=("month",))
    assert alone.table("attendance_rate", "month") != made.table("attendance_rate", "month")
