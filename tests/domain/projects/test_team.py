from datetime import date, timedelta

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.projects.actions import (
    add_member,
    change_member,
    change_role,
    end_membership,
    renew_coach,
)
from groundswell.domain.projects.models import Membership, Project
from groundswell.domain.projects.queries import team
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from tests.factories import make_actor, make_membership, make_person, make_place

pytestmark = pytest.mark.django_db
TODAY = date(2016, 6, 10)


def membership_of(house, who: str) -> Membership:
    return Membership.objects.get(project=house.project, person=house.people[who], ended_at=None)


def test_a_new_member_sees_the_project_from_now_on(house):
    assert not Project.objects.visible_to(house.actor("colleague")).exists()
    row = add_member(
        by=house.actor("lead"),
        project=house.project,
        person=house.people["colleague"],
        role="member",
        function="Grade 2 teacher",
        is_frontline=True,
    )
    assert (row.starts_on, row.ends_on) == (TODAY, None)
    assert Project.objects.visible_to(house.actor("colleague")).get() == house.project
    assert Event.objects.get().data == {
        "person": house.people["colleague"].pk,
        "name": "Cole League",
        "role": "member",
    }


def test_a_coach_is_invited_for_90_days_and_can_be_renewed(house):
    row = add_member(by=house.actor("lead"), project=house.project, person=house.people["far"], role="coach")
    assert row.ends_on == TODAY + timedelta(days=90)
    asked = add_member(
        by=house.actor("lead"),
        project=house.project,
        person=house.people["colleague"],
        role="coach",
        ends_on=date(2018, 1, 1),
    )
    assert asked.ends_on == TODAY + timedelta(days=90)
    Membership.objects.filter(pk=row.pk).update(ends_on=TODAY)
    row.refresh_from_db()
    renew_coach(by=house.actor("facilitator"), membership=row)
    assert row.ends_on == TODAY + timedelta(days=90)


def test_a_coach_whose_days_ended_sees_nothing(house):
    Membership.objects.filter(person=house.people["coach"]).update(ends_on=date(2016, 6, 9))
    assert not Project.objects.visible_to(house.actor("coach")).exists()


def test_a_person_may_hold_several_roles_but_not_the_same_twice(house):
    add_member(
        by=house.actor("lead"), project=house.project, person=house.people["member"], role="content_expert"
    )
    with pytest.raises(NotNow, match="already is team member"):
        add_member(
            by=house.actor("lead"), project=house.project, person=house.people["member"], role="member"
        )
    entry = next(one for one in team(house.project, on=TODAY).present if one.name == "member person")
    assert entry.roles == ("Team member", "Content expert")


def test_people_outside_the_network_are_invited_first(house):
    stranger = make_person(place=make_place(kind="network"), is_active=False)
    with pytest.raises(NotNow) as refusal:
        add_member(by=house.actor("lead"), project=house.project, person=stranger, role="member")
    assert len(refusal.value.reasons) == 2


@pytest.mark.parametrize(
    "who", ["sponsor", "member", "content_expert", "coach", "principal", "district", "far"]
)
def test_lead_and_facilitator_alone_look_after_the_team(house, who):
    by = house.actor(who)
    with pytest.raises(Refused):
        add_member(by=by, project=house.project, person=house.people["colleague"], role="member")
    with pytest.raises(Refused):
        end_membership(by=by, membership=membership_of(house, "member"))
    with pytest.raises(Refused):
        change_role(by=by, membership=membership_of(house, "member"), role="facilitator")
    with pytest.raises(Refused):
        renew_coach(by=by, membership=membership_of(house, "coach"))
    with pytest.raises(Refused):
        change_member(
            by=by, membership=membership_of(house, "member"), function="x", is_frontline=True, version=1
        )
    assert not Event.objects.exists()


