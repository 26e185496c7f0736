"""Dashboard colors, against the published grids and the state's 14 rows of 2023 (public records)."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.accountability.bands import rounded
from groundswell.core.accountability.dashboard import ColorGrid, Standing, dashboard_result, grid_in_force
from groundswell.library.accountability_files import rule_tables

HERE = Path(__file__).parent
CDE = "California Department of Education"
TABLES = {
    "chronic_absenteeism": ("chronic_absence_cde", "kindergarten to grade 8"),
    "suspension_unified": ("suspension_rate", "unified districts and schools of all grades"),
    "ela_3_8": ("distance_from_standard_english", "grades 3 to 8"),
}


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def grid(indicator: str, year: int) -> ColorGrid:
    name, scope = TABLES[indicator]
    return grid_in_force(rule_tables().grids, indicator=name, scope=scope, authority=CDE, year=year)


SUSPENSION = grid("suspension_unified", 2023)
STATE = rows("california_suspension_2023.csv")


@pytest.mark.parametrize("row", STATE, ids=[row["studentgroup"] for row in STATE])
def test_state_suspension_2023(row: dict[str, str]) -> None:
    current = Standing.of_counts(int(row["currnumer"]), int(row["currdenom"]))
    prior = Standing.of_counts(int(row["priornumer"]), int(row["priordenom"]))
    found = dashboard_result(SUSPENSION, current, prior, all_students=6_019_472)
    assert (found.color, found.status, found.change) == (row["color"], row["statuslevel"], row["changelevel"])
    assert float(found.shown_status) == float(row["currstatus_pct"])
    assert found.shown_change is not None
    assert found.shown_change.value == float(row["change_pp"])


def test_all_fourteen_rows_are_checked() -> None:
    assert len(STATE) == 14


def test_the_change_is_not_taken_from_rounded_rates() -> None:
    """White students: 2.879 % after 2.634 %. Shown 2.9 and 2.6 lie 0.3 apart, which would be Orange."""
    white = dashboard_result(
        SUSPENSION, Standing.of_counts(35558, 1235033), Standing.of_counts(33517, 1272253)
    )
    assert (white.color, white.change) == ("Yellow", "Maintained")
    trap = dashboard_result(SUSPENSION, Standing.of_mean(2.9, 1235033), Standing.of_mean(2.6, 1272253))
    assert (trap.color, trap.change) == ("Orange", "Increased")
    assert white.words() == "2.9% is Medium; up 0.2 percentage points, Maintained: Yellow."


GRIDS = rows("california_grids.csv")
DECLINING_FIRST = {"ela_3_8"}


@pytest.mark.parametrize("row", GRIDS, ids=[f"{row['indicator']} {row['status']}" for row in GRIDS])
def test_every_cell_of_the_published_grids(row: dict[str, str]) -> None:
    found = grid(row["indicator"], int(row["year"][:4]))
    status = next(s for s in sorted(found.status.names, key=len, reverse=True) if row["status"].startswith(s))
    columns = found.change.names if row["indicator"] in DECLINING_FIRST else found.change.names[::-1]
    for number, change in enumerate(columns, 1):
        published = row[f"col{number}"]
        assert found.colors[status].get(change, "N/A") == published


@pytest.mark.parametrize(
    ("indicator", "year", "now", "before", "status", "change"),
    [
        ("chronic_absenteeism", 2019, 2.5, 2.9, "Very Low", "Maintained"),
        ("chronic_absenteeism", 2023, 2.6, 3.1, "Low", "Declined"),
        ("chronic_absenteeism", 2023, 20.0, 23.0, "High", "Declined Significantly"),
        ("chronic_absenteeism", 2023, 20.1, 17.1, "Very High", "Increased"),
        ("chronic_absenteeism", 2018, 10.1, 7.1, "High", "Increased Significantly"),
        ("chronic_absenteeism", 2019, 10.1, 7.1, "High", "Increased"),
        ("chronic_absenteeism", 2023, 10.1, 7.0, "High", "Increased Significantly"),
        ("suspension_unified", 2018, 8.0, 6.0, "High", "Increased"),
        ("suspension_unified", 2018, 1.0, 3.0, "Very Low", "Declined Significantly"),
        ("ela_3_8", 2017, -70.0, -67.0, "Low", "Declined"),
        ("ela_3_8", 2017, -70.1, -67.2, "Very Low", "Maintained"),
        ("ela_3_8", 2017, 45.0, 30.0, "Very High", "Increased Significantly"),
        ("ela_3_8", 2017, 44.9, 59.9, "High", "Declined"),
        ("ela_3_8", 2017, 10.0, 25.1, "High", "Declined Significantly"),
    ],
)
def test_limits(indicator: str, year: int, now: float, before: float, status: str, change: str) -> None:
    found = dashboard_result(grid(indicator, year), Standing.of_mean(now, 200), Standing.of_mean(before, 200))
    assert (found.status, found.change) == (status, change)


def test_color_takes_thirty_students_in_both_years() -> None:
    enough, few = Standing.of_counts(3, 30), Standing.of_counts(3, 29)
    assert dashboard_result(SUSPENSION, enough, enough).color is not None
    for pair in ((enough, few), (few, enough)):
        found = dashboard_result(SUSPENSION, *pair)
        assert found.color is None
        assert "fewer than 30 students" in found.words()
    assert dashboard_result(SUSPENSION, enough, None).why_none == "there is no result of the year before"


def test_small_places_have_three_change_columns() -> None:
    now, before = Standing.of_counts(9, 100), Standing.of_counts(12, 100)
    small = dashboard_result(SUSPENSION, now, before, all_students=149)
    large = dashboard_result(SUSPENSION, now, before, all_students=150)
    assert (small.change, small.color, small.small_denominator) == ("Declined", "Orange", True)
    assert (large.change, large.color, large.small_denominator) == ("Declined Significantly", "Yellow", False)


def test_a_cell_without_color() -> None:
    odd = dashboard_result(SUSPENSION, Standing.of_mean(1.0, 99), Standing.of_mean(-1.5, 99))
    assert (odd.color, odd.why_none) == (None, "the table has none for this status and change")


def test_unknown_years_are_refused() -> None:
    with pytest.raises(LookupError, match="Known years: 2018, 2023"):
        grid("suspension_unified", 2016)


@given(st.integers(-10_000, 10_000))
def test_rounding_is_away_from_zero(thousandths: int) -> None:
    value = Fraction(thousandths, 1000)
    shown = rounded(value, 1)
    assert abs(shown - value) <= Fraction(1, 20)
    assert rounded(-value, 1) == -shown
    if abs(shown - value) == Fraction(1, 20):
        assert abs(shown) > abs(value)
