"""One team, its test and its sponsor: what the page tests of theory, cycles and entry start from."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.domain.cycles.models import Cycle
from groundswell.domain.people.models import Person
from groundswell.domain.projects.models import Project
from tests.factories import (
    make_cycle,
    make_membership,
    make_network,
    make_person,
    make_project,
    make_question,
    make_ramp,
)
from tests.factories.people import NOW
from tests.factories.places import Network


@pytest.fixture
def network(db: None) -> Network:
    return make_network()


@pytest.fixture
def lead(network: Network) -> Person:
    return make_person(name="Marisol Q", place=network.school)


@pytest.fixture
def project(network: Network, lead: Person) -> Project:
    return make_project(network.school, lead=lead)


@pytest.fixture
def cycle(project: Project) -> Cycle:
    made = make_cycle(make_ramp(project, code="A"), title="Call one class", learn="What does it take?")
    make_question(
        made,
        text="How many of 6 do we reach?",
        prediction="4 of 6",
        guess=4,
        guess_total=6,
        because="old numbers",
    )
    return made


@pytest.fixture
def decided(cycle: Cycle, lead: Person) -> Cycle:
    Cycle.objects.filter(pk=cycle.pk).update(
        state="decided",
        decision="abandon",
        decision_why="My idea, and wrong.",
        decided_at=NOW,
        decided_by=lead,
        started_at=NOW,
        learned="Mondays are about Sunday night.",
    )
    cycle.refresh_from_db()
    return cycle


@pytest.fixture
def sponsor(project: Project) -> Person:
    person = make_person(name="Annette B")
    make_membership(project, person, role="sponsor")
    return person


def to_state(cycle: Cycle, state: str) -> Cycle:
    started = NOW if state in {"doing", "studying"} else None
    Cycle.objects.filter(pk=cycle.pk).update(state=state, started_at=started)
    cycle.refresh_from_db()
    return cycle


def queries_for(act: Callable[[], object]) -> int:
    """How many queries something takes."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)
