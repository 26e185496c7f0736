"""A team with a measure in three groups, a decided test, and people near and far."""

from dataclasses import dataclass

import pytest

from groundswell.domain.access.actor import Actor
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project
from groundswell.domain.reports import actions
from groundswell.domain.reports.models import Storyboard
from tests.factories import (
    make_actor,
    make_aim,
    make_cycle,
    make_measure,
    make_membership,
    make_network,
    make_node,
    make_observations,
    make_person,
    make_project,
    make_question,
    make_ramp,
)
from tests.factories.people import NOW
from tests.factories.places import Network


@dataclass(frozen=True)
class Desk:
    net: Network
    project: Project
    measure: Measure
    decided: Cycle
    lead: Actor

    def write(self, *, based_on: int = 0, **words: object) -> Storyboard:
        told = {
            "headline": "Calls on day two",
            "story": "Nobody noticed. We called.",
            "measures": [self.measure.pk],
        }
        return actions.write_storyboard(
            by=self.lead, project=self.project, based_on=based_on, cycles=[self.decided.pk], **(told | words)
        )

    def share(self, level: str, *, based_on: int = 0) -> Storyboard:
        return actions.share(by=self.lead, storyboard=self.write(based_on=based_on), level=level)


@pytest.fixture
def desk(db: None) -> Desk:
    net = make_network()
    person = make_person(name="Lead", place=net.school)
    project = make_project(net.school, lead=person)
    measure = make_measure(net.school, path=project.path, name="Calls made")
    make_observations(measure, net.school, [70, 72, 71, 74, 73, 75, 78, 77, 79, 80, 81, 82], denominator=100)
    make_aim(project, measure=measure)
    make_node(project, text="Every absence is noticed")
    cycle = make_cycle(
        make_ramp(project, code="A"),
        state="decided",
        decision="abandon",
        decision_why="No time",
        learned="Letters come late",
        decided_at=NOW,
        decided_by=person,
    )
    make_question(cycle, prediction="9 of 12", result="4 of 12", verdict="not")
    return Desk(net, project, measure, cycle, make_actor(person))


@pytest.fixture
def sponsor(desk: Desk) -> Actor:
    person = make_person(name="Sponsor", place=desk.net.school, role="school_leader")
    make_membership(desk.project, person, role="sponsor")
    return make_actor(person)
