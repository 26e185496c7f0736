from datetime import date

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.people.actions import affiliate, end_affiliation, invite, set_preferences
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.people.queries import belongs_to_network, people_of_network, place_grants, workplaces
from groundswell.domain.refusals import NotNow
from tests.factories import make_actor, make_network, make_person, make_place

pytestmark = pytest.mark.django_db
TODAY = date(2016, 6, 10)


@pytest.fixture
def net():
    return make_network()


def leader_of(place, role="school_leader"):
    return make_actor(make_person(place=place, role=role))


def test_invite_makes_an_account_with_a_role_and_no_usable_password(net):
    person = invite(
        by=leader_of(net.school),
        place=net.school,
        role="staff",
        username="ana",
        email="ana@x.example",
        name="Ana Ruiz",
    )
    assert not person.has_usable_password()
    assert [(grant.role, grant.path) for grant in place_grants(person, on=TODAY)] == [
        ("staff", net.school.path)
    ]
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == [
        "people.invite",
        "people.affiliate",
    ]


def test_invite_says_every_reason_at_once_and_writes_nothing(net):
    make_person(username="ana")
    with pytest.raises(NotNow) as refusal:
        invite(
            by=leader_of(net.school),
            place=net.school,
            role="staff",
            username="ANA",
            email="no-address",
            name=" ",
        )
    assert len(refusal.value.reasons) == 3
    assert not Event.objects.exists()


def test_an_account_is_not_made_when_its_role_cannot_be_given(net):
    before = Person.objects.count()
    by = leader_of(net.school)
    with pytest.raises(NotNow, match="Hub member"):
        invite(by=by, place=net.school, role="hub", username="ana", email="ana@x.example", name="Ana")
    assert Person.objects.count() == before + 1  # the leader alone
    assert not Event.objects.exists()


@pytest.mark.parametrize("role", ["staff", "data_steward", "network_coach", "adviser", "researcher"])
def test_roles_without_the_right_cannot_invite(net, role):
    with pytest.raises(Refused):
        invite(
            by=leader_of(net.school, role),
            place=net.school,
            role="staff",
            username="b",
            email="b@x.example",
            name="B",
        )


def test_a_leader_of_another_school_or_district_cannot_invite_here(net):
    for place, role in ((net.other_school, "school_leader"), (net.other_district, "district_leader")):
        with pytest.raises(Refused):
            affiliate(by=leader_of(place, role), person=make_person(), place=net.school, role="staff")


def test_nobody_hands_out_a_role_above_their_own(net):
    with pytest.raises(NotNow, match="School leader"):
        affiliate(by=leader_of(net.school), person=make_person(), place=net.school, role="school_leader")
    row = affiliate(
        by=leader_of(net.district, "district_leader"),
        person=make_person(),
        place=net.school,
        role="school_leader",
    )
    assert row.starts_on == TODAY


def test_affiliating_twice_is_one_row_and_one_event(net):
    by, person = leader_of(net.school), make_person()
    first = affiliate(by=by, person=person, place=net.school, role="staff")
    assert affiliate(by=by, person=person, place=net.school, role="staff") == first
    assert Affiliation.objects.filter(person=person).count() == 1
    assert Event.objects.count() == 1


def test_ending_an_affiliation_takes_the_role_away_now(net):
    person = make_person(place=net.school)
    end_affiliation(by=leader_of(net.school), affiliation=person.affiliations.get())
    assert place_grants(person, on=TODAY) == ()
    assert Event.objects.get().data["ends_on"] == "2016-06-09"


def test_an_affiliation_cannot_end_before_it_began(net):
    row = make_person(place=net.school).affiliations.get()
    with pytest.raises(NotNow, match="before the first day"):
        end_affiliation(by=leader_of(net.school), affiliation=row, last_day=date(2010, 1, 1))


def test_preferences_are_ones_own(net):
    me, other = make_person(name="Me"), make_person()
    set_preferences(by=make_actor(me), person=me, name="Me Too", language="es", theme="dark")
    me.refresh_from_db()
    assert (me.name, me.language, me.theme) == ("Me Too", "es", "dark")
    assert Event.objects.get().verb == "people.set_preferences"
    with pytest.raises(Refused):
        set_preferences(by=make_actor(other), person=me, name="Hi", language="en", theme="light")
    with pytest.raises(NotNow) as refusal:
        set_preferences(by=make_actor(me), person=me, name="", language="fr", theme="pink")
    assert len(refusal.value.reasons) == 3


def test_people_are_found_in_their_own_network_and_by_name_title_or_address(net):
    elsewhere = make_place(kind="network")
    ana = make_person(name="Ana Ruiz", title="Counselor", place=net.far_school)
    make_person(name="Ana Elsewhere", place=elsewhere)
    make_person(name="Bo", place=net.school)
    for text in ("ana", "couns", ana.email):
        assert [p.name for p in people_of_network(net.school.path, on=TODAY, text=text)] == ["Ana Ruiz"]
    assert belongs_to_network(ana, net.school.path, on=TODAY)
    assert not belongs_to_network(ana, elsewhere.path, on=TODAY)


def test_someone_who_left_is_not_found(net):
    person = make_person(place=None)
    Affiliation.objects.create(
        person=person, place=net.school, role="staff", starts_on=date(2014, 1, 1), ends_on=date(2016, 6, 9)
    )
    assert not people_of_network(net.school.path, on=TODAY).exists()
    assert workplaces(person, on=TODAY) == []
    assert workplaces(person, on=date(2016, 6, 9)) == [net.school]


def test_personas_are_the_marked_active_accounts(net):
    marked = make_person(demo_try="Open your school.")
    make_person()
    make_person(demo_try="Gone", is_active=False)
    assert list(Person.objects.personas()) == [marked]