def test_an_ended_member_sees_nothing_from_that_moment(house):
    end_membership(by=house.actor("lead"), membership=membership_of(house, "member"))
    assert not Project.objects.visible_to(house.actor("member")).exists()
    assert "member" not in house.actor("member").roles_within(house.project.path)
    with pytest.raises(NotNow, match="already ended"):
        end_membership(
            by=house.actor("lead"), membership=Membership.objects.get(person=house.people["member"])
        )
    listed = team(house.project, on=TODAY)
    assert [one.name for one in listed.former] == ["member person"]
    assert "member person" not in [one.name for one in listed.present]


def test_someone_who_left_can_come_back_the_same_day(house):
    person = house.people["colleague"]
    row = add_member(by=house.actor("lead"), project=house.project, person=person, role="member")
    end_membership(by=house.actor("lead"), membership=row)
    add_member(by=house.actor("lead"), project=house.project, person=person, role="member")
    assert Project.objects.visible_to(make_actor(person)).exists()


def test_a_project_keeps_at_least_one_lead(house):
    mine = membership_of(house, "lead")
    for call in (
        lambda: end_membership(by=house.actor("lead"), membership=mine),
        lambda: change_role(by=house.actor("lead"), membership=mine, role="member"),
    ):
        with pytest.raises(NotNow, match="keeps a team lead"):
            call()
    assert membership_of(house, "lead").role == "lead"
    make_membership(house.project, house.people["colleague"], role="lead")
    end_membership(by=house.actor("lead"), membership=mine)
    assert not Project.objects.visible_to(house.actor("lead")).exists()


def test_a_lead_who_goes_on_a_known_day_does_not_count_as_the_one_who_stays(house):
    make_membership(house.project, house.people["colleague"], role="lead", ends_on=date(2016, 6, 17))
    with pytest.raises(NotNow, match="keeps a team lead"):
        end_membership(by=house.actor("lead"), membership=membership_of(house, "lead"))


def test_a_changed_role_leaves_both_in_the_history(house):
    row = change_role(by=house.actor("lead"), membership=membership_of(house, "member"), role="facilitator")
    assert row.role == "facilitator"
    roles = (
        Membership.objects.filter(person=house.people["member"])
        .order_by("id")
        .values_list("role", "ended_at")
    )
    assert [(role, ended is None) for role, ended in roles] == [("member", False), ("facilitator", True)]
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == [
        "projects.change_role",
        "projects.add_member",
    ]


def test_a_role_change_that_is_refused_leaves_the_old_role(house):
    make_membership(house.project, house.people["member"], role="content_expert")
    row = Membership.objects.get(person=house.people["member"], role="member")
    with pytest.raises(NotNow, match="already is content expert"):
        change_role(by=house.actor("lead"), membership=row, role="content_expert")
    assert Membership.objects.get(pk=row.pk).ended_at is None
    assert not Event.objects.exists()


def test_function_and_frontline_with_a_version(house):
    row = membership_of(house, "member")
    change_member(by=house.actor("lead"), membership=row, function="Office", is_frontline=False, version=1)
    with pytest.raises(Conflict) as conflict:
        change_member(
            by=house.actor("lead"), membership=row, function="Grade 4", is_frontline=False, version=1
        )
    assert conflict.value.theirs["function"] == "Office"


def test_the_team_is_listed_by_role_with_frontline_and_a_warning_before_a_coach_leaves(house):
    Membership.objects.filter(person=house.people["coach"]).update(ends_on=date(2016, 6, 20))
    make_membership(house.project, house.people["colleague"], is_frontline=True, function="Grade 1 teacher")
    listed = team(house.project, on=TODAY)
    assert [one.roles[0] for one in listed.present] == [
        "Sponsor",
        "Team lead",
        "Facilitator",
        "Team member",
        "Team member",
        "Content expert",
        "Coach",
    ]
    assert listed.has_frontline
    assert listed.present[-1].parts[0].ends_soon


def test_the_team_costs_one_query_whatever_its_size(house, django_assert_num_queries):
    for _ in range(15):
        make_membership(house.project, make_person(place=house.net.school))
    with django_assert_num_queries(1):
        assert len(team(house.project, on=TODAY).present) == 21
