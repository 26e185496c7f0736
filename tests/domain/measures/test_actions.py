from datetime import date

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.measures.actions import (
    add_measure,
    change_measure,
    define,
    record_observation,
    say_source,
)
from groundswell.domain.measures.counting import Counting, MeasureShape
from groundswell.domain.measures.models import Definition, Measure, Observation
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from tests.factories import make_actor, make_measure, make_membership, make_network, make_person, make_project

pytestmark = pytest.mark.django_db
COUNTING = Counting(numerator="students present", denominator="students on the register")


@pytest.fixture
def net():
    return make_network()


@pytest.fixture
def steward(net):
    return make_actor(make_person(place=net.district, role="data_steward"))


def test_a_new_measure_has_definition_one_and_a_code_of_its_own(net, steward):
    first = add_measure(
        by=steward, place=net.school, shape=MeasureShape(name="In class at first bell"), counting=COUNTING
    )
    second = add_measure(
        by=steward, place=net.school, shape=MeasureShape(name="In class at first bell"), counting=COUNTING
    )
    assert (first.code, second.code) == ("in-class-at-first-bell", "in-class-at-first-bell-2")
    assert first.definitions.get().number == 1
    assert Event.objects.filter(verb="measure.add").count() == 2


def test_a_thin_definition_is_kept_and_left_to_the_coach(net, steward):
    shape = MeasureShape(name="X")
    measure = add_measure(by=steward, place=net.school, shape=shape, counting=Counting(numerator="buses"))
    assert measure.definitions.get().denominator == ""


def test_a_count_needs_no_denominator(net, steward):
    shape = MeasureShape(name="Tardy slips", unit="count")
    assert add_measure(by=steward, place=net.school, shape=shape, counting=Counting(numerator="slips")).pk


def test_a_team_keeps_its_own_measure_and_others_may_not(net):
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead)
    own = add_measure(
        by=make_actor(lead),
        place=net.school,
        path=project.path,
        shape=MeasureShape(name="X"),
        counting=COUNTING,
    )
    assert own.path == project.path
    with pytest.raises(Refused):
        add_measure(by=make_actor(lead), place=net.school, shape=MeasureShape(name="Y"), counting=COUNTING)
    sponsor = make_person(place=net.far_school)
    make_membership(project, sponsor, role="sponsor")
    with pytest.raises(Refused):
        define(by=make_actor(sponsor), measure=own, counting=COUNTING, reason="r", based_on=1)


def test_a_new_definition_is_a_new_number_and_keeps_the_old_one(net, steward):
    measure = add_measure(by=steward, place=net.school, shape=MeasureShape(name="X"), counting=COUNTING)
    later = define(
        by=steward,
        measure=measure,
        counting=Counting(numerator="on time", denominator="all"),
        based_on=1,
        reason="Late counts apart now",
    )
    assert later.number == 2
    assert list(measure.definitions.order_by("number").values_list("numerator", flat=True)) == [
        "students present",
        "on time",
    ]


def test_a_definition_based_on_an_old_one_shows_both(net, steward):
    measure = add_measure(by=steward, place=net.school, shape=MeasureShape(name="X"), counting=COUNTING)
    with pytest.raises(Conflict) as conflict:
        define(
            by=steward,
            measure=measure,
            counting=Counting(numerator="mine", denominator="all"),
            reason="r",
            based_on=0,
        )
    assert conflict.value.theirs["numerator"] == "students present"
    assert conflict.value.yours["numerator"] == "mine"
    assert Definition.objects.count() == 1


def test_a_change_of_the_count_needs_a_reason(net, steward):
    measure = add_measure(by=steward, place=net.school, shape=MeasureShape(name="X"), counting=COUNTING)
    with pytest.raises(NotNow, match="why the count changes"):
        define(by=steward, measure=measure, counting=COUNTING, reason=" ", based_on=1)


def test_changing_a_measure_minds_its_version(net, steward):
    measure = make_measure(net.school)
    change_measure(by=steward, measure=measure, version=1, name="New", target=90.0, owner_id=None)
    with pytest.raises(Conflict):
        change_measure(by=steward, measure=measure, version=1, name="Newer", target=None, owner_id=None)
    assert Measure.objects.get().name == "New"


def test_one_number_by_hand_lands_on_its_monday(net, steward):
    measure = make_measure(net.school, grain="week")
    row = record_observation(
        by=steward, measure=measure, place=net.school, period=date(2016, 6, 9), numerator=45, denominator=60
    )
    assert (row.period, row.value) == (date(2016, 6, 6), 75.0)
    assert Event.objects.get(verb="measure.number").data["replaces"] is None


def test_a_replaced_number_stays_and_is_not_live(net, steward):
    measure = make_measure(net.school)
    first = record_observation(
        by=steward, measure=measure, place=net.school, period=date(2016, 6, 6), value=80.0
    )
    record_observation(by=steward, measure=measure, place=net.school, period=date(2016, 6, 6), value=82.0)
    assert list(Observation.objects.order_by("pk").values_list("value", "is_live")) == [
        (80.0, False),
        (82.0, True),
    ]
    assert Event.objects.filter(verb="measure.number").last().data["replaces"] == first.pk


def test_the_same_number_twice_changes_nothing(net, steward):
    measure = make_measure(net.school)
    for _ in range(2):
        record_observation(by=steward, measure=measure, place=net.school, period=date(2016, 6, 6), value=80.0)
    assert (Observation.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ({"value": 140.0}, "not a percent"),
        ({"numerator": 9, "denominator": 8}, "larger than the whole"),
        ({"numerator": 9}, "both parts"),
        ({"numerator": 0, "denominator": 0}, "Out of 0"),
        ({}, "one number"),
        ({"value": 80.0, "period": date(2016, 7, 4)}, "future"),
    ],
)
def test_numbers_that_cannot_be_are_refused(net, steward, number, why):
    wanted = {"period": date(2016, 6, 6)} | number
    with pytest.raises(NotNow, match=why):
        record_observation(by=steward, measure=make_measure(net.school), place=net.school, **wanted)
    assert not Observation.objects.exists()


def test_the_number_of_a_common_measure_belongs_to_the_place(net):
    common = make_measure(net.top)
    near = make_actor(make_person(place=net.school, role="data_steward"))
    far = make_actor(make_person(place=net.far_school, role="data_steward"))
    assert record_observation(
        by=near, measure=common, place=net.school, period=date(2016, 6, 6), value=80.0
    ).pk
    with pytest.raises(Refused):
        record_observation(by=far, measure=common, place=net.school, period=date(2016, 6, 6), value=10.0)


def test_an_ex_member_adds_no_number(net):
    lead, gone = make_person(place=net.school), make_person(place=net.far_school)
    project = make_project(net.school, lead=lead)
    make_membership(project, gone, ends_on=date(2016, 1, 22))
    measure = make_measure(net.school, path=project.path)
    with pytest.raises(Refused):
        record_observation(
            by=make_actor(gone), measure=measure, place=net.school, period=date(2016, 6, 6), value=80.0
        )


def test_the_source_of_one_place(net, steward):
    measure = make_measure(net.top, source_note="Invented")
    say_source(by=steward, measure=measure, place=net.district, text="Open data; district renamed")
    assert measure.source_notes.get().text == "Open data; district renamed"
