"""Places below, the calendar and measures of a place: who may, what is kept, and what charts make of it."""

from datetime import date

import pytest

from groundswell.domain.audit.models import Event
from groundswell.domain.measures.models import Measure
from groundswell.domain.places.models import CalendarEvent, Place
from tests.factories import (
    make_calendar_event,
    make_definition,
    make_measure,
    make_network,
    make_observations,
    make_person,
    make_place,
)

pytestmark = pytest.mark.django_db
EVENT = {"kind": "weather", "label": "Snow", "starts_on": "2016-02-01", "not_judged_for": ""}
ATTENDANCE = {
    "name": "Attendance",
    "kind": "outcome",
    "numerator": "days present",
    "denominator": "days enrolled",
    "unit": "percent",
    "better": "up",
    "grain": "month",
}


@pytest.fixture
def net():
    return make_network()


@pytest.fixture
def steward(net):
    return make_person(place=net.district, role="data_steward")


@pytest.mark.parametrize("tail", ["add/", "measures/new/"])
@pytest.mark.parametrize(
    ("role", "where", "add", "measure"),
    [
        ("staff", "school", 403, 403),
        ("school_leader", "school", 200, 403),
        ("data_steward", "district", 200, 200),
        ("district_leader", "district", 200, 403),
        ("hub", "top", 200, 200),
        ("adviser", "top", 403, 403),
        ("district_leader", "other_district", 404, 404),
    ],
)
def test_who_may(sign_in, net, tail, role, where, add, measure):
    client = sign_in(make_person(place=getattr(net, where), role=role))
    status = add if tail == "add/" else measure
    assert client.get(f"/places/{net.school.code}/{tail}").status_code == status
    if status == 403:
        assert client.post(f"/places/{net.school.code}/{tail}", {"name": "X"}).status_code == 403


def test_a_school_is_added_with_a_code_from_its_name(sign_in, net, steward):
    make_place(parent=net.district, code="hill-school")
    sent = {"kind": "school", "name": "Hill School", "level": "K-8", "enrolled": "412", "another": "1"}
    response = sign_in(steward).post(f"/places/{net.district.code}/add/", sent)
    assert response.headers["Location"] == f"/places/{net.district.code}/add/"
    made = Place.objects.get(name="Hill School")
    assert (made.code, made.level, made.enrolled, made.parent) == ("hill-school-2", "K-8", 412, net.district)
    assert Event.objects.get().verb == "place.add"


def test_a_school_does_not_stand_below_a_school(sign_in, net):
    client = sign_in(make_person(place=net.top, role="hub"))
    text = client.get(f"/places/{net.school.code}/add/").content.decode()
    assert 'value="team"' in text
    assert 'value="school"' not in text
    sent = {"kind": "school", "name": "Inner School"}
    assert client.post(f"/places/{net.school.code}/add/", sent).status_code == 422


def test_a_code_that_is_taken_is_said_and_nothing_typed_is_lost(sign_in, net, steward):
    sent = {"kind": "school", "name": "Hill School", "code": net.far_school.code}
    response = sign_in(steward).post(f"/places/{net.district.code}/add/", sent)
    assert response.status_code == 422
    assert "is taken" in response.content.decode()
    assert 'value="Hill School"' in response.content.decode()


def test_an_event_counts_here_and_below_for_the_levels_chosen(sign_in, net, steward):
    client = sign_in(steward)
    sent = EVENT | {"ends_on": "2016-02-03", "levels": ["K-8"], "not_judged_for": "*"}
    assert client.post(f"/places/{net.district.code}/calendar/", sent).status_code == 302
    event = CalendarEvent.objects.get()
    assert (event.place, event.ends_on, event.levels) == (net.district, date(2016, 2, 3), "K-8")
    assert event.not_judged_for == "*"
    text = client.get(f"/places/{net.school.code}/calendar/").content.decode()
    assert "Weather: Snow" in text
    assert "set by Near District" in text


def test_the_calendar_is_read_by_all_of_the_place_and_kept_by_some(sign_in, net):
    make_calendar_event(net.school, label="Flood")
    staff = sign_in(make_person(place=net.school))
    text = staff.get(f"/places/{net.school.code}/calendar/").content.decode()
    assert "Flood" in text
    assert "Put something on the calendar" not in text
    assert staff.post(f"/places/{net.school.code}/calendar/", EVENT).status_code == 403
    assert CalendarEvent.objects.count() == 1


