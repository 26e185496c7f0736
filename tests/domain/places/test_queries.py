from datetime import date

import pytest

from groundswell.domain.places.groups import catalog, group, group_name, in_catalog_order
from groundswell.domain.places.models import CalendarEvent
from groundswell.domain.places.queries import calendar_for, calendars_for, places_above, schools_below
from tests.factories import make_network


def add(place, label, *, day=date(2015, 11, 5), kind="half_day", **fields):
    return CalendarEvent.objects.create(
        place=place, kind=kind, starts_on=day, ends_on=day, label=label, **fields
    )


@pytest.mark.django_db
def test_events_come_from_the_places_above_and_only_for_the_level_meant():
    net = make_network()
    add(net.top, "network")
    add(net.district, "district, K-8", levels="elementary,k8")
    add(net.top, "high schools", levels="high")
    add(net.other_school, "next door")
    assert [mark.label for mark in calendar_for(net.school)] == ["network", "district, K-8"]


@pytest.mark.django_db
def test_only_events_that_touch_the_span():
    net = make_network()
    add(net.school, "before", day=date(2015, 1, 1))
    add(net.school, "inside", day=date(2015, 6, 1))
    found = calendar_for(net.school, start=date(2015, 5, 1), end=date(2015, 7, 1))
    assert [mark.label for mark in found] == ["inside"]


@pytest.mark.django_db
def test_many_calendars_in_one_query(django_assert_num_queries):
    net = make_network()
    add(net.top, "network")
    add(net.school, "own")
    with django_assert_num_queries(1):
        found = calendars_for([net.school, net.other_school])
    assert [len(found[place.pk]) for place in (net.school, net.other_school)] == [2, 1]


@pytest.mark.django_db
def test_weeks_that_are_shown_and_not_judged():
    net = make_network()
    event = add(net.top, "Year end", kind="other", day=date(2015, 6, 7), not_judged_for="CM1")
    CalendarEvent.objects.filter(pk=event.pk).update(ends_on=date(2015, 6, 30))
    (mark,) = calendar_for(net.school)
    assert mark.sets_aside("CM1", date(2015, 6, 8))
    assert not mark.sets_aside("CM1", date(2015, 6, 1))
    assert not mark.sets_aside("CM2", date(2015, 6, 8))


@pytest.mark.django_db
def test_the_way_to_a_school_and_schools_by_name():
    net = make_network()
    assert [place.name for place in places_above(net.school)] == [
        "Test Network",
        "Near District",
        "Near School",
    ]
    assert [place.name for place in schools_below(net.top)] == ["Far School", "Near School", "Next School"]


def test_complements_point_at_each_other_within_one_set():
    for entry in catalog().values():
        if entry.complement:
            other = catalog()[entry.complement]
            assert (other.complement, other.set) == (entry.code, entry.set)


def test_groups_are_listed_in_one_order():
    assert in_catalog_order({"zebra", "english_learner", "", "white"}) == [
        "",
        "white",
        "english_learner",
        "zebra",
    ]
    assert group_name("") == "All students"
    assert group("night_school").name == "Night school"
