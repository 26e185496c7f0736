"""Each row is in, set aside with line, column, reason and fix, or skipped as a gap."""

from datetime import date

import pytest

from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.models import Observation
from tests.domain.intake.conftest import HEADER, Desk
from tests.factories import make_measure, make_project

ASIDE = [
    ("X-9,present,,2015-09-08,90,,", "place", "unknown_place"),
    (",present,,2015-09-08,90,,", "place", "no_place"),
    ("F-1,present,,2015-09-08,90,,", "place", "not_yours"),
    ("S-1,presents,,2015-09-08,90,,", "measure", "unknown_measure"),
    ("S-1,,,2015-09-08,90,,", "measure", "no_measure"),
    ("S-1,present,latinks,2015-09-08,90,,", "group", "unknown_group"),
    ("S-1,present,,2015-02-30,90,,", "period", "not_a_date"),
    ("S-1,present,,2014-15,90,,", "period", "not_a_date"),
    ("S-1,present,,,90,,", "period", "no_date"),
    ("S-1,present,,0215-09-08,90,,", "period", "year_out_of_range"),
    ("S-1,present,,2015-09-08,100.1,,", "value", "percent_out_of_range"),
    ("S-1,present,,2015-09-08,-1,,", "value", "percent_out_of_range"),
    ("S-1,present,,2015-09-08,1E2,,", "value", "not_a_number"),
    ("S-1,present,,2015-09-08,nan,,", "value", "not_a_number"),
    ('S-1,present,,2015-09-08,"91,5",,', "value", "not_a_number"),
    ("S-1,present,,2015-09-08,,31,30", "numerator", "count_above_total"),
    ("S-1,present,,2015-09-08,,0,0", "denominator", "zero_total"),
    ("S-1,present,,2015-09-08,,3,", "denominator", "no_total"),
    ("S-1,present,,2015-09-08,,3.5,10", "numerator", "not_a_whole_number"),
    ("S-1,present,,2015-09-08,80.0,27,30", "value", "does_not_agree"),
    ("S-1,present,,2015-09-08,90,,,extra", "(more cells)", "ragged_row"),
    ("S-1,present,,2015-09-08", "value", "ragged_row"),
    ('S-1,present,,2015-09-08,9"0,,', "value", "stray_quote"),
]


@pytest.mark.parametrize(("row", "column", "rule"), ASIDE)
def test_a_row_that_cannot_come_in_is_set_aside_with_its_place_and_reason(
    desk: Desk, row: str, column: str, rule: str
):
    load = desk.rows("S-2,present,,2015-09-08,88,,", row)
    assert (load.state, load.accepted, load.quarantined, load.rows_read) == ("accepted", 1, 1, 2)
    assert desk.why(load) == [(3, column, rule)]
    aside = load.set_aside.get()
    assert aside.message
    assert aside.fix
    assert "S-1" in aside.raw["place"] or aside.column == "place"
    assert not Observation.objects.filter(place=desk.net.school).exists()


def test_hints_name_the_nearest_known_codes(desk: Desk):
    load = desk.rows("S-3,presnt,,2015-09-08,90,,")
    aside = load.set_aside.get()
    assert "S-1" in aside.fix
    assert "present" in aside.more[0]["fix"]


def test_several_problems_of_one_row_are_all_told(desk: Desk):
    load = desk.rows("X-9,nothing,,2015-13-01,abc,,")
    aside = load.set_aside.get()
    assert [aside.rule, *(also["rule"] for also in aside.more)] == [
        "unknown_place",
        "unknown_measure",
        "not_a_date",
        "not_a_number",
    ]


def test_gaps_are_skipped_and_withheld_stays_withheld_and_nothing_becomes_zero(desk: Desk):
    load = desk.rows(
        "S-1,present,,2015-09-08,NS,,",
        "S-1,present,,2015-09-09,*,,",
        "S-1,present,,2015-09-10,,s,25",
        "S-1,present,,2015-09-11,,,",
        "S-1,present,,2015-09-14,0,,",
    )
    assert (load.accepted, load.skipped, load.quarantined) == (3, 2, 0)
    assert desk.why(load) == [(2, "value", "not_submitted"), (5, "value", "no_number")]
    stored = {row.period.day: row for row in Observation.objects.all()}
    assert sorted(stored) == [9, 10, 14]
    assert (stored[9].withheld, stored[9].value, stored[9].denominator) == (True, None, None)
    assert (stored[10].withheld, stored[10].value, stored[10].numerator, stored[10].denominator) == (
        True,
        None,
        None,
        25,
    )
    assert (stored[14].withheld, stored[14].value) == (False, 0.0)


