import pytest

from groundswell.domain.access.actor import Actor
from groundswell.domain.projects.models import Project
from tests.factories import make_actor, make_membership, make_network, make_person, make_project


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
