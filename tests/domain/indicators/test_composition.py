"""Who is among those counted: shares, excess and ratios by hand, and nothing from what is withheld."""

import pytest

from groundswell.core.disclosure.released import Coded
from groundswell.domain.indicators.queries.composition import composition_view
from tests.factories.student_data import ReleaseMaker, row

pytestmark = pytest.mark.django_db
ABSENT, MET = "chronic_absence_cde", "proficiency_english"
SET = "race_ethnicity"


@pytest.fixture
def composed(linked, tmp_path, settings):
    """All students first, then groups by name as (of, count); None is withheld."""

    def made(everyone, groups, *, indicator=ABSENT, group_set=SET, coded=()):
        settings.GROUNDSWELL_STORE = tmp_path / "composed"
        release = ReleaseMaker(settings.GROUNDSWELL_STORE)
        release.place("1010000", "school", "Alder", None, ["KG", "05"])
        rows = [row(indicator, "1010000", of=everyone[0], count=everyone[1])]
        for name, parts in groups.items():
            of, count = parts or (None, None)
            value = Coded("at most", 2) if name in coded else None
            rows.append(row(indicator, "1010000", of=of, count=count, group=(group_set, name), value=value))
        release.table(indicator, rows)
        release.write()
        here = linked.look("1010000", linked.person("1010000"), indicator, set=group_set)
        return composition_view(here, group_set)

    return made


def named(view, name):
    return next(each for each in view.groups if each.name == name)


def test_shares_excess_and_ratio_by_hand(composed):
    """20 of 50 beside 40 of 200 in all: a quarter of all, half of those counted, 10 more than 20% of 50.

    Everyone else: 20 of 150, so 3 times; the log interval of Katz and others is 3 / 1.700 to 3 x 1.700.
    """
    view = composed((200, 40), {"hispanic_latino": (50, 20), "white": (150, 20)})
    found = named(view, "Latinx")
    assert found.composition.share_of_all == 0.25
    assert found.composition.share_of_counted == 0.5
    assert found.composition.difference.value == pytest.approx(25)
    assert found.composition.excess == pytest.approx(10)
    assert found.ratio.ratio == pytest.approx(3)
    assert (found.ratio.low, found.ratio.high) == (
        pytest.approx(1.764, abs=2e-3),
        pytest.approx(5.10, abs=5e-3),
    )
    assert named(view, "White").composition.excess == pytest.approx(-10)
    assert view.sentence == "Latinx: 25% of all students and 50% of those counted."


def test_where_higher_is_better_the_sentence_is_about_those_missing(composed):
    view = composed((200, 120), {"hispanic_latino": (100, 40), "white": (100, 80)}, indicator=MET)
    assert view.sentence == "Latinx: 50% of all students and 33.3% of those counted."


@pytest.mark.parametrize(
    ("own", "everyone", "words"),
    [
        ((29, 12), (200, 40), "fewer than 30 students"),
        ((60, 9), (200, 40), "fewer than 10 counted"),
        ((60, 31), (200, 40), "everyone else has fewer than 10 counted"),
        ((190, 30), (200, 40), "too few others"),
    ],
)
def test_below_the_minimum_sizes_there_is_no_ratio(composed, own, everyone, words):
    """The sizes of 34 CFR 300.647: 10 counted and 30 in all, on both sides. Shares are said all the same."""
    found = named(composed(everyone, {"hispanic_latino": own}), "Latinx")
    assert found.ratio is None
    assert words in found.why_no_ratio
    assert found.composition is not None


def test_withheld_and_bounded_groups_have_no_share(composed):
    view = composed(
        (300, 60),
        {"hispanic_latino": (150, 40), "white": None, "asian": None, "black_african_american": (120, 2)},
        coded=("black_african_american",),
    )
    hidden = [each for each in view.groups if each.composition is None]
    assert {each.name: each.note for each in hidden} == {
        "African American": "said as a bound, so no share can be told",
        "Asian": "withheld",
        "White": "withheld",
    }
    assert all(each.ratio is None for each in hidden)


@pytest.mark.parametrize("everyone", [(None, None), (200, 0)])
def test_nothing_without_a_whole_or_where_nobody_is_counted(composed, everyone):
    counted = None if everyone[0] is None else (50, 0)
    assert composed(everyone, {"hispanic_latino": counted, "white": counted}) is None


@pytest.mark.parametrize("indicator", ["attendance_rate", "distance_from_standard_english"])
def test_days_and_scores_have_no_composition(composed, indicator):
    assert composed((200, 40), {"hispanic_latino": (50, 20)}, indicator=indicator) is None


def test_joined_groups_count_the_many_looks_in(composed):
    """Three joined groups of 20 or more, one of 12: three looks, 0.15 by luck, and one clear all the same."""
    crossed = {
        "yes*hispanic_latino": (100, 60),
        "no*hispanic_latino": (150, 30),
        "yes*asian": (12, 3),
        "no*asian": (138, 28),
    }
    view = composed((400, 121), crossed, group_set="english_learner*race_ethnicity")
    assert next(each.name for each in view.groups) == "English learners, Asian"
    assert len(view.crossed.gaps) == 3
    assert view.crossed.too_few == ("English learners and Asian",)
    assert "English learners and Latinx" in view.crossed.clear
    assert "3 joined groups" in view.crossed.words()


def test_one_set_alone_is_not_joined(composed):
    assert composed((200, 40), {"hispanic_latino": (50, 20)}).crossed is None
