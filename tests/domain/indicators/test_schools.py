"""Schools side by side and similar schools: by name or size, explained, and never ranked."""

import pytest

from groundswell.core.accountability.school_levels import level_of
from groundswell.core.disclosure.released import Shown
from groundswell.domain.indicators.queries import schools_view, similar_view
from groundswell.domain.indicators.queries.similar import spread

pytestmark = pytest.mark.django_db
ABSENT = "chronic_absence_cde"


def test_schools_are_listed_by_name(linked):
    view = schools_view(linked.look("101", linked.person("101", "district_leader"), ABSENT))
    names = [each.name for each in view.schools]
    assert len(names) == 14
    assert names == sorted(names)
    assert all(each.organization_id.startswith("101") for each in view.schools)


@pytest.mark.parametrize("order", ["value", "rate", "-value", "best", "worst", ""])
def test_no_order_by_result_can_be_asked_for(linked, order):
    view = schools_view(linked.look("101", linked.person("101", "district_leader"), ABSENT, order=order))
    assert view.order == "name"
    names = [each.name for each in view.schools]
    assert names == sorted(names)


def test_by_size_is_the_only_other_order(linked):
    view = schools_view(linked.look("101", linked.person("101", "district_leader"), ABSENT, order="size"))
    sizes = [each.students.value for each in view.schools if isinstance(each.students, Shown)]
    assert sizes == sorted(sizes, reverse=True)
    by_result = sorted((each.value.value for each in view.schools), reverse=True)
    assert [each.value.value for each in view.schools] != by_result


def test_students_counted_make_a_funnel_whose_table_keeps_the_names_order(linked):
    view = schools_view(linked.look("network", linked.person("network", "hub"), ABSENT, order="size"))
    assert view.is_funnel
    names = [cells[0] for cells in view.chart.table.rows]
    assert names == sorted(names)
    assert len(names) == 28


def test_shares_of_days_make_no_funnel(linked):
    view = schools_view(linked.look("101", linked.person("101", "district_leader"), "attendance_rate"))
    assert not view.is_funnel
    assert view.chart is not None
    assert "highest" not in view.sentence


def test_withheld_schools_are_on_no_plot_and_unnumbered(linked):
    leader = linked.person("101", "district_leader")
    here = linked.look("101", leader, ABSENT, who="race_ethnicity/black_african_american")
    view = schools_view(here)
    hidden = [each for each in view.schools if not isinstance(each.value, Shown)]
    assert hidden
    plotted = {
        dot.words.split(":")[0] for mark in view.chart.body.panel.marks for dot in getattr(mark, "dots", ())
    }
    assert not plotted & {each.name for each in hidden}
    cells = {row[0]: row for row in view.chart.table.rows}
    assert all(cells[each.name][1:3] == ("", "") for each in hidden)


def test_totals_show_no_schools(linked):
    assert schools_view(linked.look("101", linked.person("1010000"), ABSENT)) is None
    assert schools_view(linked.look("1010000", linked.person("1010000"), ABSENT)) is None


def test_similar_schools_are_of_one_level_and_explained(linked):
    view = similar_view(linked.look("1010000", linked.person("network", "hub"), ABSENT))
    assert "elementary" in view.how_chosen
    assert "Economically disadvantaged" in view.how_chosen
    assert view.unnamed == 0
    names = [each.name for each in view.named]
    assert names == sorted(names)
    assert all("Elementary" in name for name in names)
    assert len(names) == view.peers.count
    assert view.peers.low <= view.peers.middle <= view.peers.high
    assert "rank" not in view.sentence.lower()


def test_staff_see_the_spread_and_no_names(linked):
    view = similar_view(linked.look("1010000", linked.person("1010000"), ABSENT))
    assert view.named == ()
    assert view.unnamed == view.peers.count
    assert view.sentence.startswith("Our school")


def test_few_schools_of_a_level_are_all_taken_or_none(linked):
    """Four high schools: three others are too few for a spread."""
    view = similar_view(linked.look("1010006", linked.person("network", "hub"), ABSENT))
    assert view.why_none == "3 other schools of our level have a number that may be shown. It takes 4."
    middle = similar_view(linked.look("1010004", linked.person("network", "hub"), ABSENT))
    assert "too few schools of our level" in middle.how_chosen
    assert middle.level is None


def test_no_similar_schools_above_schools(linked):
    assert similar_view(linked.look("101", linked.person("101", "district_leader"), ABSENT)) is None


def test_quartiles():
    found = spread([1, 2, 3, 4, 5])
    assert (found.low, found.middle, found.high, found.count) == (2, 3, 4, 5)


@pytest.mark.parametrize(
    ("grades", "level"),
    [
        (("KG", "05"), "elementary"), (("06", "07", "08"), "middle"), (("09", "12"), "high"),
        (("KG", "08"), "many grades"), ((), ""),
    ],
)  # fmt: skip
def test_levels(grades, level):
    assert level_of(grades) == level
