"""Every indicator at a place: a number with its change and widest gap, or the reason why there is none."""

import pytest

from groundswell.core.charts.bodies import Spark
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.names import catalog_code, group_name, set_name
from groundswell.domain.indicators.queries import catalog, definition_view
from groundswell.domain.indicators.queries.catalog import change_words
from groundswell.domain.indicators.queries.rows import Rows
from tests.factories import make_place
from tests.factories.student_data import ReleaseMaker, row

pytestmark = pytest.mark.django_db


def cards(here):
    return {card.indicator.id: card for family in catalog(here).families for card in family.cards}


def test_a_school_has_numbers_changes_and_gaps(linked):
    found = cards(linked.here("1010000", linked.person("1010000")))
    absent = found["chronic_absence_cde"]
    assert absent.state == "shown"
    assert absent.period == "2025-26"
    assert "percentage point" in absent.change
    assert absent.change.endswith("since 2024-25")
    assert absent.spark is not None
    assert isinstance(absent.spark.body, Spark)
    assert absent.spark.body.ends == ("2023-24", "2025-26"), "years are named"
    assert absent.widest_words.startswith("Widest gap: ")
    assert "percentage points" in absent.widest_words


def test_what_is_held_or_missing_says_why(linked):
    here = linked.here("1010000", linked.person("1010000"))
    held = cards(here)["graduation_4_year"]
    assert held.state == "held"
    assert "worked out" in held.why_no_number
    missing = {each.id for each in catalog(here).not_loaded}
    assert "college_going" in missing
    assert "chronic_absence_cde" not in missing


def test_nobody_small_and_held_after_a_release(tmp_path, settings, linked):
    settings.GROUNDSWELL_STORE = tmp_path / "other"
    made = ReleaseMaker(settings.GROUNDSWELL_STORE)
    made.place("1010000", "school", "Alder", None)
    made.table("grade_9_on_track", [row("grade_9_on_track", "other", of=50, count=40)])
    made.table("suspension_rate", [row("suspension_rate", "1010000", of=None, count=None)])
    made.table("college_going", [])
    made.table(
        "course_failure", [row("course_failure", "1010000", of=80, count=8)], held="It gives one away."
    )
    made.write()
    here = linked.here("1010000", linked.person("1010000"))
    found = cards(here)
    assert found["grade_9_on_track"].state == "nobody"
    assert found["suspension_rate"].state == "withheld"
    assert "fewer than 11" in found["suspension_rate"].why_no_number
    assert "college_going" in {each.id for each in catalog(here).not_loaded}
    assert (found["course_failure"].state, found["course_failure"].held) == ("shown", "It gives one away.")


def test_no_change_from_or_to_what_is_withheld():
    known = definitions()["suspension_rate"]
    for before, after in ((None, 100), (100, None)):
        rows = Rows(
            [
                row("suspension_rate", "S", of=before, count=5 if before else None, year=2025),
                row("suspension_rate", "S", of=after, count=5 if after else None, year=2026),
            ]
        )
        assert change_words(known, rows, rows.latest) == ""
    rows = Rows([row("s", "S", of=100, count=5, year=2024), row("s", "S", of=100, count=6, year=2026)])
    assert change_words(known, rows, rows.latest) == ""  # the year between is missing


def test_before_the_first_release_and_for_a_place_not_in_it(tmp_path, settings, linked):
    stranger = make_place(parent=linked.places["101"], name="New School")
    linked.places["new"] = stranger
    steward = linked.person("101", "data_steward")
    here = linked.here("new", steward)
    assert here.manifest is not None
    assert not here.is_ready
    assert catalog(here).families == ()
    settings.GROUNDSWELL_STORE = tmp_path / "nothing"
    assert linked.here("1010000", steward).manifest is None


def test_the_definition_says_who_set_the_line_and_when_the_numbers_are_from(linked):
    here = linked.look("1010000", linked.person("1010000"), "chronic_absence_cde")
    view = definition_view(here)
    assert view.thresholds[0].authority == "California Department of Education"
    assert ("absent percent", "10") in view.thresholds[0].values
    assert (view.release, view.edition) == (1, 3)
    assert view.caveats


def test_names():
    assert group_name("english_learner", "yes") == "English learners"
    assert group_name("grade", "03") == "Grade 3"
    assert group_name("grade_band", "6-8") == "Grades 6-8"
    assert group_name("race_ethnicity*sex", "asian*female") == "Asian, Female"
    assert group_name("all", "all") == "All students"
    assert group_name("house", "red_house") == "Red house"
    assert set_name("race_ethnicity*sex") == "Race and ethnicity × Sex"
    assert catalog_code("english_learner", "yes") == "english_learner"
    assert catalog_code("all", "all") == ""
