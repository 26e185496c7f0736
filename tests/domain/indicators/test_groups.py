"""Group by group: the gap to everyone else in points and as a ratio, and nothing from what is withheld."""

import pytest

from groundswell.core.disclosure.released import Coded, Suppressed
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.stats.rates import AmountChange, PointChange
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.queries import groups_view
from groundswell.domain.indicators.queries.beside import beside_others, everyone_else
from groundswell.domain.indicators.queries.rows import Rows
from groundswell.domain.indicators.queries.widest import widest_gap
from tests.factories.student_data import HIDDEN, RULE, row

pytestmark = pytest.mark.django_db
ABSENT = "chronic_absence_cde"
LEARNERS, OTHERS = ("english_learner", "yes"), ("english_learner", "no")


def everyone(of=200, count=40):
    return row(ABSENT, "S", of=of, count=count)


def group(of, count, name=LEARNERS, **more):
    return row(ABSENT, "S", of=of, count=count, group=name, **more)


@pytest.fixture
def absent():
    return definitions()[ABSENT]


def test_a_gap_is_group_less_everyone_else(absent):
    """20 of 50 beside 20 of 150: 40% less 13.3% is 26.7 points, and 3 times."""
    found = beside_others(absent, group(50, 20), everyone(), RULE, name="English learners")
    assert found is not None
    assert (found.others.students, found.others.numerator) == (150, 20)
    assert isinstance(found.points, PointChange)
    assert found.points.value == pytest.approx(26.6667, abs=1e-3)
    assert found.ratio == pytest.approx(3.0)
    assert found.behind  # lower is better
    assert found.clear
    # Newcombe (1998), method 10, for 20/50 and 20/150.
    assert found.points_interval.low.value == pytest.approx(12.75, abs=0.2)
    assert found.points_interval.high.value == pytest.approx(41.1, abs=0.3)


def test_too_few_others_make_no_gap(absent):
    """Everyone else would be 10 students: as small as what is withheld."""
    assert beside_others(absent, group(190, 30), everyone(), RULE, name="") is None
    assert beside_others(absent, group(189, 30), everyone(), RULE, name="") is not None


def test_what_is_withheld_or_coded_makes_no_gap(absent):
    coded = group(50, 1, value=Coded("at most", 5))
    for own, whole in (
        (group(None, None), everyone()),
        (coded, everyone()),
        (group(50, 20), everyone(None, None)),
    ):
        assert everyone_else(absent, own, whole, RULE) is None


def test_the_rule_of_the_release_holds_for_everyone_else(absent):
    """19 of 150 others is fine, but 2 of 150 is a small count, and 0.7% lies in the coded end."""
    strict = SuppressionRule(threshold=11, smallest_count=3)
    assert everyone_else(absent, group(50, 38), everyone(), strict) is None
    assert everyone_else(absent, group(50, 20), everyone(), strict) is not None
    ends = SuppressionRule(threshold=11, code_ends=True)
    assert everyone_else(absent, group(50, 39), everyone(), ends) is None


def test_numbers_that_count_no_students_have_no_interval():
    scores = definitions()["distance_from_standard_english"]
    whole = row("d", "S", of=100, count=-500.0, percent=False)
    learners = row("d", "S", of=40, count=-800.0, group=LEARNERS, percent=False)
    found = beside_others(scores, learners, whole, RULE, name="")
    assert found is not None
    assert found.points == AmountChange(-25.0, "points")
    assert (found.points_interval, found.ratio, found.clear) == (None, None, None)


def test_the_widest_gap_is_behind_and_not_tiny(absent):
    """12 students are too few to be picked; a group ahead is no gap to close; grades are no groups."""
    rows = Rows(
        [
            everyone(), group(50, 20), group(150, 20, OTHERS), group(12, 9, ("foster", "yes")),
            group(60, 30, ("grade", "05")), group(40, 0, ("sex", "female")),
        ]
    )  # fmt: skip
    found = widest_gap(absent, rows, rows.latest, RULE)
    assert found is not None
    assert found.name == "English learners"


def test_no_gap_where_nobody_is_behind(absent):
    rows = Rows([everyone(), group(50, 5)])
    assert widest_gap(absent, rows, rows.latest, RULE) is None


def test_groups_of_a_real_looking_school(linked):
    here = linked.look("1010000", linked.person("1010000"), ABSENT, set="race_ethnicity")
    view = groups_view(here)
    assert [each.name for each in view.numbers] == [
        "All students", "African American", "Asian", "Latinx", "White",
    ]  # fmt: skip
    assert view.numbers[0].beside is None
    learners = next(each for each in view.numbers if each.name == "Latinx")
    assert learners.low < learners.value.value < learners.high
    assert "percentage point" in view.sentence
    assert " percent " not in view.sentence


def test_the_small_school_withholds_in_every_form(linked):
    """Of 60 students few groups are 11: they are named as withheld, with no number in chart, words or gap."""
    steward = linked.person("101", "data_steward")
    here = linked.look("1010004", steward, ABSENT, set="race_ethnicity")
    view = groups_view(here)
    hidden = [each for each in view.numbers if isinstance(each.value, Suppressed)]
    assert hidden
    assert set(view.withheld) == {each.name for each in hidden}
    assert all((each.beside, each.low, each.high) == (None, None, None) for each in hidden)
    drawn = {each.label: each for each in view.chart.body.rows}
    assert all(drawn[each.name].estimate is None for each in hidden)
    assert all(drawn[each.name].words == "withheld" for each in hidden)


def test_withheld_is_not_zero():
    assert HIDDEN != 0
    assert group(None, None).value != 0
