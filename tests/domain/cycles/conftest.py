import pytest

from groundswell.domain.access.actor import Actor
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.projects.models import Project
from tests.factories import (
    make_actor,
    make_cycle,
    make_membership,
    make_network,
    make_person,
    make_project,
    make_ramp,
)


@pytest.fixture
def project(db: None) -> Project:
    network = make_network()
    return make_project(network.school, lead=make_person(name="Marisol Q", place=network.school))


@pytest.fixture
def lead(project: Project) -> Actor:
    return make_actor(project.created_by)


@pytest.fixture
def coach(project: Project) -> Actor:
    person = make_person(name="Teo M")
    make_membership(project, person, role="coach")
    return make_actor(person)


@pytest.fixture
def cycle(project: Project) -> Cycle:
    return make_cycle(make_ramp(project, code="A"))
