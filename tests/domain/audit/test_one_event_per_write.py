"""Each action leaves an event in the transaction of its write: both are kept, or neither."""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from groundswell.domain.access.actor import Actor
from groundswell.domain.audit.models import Event
from groundswell.domain.checks import actions as checks
from groundswell.domain.cycles.actions import entries, links, moving, planning, studying
from groundswell.domain.intake import actions as intake
from groundswell.domain.measures import actions as measures
from groundswell.domain.measures.counting import Counting
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.people import actions as people
from groundswell.domain.places import actions as places
from groundswell.domain.projects import actions as projects
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.policies import AimDraft, CharterDraft, ProblemDraft
from groundswell.domain.reports import actions as reports
from groundswell.domain.theory import actions as theory
from tests.domain.audit.refusing import refusing
from tests.factories import (
    make_actor,
    make_cycle,
    make_entry_link,
    make_measure,
    make_network,
    make_node,
    make_person,
    make_project,
    make_question,
    make_ramp,
    make_storyboard,
)
from tests.factories.places import Network

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Ground:
    net: Network
    project: Project
    lead: Actor
    steward: Actor


@pytest.fixture
def ground(db: None) -> Ground:
    net = make_network()
    person = make_person(name="Lead", place=net.school)
    project = make_project(net.school, lead=person)
    steward = make_person(name="Steward", place=net.district, role="data_steward")
    return Ground(net, project, make_actor(person), make_actor(steward))


def _ready(ground: Ground, state: str = "planned") -> object:
    cycle = make_cycle(
        make_ramp(ground.project, code="A"), state=state, learned="Calls help", deviations="none"
    )
    make_question(cycle, verdict="held")
    return cycle


def _own_measure(ground: Ground) -> object:
    return make_measure(ground.project.place, path=ground.project.path)


def _file() -> io.BytesIO:
    return io.BytesIO(b"place,measure,period,value\nx,y,2016-05-02,1\n")


Write = Callable[[Ground], object]
WRITES: dict[str, Write] = {
    "projects.start_project": lambda g: projects.start_project(
        by=g.lead, place=g.net.school, name="Evenings", problem=ProblemDraft(statement="A gap.")
    ),
    "projects.rename": lambda g: projects.rename(by=g.lead, project=g.project, name="Evenings", version=1),
    "projects.set_state": lambda g: projects.set_state(
        by=g.lead, project=g.project, state="paused", why="Summer", version=1
    ),
    "projects.revise_problem": lambda g: projects.revise_problem(
        by=g.lead, project=g.project, draft=ProblemDraft(statement="A gap."), based_on=0
    ),
    "projects.revise_charter": lambda g: projects.revise_charter(
        by=g.lead, project=g.project, draft=CharterDraft(why_now="Spring"), based_on=0
    ),
    "projects.revise_aim": lambda g: projects.revise_aim(
        by=g.lead, project=g.project, draft=AimDraft(what="attendance"), based_on=0
    ),
    "projects.add_member": lambda g: projects.add_member(
        by=g.lead, project=g.project, person=make_person(name="New", place=g.net.school), role="member"
    ),
    "theory.add_node": lambda g: theory.add_node(g.lead, project=g.project, kind="primary", text="Noticed"),
    "theory.edit_node": lambda g: theory.edit_node(g.lead, node=make_node(g.project), version=1, text="Seen"),
    "theory.set_down_node": lambda g: theory.set_down_node(
        g.lead, node=make_node(g.project), why="It did not help"
    ),
    "cycles.plan_a_test": lambda g: planning.plan_a_test(g.lead, project=g.project, title="One class"),
    "cycles.start_test": lambda g: moving.start_test(g.lead, cycle=_ready(g)),
    "cycles.amend": lambda g: moving.amend(g.lead, cycle=_ready(g, "doing"), text="Moved"),
    "cycles.cancel": lambda g: moving.cancel(g.lead, cycle=_ready(g), reason="Later"),
    "cycles.decide": lambda g: studying.decide(
        g.lead, cycle=_ready(g, "studying"), decision="adapt", why="More"
    ),
    "cycles.make_card": lambda g: links.make_card(
        g.lead, cycle=_ready(g, "doing"), ends_on=date(2016, 6, 20)
    ),
    "cycles.record_entry": lambda g: entries.record_entry(
        g.lead, cycle=_ready(g, "doing"), entry=entries.EntryText(uuid.uuid4(), date(2016, 6, 8), 5, 12)
    ),
    "cycles.record_entry_by_link": lambda g: entries.record_entry_by_link(
        g.lead,
        link=make_entry_link(_ready(g, "doing")),
        entry=entries.EntryText(uuid.uuid4(), date(2016, 6, 8), 5, 12),
    ),
    "measures.add_context_note": lambda g: measures.add_context_note(
        by=g.lead, place=g.net.school, path=g.project.path, starts_on=date(2016, 5, 2), text="Storm"
    ),
    "measures.record_observation": lambda g: measures.record_observation(
        by=g.lead, measure=_own_measure(g), place=g.net.school, period=date(2016, 5, 2), value=91.0
    ),
    "measures.define": lambda g: measures.define(
        by=g.lead,
        measure=_own_measure(g),
        counting=Counting(numerator="calls", denominator="families"),
        reason="First",
        based_on=0,
    ),
    "intake.preview": lambda g: intake.preview(
        g.steward, place=g.net.district, filename="n.csv", stream=_file(), target=observations_target()
    ),
    "places.add_calendar_event": lambda g: places.add_calendar_event(
        by=g.steward,
        place=g.net.district,
        kind="weather",
        starts_on=date(2016, 1, 25),
        ends_on=date(2016, 1, 25),
        label="Snow",
    ),
    "people.set_preferences": lambda g: people.set_preferences(
        by=g.lead, person=g.project.created_by, name="New name", language="es", theme="dark"
    ),
    "checks.set_aside": lambda g: checks.set_aside(
        by=g.lead, project=g.project, check_id="K01", subject="aim:1", reason="We know"
    ),
    "reports.write_storyboard": lambda g: reports.write_storyboard(
        by=g.lead, project=g.project, headline="Calls help", story="We called.", based_on=0
    ),
    "reports.share": lambda g: reports.share(
        by=g.lead, storyboard=make_storyboard(g.project), level="school"
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_an_event_for_each_write(ground: Ground, write: Write) -> None:
    write(ground)
    event = Event.objects.order_by("-id").first()
    assert event is not None
    assert event.person_id in {ground.lead.person_id, ground.steward.person_id}
    assert event.at == ground.lead.now
    assert event.verb
    assert event.path.startswith("/")


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_without_the_event_there_is_no_write(ground: Ground, write: Write) -> None:
    """The database refuses the row of the log: then nothing of the write is kept either."""
    before = _rows()
    with refusing("audit_event"), pytest.raises(DatabaseError), transaction.atomic():
        write(ground)
    assert _rows() == before


def _rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, but those of people and places that a case makes for itself."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name.split("_")[0] in ROOMS]
        found = {}
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            found[name] = sorted(cursor.fetchall(), key=repr)
    return found


ROOMS = {"audit", "projects", "theory", "cycles", "measures", "intake", "checks", "reports"}
