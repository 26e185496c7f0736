"""Hints are for those who work in the team; facts cost the same for a small and a large project."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.checks import actions
from groundswell.domain.checks.models import Dismissal
from groundswell.domain.checks.queries import hints_for, project_facts
from groundswell.domain.projects.models import Project
from groundswell.domain.refusals import NotNow
from tests.factories import (
    make_actor,
    make_aim,
    make_cycle,
    make_entry,
    make_measure,
    make_membership,
    make_network,
    make_node,
    make_observations,
    make_person,
    make_problem,
    make_project,
    make_question,
    make_ramp,
    make_task,
)

TODAY = date(2016, 6, 10)


@pytest.fixture
def project(db: None) -> Project:
    net = make_network()
    project = make_project(net.school, lead=make_person(name="Lead", place=net.school), mode="guided")
    make_problem(project)
    make_aim(project, by_when=None, target=None, population="", measure=None)
    return project


@pytest.fixture
def lead(project: Project) -> Actor:
    return make_actor(project.created_by)


def _someone(project: Project, role: str) -> Actor:
    person = make_person(place=project.place)
    make_membership(project, person, role=role)
    return make_actor(person)


@pytest.mark.parametrize("role", ["lead", "facilitator", "member", "content_expert", "coach"])
def test_who_works_in_the_team_gets_hints(project: Project, role: str) -> None:
    assert hints_for(project, by=_someone(project, role)).shown


def test_nobody_else_gets_any(project: Project) -> None:
    place = project.place
    outside = [make_actor(make_person(place=place, role=role)) for role in ("staff", "school_leader")]
    outside.append(make_actor(make_person(place=place.parent, role="district_leader")))
    for by in (_someone(project, "sponsor"), *outside):
        hints = hints_for(project, by=by)
        assert not hints
        assert hints.waiting == 0, "not even how many there are"


def test_three_at_most_and_the_rest_waits(project: Project, lead: Actor) -> None:
    hints = hints_for(project, by=lead)
    assert 1 <= len(hints.shown) <= 3
    everything = len(hints.shown) + hints.waiting
    assert everything >= len(hints.shown)


def test_a_hint_quotes_what_it_saw_and_says_one_step(project: Project, lead: Actor) -> None:
    for finding in hints_for(project, by=lead).shown:
        assert finding.saw
        assert finding.why
        assert finding.step


def test_set_aside_is_gone_until_it_is_brought_back(project: Project, lead: Actor) -> None:
    first = hints_for(project, by=lead).shown[0]
    about = f"{first.subject_kind}:{first.subject_key}"
    actions.set_aside(by=lead, project=project, check_id=first.check, subject=about, reason=" We know. ")
    assert (first.check, about) not in _heard(project, lead)
    kept = Dismissal.objects.get()
    assert (kept.reason, kept.by_id, kept.at) == ("We know.", lead.person_id, lead.now)
    actions.bring_back(by=lead, dismissal=kept)
    assert (first.check, about) in _heard(project, lead)
    verbs = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["hint.set_aside", "hint.brought_back"]


def _heard(project: Project, by: Actor) -> set[tuple[str, str]]:
    fresh = Project.objects.get(pk=project.pk)
    return {(each.check, f"{each.subject_kind}:{each.subject_key}") for each in hints_for(fresh, by=by).shown}


def test_saying_it_again_keeps_the_newer_reason(project: Project, lead: Actor) -> None:
    for reason in ("We know.", "Our grant sets it."):
        actions.set_aside(by=lead, project=project, check_id="K02", subject="aim:1", reason=reason)
    assert Dismissal.objects.get().reason == "Our grant sets it."


@pytest.mark.parametrize(
    ("check", "reason", "why"),
    [("K02", " ", "in a few words"), ("K99", "x", "no check K99"), ("K41", "x", "protects people")],
)
def test_what_cannot_be_set_aside(project: Project, lead: Actor, check: str, reason: str, why: str) -> None:
    with pytest.raises(NotNow, match=why):
        actions.set_aside(by=lead, project=project, check_id=check, subject="aim:1", reason=reason)
    assert not Dismissal.objects.exists()


@pytest.mark.parametrize("role", ["coach", "sponsor"])
def test_setting_aside_is_the_teams(project: Project, role: str) -> None:
    by = _someone(project, role)
    with pytest.raises(Refused):
        actions.set_aside(by=by, project=project, check_id="K02", subject="aim:1", reason="x")


def test_simple_mode_says_less_than_guided_and_never_more(project: Project, lead: Actor) -> None:
    _grow(project, 3)
    heard = {}
    for mode in ("guided", "simple"):
        Project.objects.filter(pk=project.pk).update(mode=mode)
        hints = hints_for(Project.objects.get(pk=project.pk), by=lead)
        heard[mode] = len(hints.shown) + hints.waiting
    assert 0 < heard["simple"] <= heard["guided"]


def test_facts_cost_the_same_for_3_and_for_30(project: Project) -> None:
    _grow(project, 3)
    few = _queries(project)
    _grow(project, 27)
    facts = project_facts(Project.objects.get(pk=project.pk), today=TODAY)
    assert len(facts.cycles) == 30
    assert _queries(project) == few


def _queries(project: Project) -> int:
    fresh = Project.objects.get(pk=project.pk)
    with CaptureQueriesContext(connection) as asked:
        project_facts(fresh, today=TODAY)
    return len(asked)


def _grow(project: Project, count: int) -> None:
    for number in range(count):
        measure = make_measure(project.place, path=project.path, name=f"Calls {number}")
        make_observations(measure, project.place, [7, 8, 9])
        node = make_node(project, text=f"Driver {number}")
        node.measures.add(measure)
        cycle = make_cycle(make_ramp(project, idea=None), state="studying", learned="Calls help")
        cycle.measures.add(measure)
        make_question(cycle, prediction="9")
        make_task(cycle)
        make_entry(cycle)


def test_facts_say_what_the_records_say(project: Project) -> None:
    _grow(project, 1)
    facts = project_facts(project, today=TODAY)
    assert facts.today == TODAY
    assert facts.aim is not None
    assert facts.aim.by_when is None
    assert facts.aim.baseline == 87.2
    cycle = facts.cycles[0]
    assert cycle.first_data_on == date(2016, 6, 7)
    assert (cycle.scale.count, cycle.scale.unit, cycle.scale.total) == (1, "class", 14)
    assert facts.measures[0].points_on == (date(2015, 9, 7), date(2015, 9, 14), date(2015, 9, 21))
    assert facts.claims[0].points == 0, "no point lies inside the week of the test"
