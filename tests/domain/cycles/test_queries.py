from datetime import date

import pytest

from groundswell.domain.cycles.models import Cycle, Entry
from groundswell.domain.cycles.queries.ramps import ramps_of
from groundswell.domain.cycles.queries.record import record_of
from groundswell.domain.cycles.queries.scale import scale_words, singular
from groundswell.domain.cycles.queries.status import cycle_marks, due_for, idea_statuses
from tests.factories import (
    make_actor,
    make_cycle,
    make_measure,
    make_membership,
    make_node,
    make_person,
    make_question,
    make_ramp,
)
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def decided(ramp, decision: str = "adopt", **fields: object) -> Cycle:
    by = ramp.project.created_by
    values = {
        "state": "decided",
        "decision": decision,
        "decided_at": NOW,
        "decided_by": by,
        "started_at": NOW,
    }
    return make_cycle(ramp, **(values | fields))


@pytest.mark.parametrize("count", [3, 30])
def test_lists_cost_the_same_however_long(project, lead, count, django_assert_num_queries):
    ramps = [make_ramp(project, code=str(number)) for number in range(count)]
    for ramp in ramps:
        cycle = make_cycle(ramp, state="doing", ends_on=date(2016, 6, 1), started_at=NOW)
    for number in range(count):
        make_question(cycle)
        Entry.objects.create(cycle=cycle, on=NOW.date(), number=number, by_name="x", at=NOW)
    with django_assert_num_queries(2):
        assert len(ramps_of(project, lead)) == count
    with django_assert_num_queries(1):
        assert len(due_for(lead)) == count
    with django_assert_num_queries(1):
        assert len(cycle_marks(project)) == count
    fresh = Cycle.objects.select_related("ramp").get(pk=cycle.pk)
    with django_assert_num_queries(6):
        assert len(record_of(fresh).entries) == count


def test_a_sponsor_sees_decided_tests_and_nothing_else(project, lead):
    ramp, open_ramp = make_ramp(project, code="A"), make_ramp(project, code="B")
    done = decided(ramp)
    make_cycle(ramp, state="studying")
    make_cycle(open_ramp)
    person = make_person()
    make_membership(project, person, role="sponsor")
    rows = ramps_of(project, make_actor(person))
    assert [cycle.id for row in rows for cycle in row.cycles] == [done.pk]
    assert len(ramps_of(project, lead)) == 2


@pytest.mark.parametrize("role", ["school_leader", "district_leader", "staff"])
def test_a_role_at_the_place_shows_no_test(project, role):
    decided(make_ramp(project))
    assert not Cycle.objects.visible_to(make_actor(make_person(place=project.place, role=role))).exists()


def test_an_idea_says_how_far_it_is(project):
    words = {}
    for text in ("none", "planned", "running", "adopted", "down", "between"):
        words[text] = make_node(project, kind="idea", text=text)
    ramps = {text: make_ramp(project, idea=node) for text, node in words.items() if text != "none"}
    make_cycle(ramps["planned"], state="planned")
    make_cycle(ramps["running"], state="doing")
    decided(ramps["adopted"], "expand")
    decided(ramps["adopted"], "adopt")
    decided(ramps["down"], "abandon")
    decided(ramps["between"], "adapt")
    found = idea_statuses(project)
    assert {text: found[node.pk].words for text, node in words.items() if node.pk in found} == {
        "planned": "planned",
        "running": "testing · cycle 1",
        "adopted": "adopted · 2 cycles",
        "down": "set down · 1 cycle",
        "between": "testing · cycle 1 done",
    }


def test_marks_are_tests_that_began_and_belong_to_the_measure(project):
    ramp = make_ramp(project, code="A")
    one, two = make_measure(project.place), make_measure(project.place)
    named = decided(ramp, starts_on=date(2016, 5, 2))
    named.measures.add(one)
    decided(ramp, starts_on=date(2016, 5, 9))
    make_cycle(ramp)
    assert [(mark.code, mark.on.day) for mark in cycle_marks(project, measure_id=one.pk)] == [
        ("A1", 2),
        ("A2", 9),
    ]
    assert [mark.code for mark in cycle_marks(project, measure_id=two.pk)] == ["A2"]


def test_what_waits_for_the_team(project, lead):
    ramp = make_ramp(project, code="A")
    make_cycle(ramp, state="doing", ends_on=date(2016, 6, 9))
    make_cycle(ramp, state="doing", ends_on=date(2016, 6, 10))
    make_cycle(ramp, state="planned")
    assert [(row.code, row.why) for row in due_for(lead)] == [("A1", "study"), ("A2", "record")]
    assert due_for(make_actor(make_person())) == ()


@pytest.mark.parametrize(
    ("count", "unit", "total", "words"),
    [
        (1, "class", 14, "1 class"),
        (3, "classes", 14, "3 classes"),
        (14, "class", 14, "all 14 classes"),
        (1, "gate", 1, "1 gate"),
        (4, "bus stop", None, "4 bus stop"),
        (None, "class", 14, ""),
    ],
)
def test_scale_in_words(count, unit, total, words):
    assert scale_words(count, unit, total) == words


def test_units_are_kept_in_the_singular():
    assert [singular(word) for word in ("Classes", "families", "class", "bus stop")] == [
        "class",
        "family",
        "class",
        "bus stop",
    ]
