from dataclasses import dataclass

import pytest

from groundswell.domain.access.actor import Actor
from groundswell.domain.people.models import Person
from groundswell.domain.projects.models import Project
from tests.factories import make_actor, make_membership, make_network, make_person, make_project
from tests.factories.places import Network


@dataclass
class House:
    """One project at a school, with a person in each relation to it."""

    net: Network
    project: Project
    people: dict[str, Person]

    def actor(self, who: str) -> Actor:
        return make_actor(self.people[who])


@pytest.fixture
def house() -> House:
    net = make_network()
    lead = make_person(name="Lea Lead", place=net.school)
    project = make_project(net.school, lead=lead)
    people = {"lead": lead}
    for role in ("sponsor", "facilitator", "member", "content_expert", "coach"):
        people[role] = make_person(name=f"{role} person", place=net.school)
        make_membership(project, people[role], role=role)
    people["principal"] = make_person(name="Pat Principal", place=net.school, role="school_leader")
    people["colleague"] = make_person(name="Cole League", place=net.school)
    people["far"] = make_person(name="Far Away", place=net.far_school)
    people["district"] = make_person(place=net.district, role="district_leader")
    return House(net, project, people)
