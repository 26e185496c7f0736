from datetime import date

import pytest

from groundswell.domain.access.actor import system_actor
from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.places.actions import add_calendar_event, add_place
from groundswell.domain.places.models import CalendarEvent, Place
from groundswell.domain.refusals import NotNow
from tests.factories import make_actor, make_network, make_person
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def test_the_first_place_needs_no_role_and_the_path_is_kept_in_step():
    top = add_place(by=system_actor(now=NOW), kind="network", code="FIC", name="Fernlight")
    assert top.path == f"/{top.pk}/"
    assert Event.objects.get(verb="place.add").subject_id == top.pk


def test_a_second_top_place_is_refused():
    make_network()
    with pytest.raises(NotNow, match="Say which place"):
        add_place(by=system_actor(now=NOW), kind="network", code="OTHER", name="Other")


def test_a_hub_member_adds_a_school_below_a_district():
    net = make_network()
    hub = make_actor(make_person(place=net.top, role="hub"))
    school = add_place(
        by=hub, kind="school", code="NEW", name="New School", parent=net.district, level="k8", enrolled=200
    )
    assert school.path == f"{net.district.path}{school.pk}/"
    assert Place.objects.below(net.district.path).filter(code="NEW").exists()


def test_staff_may_not_add_a_place_and_nothing_stays():
    net = make_network()
    staff = make_actor(make_person(place=net.school, role="staff"))
    before = Place.objects.count()
    with pytest.raises(Refused):
        add_place(by=staff, kind="department", code="D", name="Office", parent=net.school)
    assert (Place.objects.count(), Event.objects.count()) == (before, 0)


def test_all_reasons_come_at_once():
    net = make_network()
    hub = make_actor(make_person(place=net.top, role="hub"))
    with pytest.raises(NotNow) as refusal:
        add_place(by=hub, kind="district", code=net.school.code, name="X", parent=net.school)
    assert len(refusal.value.reasons) == 2


def test_a_leader_puts_a_storm_on_the_calendar():
    net = make_network()
    leader = make_actor(make_person(place=net.school, role="school_leader"))
    event = add_calendar_event(
        by=leader, place=net.school, kind="weather", starts_on=date(2016, 1, 25), label="Snow"
    )
    assert event.ends_on == date(2016, 1, 25)
    assert Event.objects.get(verb="calendar.add").path == net.school.path


def test_a_leader_of_another_school_may_not():
    net = make_network()
    leader = make_actor(make_person(place=net.other_school, role="school_leader"))
    with pytest.raises(Refused):
        add_calendar_event(
            by=leader, place=net.school, kind="weather", starts_on=date(2016, 1, 25), label="Snow"
        )
    assert not CalendarEvent.objects.exists()


def test_an_event_that_ends_before_it_starts_is_refused():
    net = make_network()
    hub = make_actor(make_person(place=net.top, role="hub"))
    with pytest.raises(NotNow, match="ends before it starts"):
        add_calendar_event(
            by=hub,
            place=net.top,
            kind="weather",
            starts_on=date(2016, 1, 25),
            ends_on=date(2016, 1, 2),
            label="Snow",
        )
