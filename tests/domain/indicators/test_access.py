"""Who sees which released numbers: all of a place, the totals above one's own, or none."""

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.indicators.actions import link_place, unlink_place
from groundswell.domain.indicators.models import PlaceInData, SavedView
from groundswell.domain.refusals import NotNow
from tests.factories import make_actor, make_membership, make_place, make_project, make_saved_view

pytestmark = pytest.mark.django_db


def test_staff_see_all_of_their_school_and_the_totals_above(linked):
    staff = linked.person("1010000")
    assert linked.here("1010000", staff).sight == "all"
    assert linked.here("101", staff).sight == "totals"
    assert linked.here("network", staff).sight == "totals"


@pytest.mark.parametrize("elsewhere", ["1010002", "102", "1020001"])
def test_staff_see_nothing_of_other_places(linked, elsewhere):
    with pytest.raises(Refused, match="needs one of these roles"):
        linked.here(elsewhere, linked.person("1010000"))


def test_a_district_sees_its_schools_and_no_others(linked):
    leader = linked.person("101", "district_leader")
    assert linked.here("101", leader).sight == "all"
    assert linked.here("1010002", leader).sight == "all"
    with pytest.raises(Refused):
        linked.here("1020001", leader)


def test_a_role_without_numbers_opens_none(linked):
    researcher = linked.person("network", "researcher")
    for place in ("network", "101", "1010000"):
        with pytest.raises(Refused):
            linked.here(place, researcher)


def test_a_role_in_a_project_opens_no_place(linked):
    """A coach of a team at a school sees the team's measures, not the school's data, nor the totals above."""
    lead, coach = linked.person("1010000"), linked.person("network", "researcher")
    project = make_project(place=linked.places["1010000"], lead=lead)
    make_membership(project, coach, role="coach")
    for place in ("1010000", "101"):
        with pytest.raises(Refused):
            linked.here(place, coach)


def test_lists_follow_the_same_rule(linked):
    staff = make_actor(linked.person("1010000"))
    seen = {row.organization_id for row in PlaceInData.objects.visible_to(staff)}
    assert seen == {"1010000", "101", "network"}
    assert [row.organization_id for row in PlaceInData.objects.named_to(staff)] == ["1010000"]


def test_saved_views_are_ones_own(linked):
    mine, theirs = linked.person("1010000"), linked.person("1010000")
    kept = make_saved_view(linked.places["1010000"], mine)
    make_saved_view(linked.places["1010000"], theirs)
    assert list(SavedView.objects.visible_to(make_actor(mine))) == [kept]


def test_linking_leaves_an_event_and_can_be_undone(linked):
    steward = make_actor(linked.person("101", "data_steward"))
    school = make_place(parent=linked.places["101"], name="New School")
    found = link_place(steward, place=school, kind="school", organization_id=" 1019999 ")
    assert found.key == "school:1019999"
    event = Event.objects.get(verb="place.linked")
    assert event.data == {"kind": "school", "organization": "1019999"}
    unlink_place(steward, linked=found)
    assert not PlaceInData.objects.filter(place=school).exists()
    assert Event.objects.filter(verb="place.unlinked").count() == 1


@pytest.mark.parametrize(
    ("kind", "organization", "said"),
    [
        ("school", "1010000", "belong to School 0 already"),
        ("district", "77", "is a school here"),
        ("school", " ", "Give the organization's id"),
        ("team", "77", "has no student data of its own"),
    ],
)
def test_what_may_not_be_linked(linked, kind, organization, said):
    steward = make_actor(linked.person("101", "data_steward"))
    school = make_place(parent=linked.places["101"], name="New School")
    with pytest.raises(NotNow, match=said):
        link_place(steward, place=school, kind=kind, organization_id=organization)
    assert not Event.objects.filter(verb="place.linked").exists()


def test_staff_link_nothing(linked):
    with pytest.raises(Refused):
        link_place(
            make_actor(linked.person("1010000")),
            place=linked.places["1010000"], kind="school", organization_id="9",
        )  # fmt: skip
