"""Small groups stay private: in one period, across sets, and when the source withheld first."""

from datetime import date

import pytest

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries import release
from groundswell.domain.measures.queries.release import Row, release_period

DAY = date(2015, 9, 1)


PERCENT = Measure(kind="outcome", unit="percent")


def hidden_groups(rows, measure=PERCENT):
    return release.hidden_groups(measure, rows)


def row(group, numerator, denominator, *, withheld=False):
    value = None if numerator is None else 100 * numerator / denominator
    return Row(group, DAY, value, numerator, denominator, withheld)


def test_a_group_of_ten_is_hidden_and_eleven_is_shown():
    assert hidden_groups([row("night_school", 4, 10), row("foster_youth", 4, 11)]) == {"night_school"}


def test_the_complement_of_a_small_group_is_hidden_too():
    rows = [row("", 190, 400), row("english_learner", 4, 9), row("not_english_learner", 186, 391)]
    assert hidden_groups(rows) == {"english_learner", "not_english_learner"}


def test_a_small_group_whose_complement_is_not_published_hides_alone():
    assert hidden_groups([row("", 181, 678), row("foster_youth", 2, 6)]) == {"foster_youth"}


def test_two_small_groups_take_a_third_when_their_sum_would_say_too_much():
    """Cooper's Landing of the example: the two hidden counts add up to 3."""
    rows = [
        row("", 171, 770),
        row("african_american", 118, 527),
        row("latinx", 41, 163),
        row("asian", 5, 45),
        row("white", 4, 21),
        row("two_or_more", 2, 9),
        row("pacific_islander", 1, 5),
    ]
    assert hidden_groups(rows) == {"two_or_more", "pacific_islander", "white"}


def test_withheld_at_the_source_stays_withheld_and_is_protected():
    rows = [row("", 61, 93), row("disability", None, None, withheld=True), row("no_disability", 58, 88)]
    assert hidden_groups(rows) == {"disability", "no_disability"}


def test_withheld_at_the_source_with_a_large_size_is_still_withheld():
    rows = [row("", 61, 93), row("disability", None, 18, withheld=True), row("no_disability", 50, 75)]
    assert hidden_groups(rows) >= {"disability", "no_disability"}


def test_sets_that_overlap_are_not_taken_for_sums():
    rows = [row("", 61, 93), row("disability", 3, 9), row("no_disability", 61, 93)]
    assert hidden_groups(rows) == {"disability"}


def test_a_total_that_another_set_gives_away_counts_as_public():
    rows = [
        row("female", 20, 50),
        row("male", 20, 50),
        row("english_learner", 2, 8),
        row("not_english_learner", 38, 92),
    ]
    assert hidden_groups(rows) == {"english_learner", "not_english_learner"}


def test_students_who_are_not_listed_cannot_be_worked_out():
    """The four left over are nobody's line on the page, but a subtraction would find them."""
    listed = [row("white", 20, 50), row("latinx", 18, 46)]
    assert hidden_groups([row("", 40, 100), *listed]) == {"latinx"}
    assert hidden_groups([row("", 40, 150), *listed]) == set()


@pytest.mark.parametrize(("kind", "shown"), [("process", True), ("cycle", True), ("outcome", False)])
def test_what_adults_did_may_be_small(kind, shown):
    released = release_period(Measure(kind=kind, unit="percent"), [row("", 5, 6)])
    assert isinstance(released[""].figure, Shown if shown else Suppressed)


def test_a_process_measure_by_student_group_is_protected():
    released = release_period(
        Measure(kind="process", unit="percent"), [row("", 20, 24), row("english_learner", 5, 6)]
    )
    assert isinstance(released["english_learner"].figure, Suppressed)


def test_a_count_of_a_group_without_a_total_is_its_own_size():
    rows = [Row("foster_youth", DAY, 4.0, None, None, False), Row("latinx", DAY, 40.0, None, None, False)]
    assert hidden_groups(rows, Measure(kind="outcome", unit="count")) == {"foster_youth"}


def test_a_percent_without_counts_is_shown_as_published():
    rows = [Row("latinx", DAY, 27.8, None, None, False), Row("asian", DAY, None, None, None, True)]
    assert hidden_groups(rows) == {"asian"}


def test_a_group_of_its_own_kind_does_not_give_the_others_away():
    assert hidden_groups([row("", 60, 100), row("night_school", 57, 95)]) == {"night_school"}