def test_the_percent_is_computed_from_the_counts_and_checked_against_what_is_printed(desk: Desk):
    load = desk.rows(
        "S-1,present,,2015-09-08,,27,30",
        "S-1,present,,2015-09-09,33.3,1,3",
        "S-1,present,,2015-09-10,66.6,2,3",
        "S-1,present,english_learner,2015-09-10,91%,,",
    )
    assert load.accepted == 4, desk.why(load)
    values = list(
        Observation.objects.order_by("period", "group").values_list(
            "value", "numerator", "denominator", "group"
        )
    )
    assert values[0] == (90.0, 27, 30, "")
    assert values[1][0] == pytest.approx(100 / 3)
    assert values[2][0] == pytest.approx(200 / 3)
    assert values[3] == (91.0, None, None, "english_learner")


def test_a_school_year_means_its_first_of_july_for_yearly_measures(desk: Desk):
    load = desk.rows("S-1,chronic,all,2014-15,21.5,,", "S-1,chronic,Latinx,2013-2014,20,,")
    assert load.accepted == 2, desk.why(load)
    stored = Observation.objects.order_by("group").values_list("group", "period")
    assert list(stored) == [("", date(2014, 7, 1)), ("latinx", date(2013, 7, 1))]


@pytest.mark.parametrize(("dates", "day"), [("mdy", date(2015, 3, 4)), ("dmy", date(2015, 4, 3))])
def test_slashed_dates_are_read_as_declared(desk: Desk, dates: str, day: date):
    columns = {name: name for name in ("place", "measure", "period", "value")}
    mapping = FileMapping(columns=columns, dates=dates)
    load = desk.bring("place,measure,period,value\nS-1,present,03/04/2015,90\n", mapping=mapping)
    assert load.accepted == 1
    assert Observation.objects.get().period == day


def test_rows_that_say_the_same_come_in_once_and_rows_that_disagree_not_at_all(desk: Desk):
    load = desk.rows(
        "S-1,present,,2015-09-08,90,,",
        "S-2,present,,2015-09-08,80,,",
        "S-1,present,,2015-09-08,90.0,,",
        "S-2,present,,2015-09-08,81,,",
        "S-2,present,,2015-09-08,80,,",
    )
    assert (load.accepted, load.skipped, load.quarantined, load.rows_read) == (1, 1, 3, 5)
    assert desk.why(load) == [
        (3, "", "disputed"),
        (4, "", "repeated"),
        (5, "", "disputed"),
        (6, "", "disputed"),
    ]


def test_empty_rows_at_the_end_of_a_sheet_are_skipped(desk: Desk):
    load = desk.rows("S-1,present,,2015-09-08,90,,", ",,,,,,", " , ,,,,,")
    assert (load.accepted, load.skipped) == (1, 2)
    assert {rule for _line, _column, rule in desk.why(load)} == {"empty_row"}


def test_the_nearest_definition_above_the_place_is_meant(desk: Desk):
    own = make_measure(desk.net.school, code="present", unit="percent", grain="day")
    desk.rows("S-1,present,,2015-09-08,90,,", "S-2,present,,2015-09-08,80,,")
    assert Observation.objects.get(place=desk.net.school).measure == own
    assert Observation.objects.get(place=desk.net.other_school).measure == desk.daily


def test_a_measure_kept_elsewhere_is_not_meant(desk: Desk):
    make_measure(desk.net.other_school, code="local", unit="percent", grain="day")
    load = desk.rows("S-1,local,,2015-09-08,90,,")
    assert desk.why(load) == [(2, "measure", "measure_elsewhere")]


def test_a_teams_own_measure_is_out_of_a_stewards_reach(desk: Desk):
    project = make_project(desk.net.school, lead=desk.steward)
    project.memberships.all().delete()
    make_measure(desk.net.school, path=project.path, code="ours", unit="percent", grain="day")
    load = desk.rows("S-1,ours,,2015-09-08,90,,")
    assert desk.why(load) == [(2, "measure", "unknown_measure")]


def test_what_a_database_cannot_hold_is_made_visible_in_the_raw_row(desk: Desk):
    load = desk.bring((HEADER + "S-1\x00,present,,2015-09-08,90,,\n").encode())
    aside = load.set_aside.get()
    assert (aside.rule, aside.column, aside.raw["place"]) == ("nul_character", "place", "S-1␀")


@pytest.mark.parametrize("rows", [0, 1, 7])
def test_rows_read_are_the_sum_of_their_outcomes(desk: Desk, rows: int):
    lines = [
        f"S-{1 + index % 3},present,,2015-09-{8 + index % 5:02d},{90 + index},," for index in range(rows)
    ]
    load = desk.rows(*lines)
    assert load.rows_read == rows == load.accepted + load.quarantined + load.skipped
    assert load.set_aside.count() == load.quarantined + load.skipped
    assert Import.objects.get(pk=load.pk).rows_read == rows