def test_dates_the_wrong_way_round_are_said(sign_in, net, steward):
    sent = EVENT | {"ends_on": "2016-01-01"}
    response = sign_in(steward).post(f"/places/{net.district.code}/calendar/", sent)
    assert response.status_code == 422
    assert "ends before it starts" in response.content.decode()
    assert 'value="Snow"' in response.content.decode()


def test_an_event_is_taken_off_where_it_was_put(sign_in, net, steward):
    event = make_calendar_event(net.district)
    client = sign_in(steward)
    assert client.post(f"/places/{net.school.code}/calendar/{event.pk}/remove/").status_code == 404
    assert client.post(f"/places/{net.district.code}/calendar/{event.pk}/remove/").status_code == 302
    assert not CalendarEvent.objects.exists()
    assert Event.objects.get().data["label"] == "Snow day"
    above = make_calendar_event(net.top)
    assert client.post(f"/places/{net.top.code}/calendar/{above.pk}/remove/").status_code == 403


def test_a_measure_is_defined_for_a_district_and_mended_there(sign_in, net, steward):
    client = sign_in(steward)
    response = client.post(f"/places/{net.district.code}/measures/new/", ATTENDANCE)
    home = f"/places/{net.district.code}/measures/attendance/"
    assert response.headers["Location"] == home
    measure = Measure.objects.get()
    assert (measure.path, measure.kind, measure.owner) == (net.district.path, "outcome", steward)
    assert f"{home}definition/" in client.get(home).content.decode()
    sent = {"numerator": "half days present", "denominator": "half days", "reason": "Finer", "based_on": "1"}
    assert client.post(f"{home}definition/", sent).status_code == 302
    assert measure.definitions.count() == 2
    late = client.post(f"{home}definition/", sent | {"numerator": "mine"})
    assert late.status_code == 409
    assert "What is counted" in late.content.decode()


def test_a_principal_reads_the_districts_measure_and_does_not_redefine_it(sign_in, net):
    measure = make_measure(net.district, name="Attendance", code="attendance")
    make_definition(measure)
    make_observations(measure, net.school, [90, 91, 92], denominator=100)
    client = sign_in(make_person(place=net.school, role="school_leader"))
    home = f"/places/{net.school.code}/measures/attendance/"
    assert "definition/" not in client.get(home).content.decode()
    assert client.get(f"{home}definition/").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "new"}, "This word is taken"),
        ({"denominator": ""}, "out of whom"),
        ({"name": ""}, "required"),
    ],
)
def test_a_measure_that_cannot_be_is_said(sign_in, net, steward, wrong, words):
    response = sign_in(steward).post(f"/places/{net.district.code}/measures/new/", ATTENDANCE | wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Measure.objects.exists()


def test_the_same_code_twice_is_refused(sign_in, net, steward):
    make_measure(net.district, code="attendance")
    sent = ATTENDANCE | {"code": "attendance"}
    response = sign_in(steward).post(f"/places/{net.district.code}/measures/new/", sent)
    assert response.status_code == 422
    assert "is taken here" in response.content.decode()


def test_links_are_for_who_may(sign_in, net, steward):
    def links(person, place):
        text = sign_in(person).get(f"/places/{place.code}/").content.decode()
        ends = {"people": "people/", "add": "add/", "calendar": "calendar/", "measure": "measures/new/"}
        return {name for name, end in ends.items() if f'href="/places/{place.code}/{end}"' in text}

    assert links(make_person(place=net.school), net.school) == {"calendar"}
    leader = make_person(place=net.school, role="school_leader")
    assert links(leader, net.school) == {"people", "add", "calendar"}
    assert links(steward, net.school) == {"add", "calendar", "measure"}
    hub = make_person(place=net.top, role="hub")
    assert links(hub, net.top) == {"people", "add", "calendar", "measure"}
    assert links(leader, net.top) == set()


def test_districts_stand_on_the_networks_page_for_who_sees_them(sign_in, net):
    hub = make_person(place=net.top, role="hub")
    assert "Far District" in sign_in(hub).get(f"/places/{net.top.code}/").content.decode()
    staff = make_person(place=net.school)
    assert "Far District" not in sign_in(staff).get(f"/places/{net.top.code}/").content.decode()
