"""From period to period: rules where periods are enough and stand by themselves, and nowhere else."""

import pytest

from groundswell.core.charts.marks import Kept
from groundswell.core.disclosure.released import Suppressed
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.queries import time_view
from groundswell.domain.indicators.queries.over_time import builds_up, why_not_judged

pytestmark = pytest.mark.django_db


def test_three_years_are_told_and_not_judged(linked):
    here = linked.look("1010000", linked.person("1010000"), "chronic_absence_cde")
    view = time_view(here)
    assert [each.said for each in view.numbers] == ["2023-24", "2024-25", "2025-26"]
    assert view.reading.verdict == "too_few"
    assert "too few to tell a signal" in view.why_not_judged
    assert not view.beside_others
    assert "2023-24" in view.reading.headline
    assert "2025-26" in view.reading.headline


def test_eighteen_months_are_judged(linked):
    here = linked.look("1010000", linked.person("1010000"), "attendance_rate", period="month")
    view = time_view(here)
    assert len(view.numbers) == 18
    assert view.why_not_judged == ""
    assert view.reading.verdict in {"no_signal", "improving", "look_again"}


def test_a_group_stands_beside_everyone_else(linked):
    here = linked.look(
        "1010000", linked.person("1010000"), "attendance_rate", period="month", who="english_learner/yes"
    )
    view = time_view(here)
    assert view.beside_others
    assert view.group == "English learners"
    assert all(each.others is not None for each in view.numbers)


def test_numbers_that_build_up_are_never_judged():
    """A month of a measure that looks at the whole year follows from the month before."""
    whole_year = definitions()["distance_from_standard_english"]
    assert builds_up(whole_year, "month")
    assert not builds_up(whole_year, "school_year")
    assert "whole year" in why_not_judged(whole_year, "month", 30)
    own_month = definitions()["suspension_rate"]
    assert not builds_up(own_month, "month")
    assert why_not_judged(own_month, "month", 30) == ""


def test_withheld_periods_are_a_veil_and_no_number(linked):
    steward = linked.person("101", "data_steward")
    here = linked.look("1010004", steward, "attendance_rate", period="month", who="disability/yes")
    view = time_view(here)
    assert view.withheld == len(view.numbers) == 18
    assert all(isinstance(each.value, Suppressed) for each in view.numbers)
    assert view.chart is None
    assert view.reading is None


def test_some_withheld_periods_leave_a_marked_gap(linked, tmp_path, settings):
    from tests.factories.student_data import ReleaseMaker, row

    settings.GROUNDSWELL_STORE = tmp_path / "other"
    made = ReleaseMaker(settings.GROUNDSWELL_STORE)
    made.place("1010000", "school", "Alder", None)
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    rows = [
        row(
            "suspension_rate",
            "1010000",
            of=None if n == 5 else 100,
            count=None if n == 5 else n,
            period=label,
        )
        for n, label in enumerate(months)
    ]
    made.table("suspension_rate", rows, period="month")
    made.write()
    here = linked.look("1010000", linked.person("1010000"), "suspension_rate")
    view = time_view(here)
    assert view.withheld == 1
    assert any(isinstance(mark, Kept) for mark in view.chart.body.panels[0].marks)
