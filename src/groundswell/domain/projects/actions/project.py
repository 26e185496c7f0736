"""Start a project, name it, choose its mode, pause, close and open it again."""

import uuid
from dataclasses import replace

from django.db import transaction

from groundswell.domain.access.actor import Actor, Grant
from groundswell.domain.access.decisions import Decision, Refused, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.measures.actions import add_following
from groundswell.domain.measures.fed import Following
from groundswell.domain.measures.models import Measure
from groundswell.domain.places.models import Place
from groundswell.domain.projects import policies
from groundswell.domain.projects.actions.documents import revise_problem
from groundswell.domain.projects.models import Membership, Project
from groundswell.domain.projects.policies import ProblemDraft
from groundswell.domain.refusals import refuse_if
from groundswell.domain.versions import save_if_unchanged


@transaction.atomic
def start_project(
    *,
    by: Actor,
    place: Place,
    name: str,
    problem: ProblemDraft,
    measure: Measure | None = None,
    group: str = "",
    mode: str = "simple",
    follows: Following | None = None,
) -> Project:
    """A new project at `place` with version 1 of its problem. Whoever starts it leads it.

    `follows`: the indicator of the student data that it starts from; it becomes a measure of the team's own, which
    every release brings up to date.
    """
    require(by, Permission.PROJECT_START, within=place.path)
    measure_path = measure.path if measure else ""
    refuse_if(
        policies.against_start(name=name, draft=problem, measure_path=measure_path, place_path=place.path)
        + policies.against_mode(mode)
    )
    project = _create(by, place=place, name=name.strip(), measure=measure, group=group, mode=mode)
    record(by, "projects.start", project, path=project.path, name=project.name, group=group)
    lead = _as_lead(by, project)
    revise_problem(by=lead, project=project, draft=problem, based_on=0)
    if follows is not None:
        _follow(lead, project, follows)
    return project


def _follow(lead: Actor, project: Project, follows: Following) -> None:
    project.measure = add_following(
        by=lead,
        place=project.place,
        indicator=follows.indicator,
        period=follows.period,
        group_sets=follows.group_sets,
        path=project.path,
    )
    project.save(update_fields=["measure"])


def _create(by: Actor, *, place: Place, **fields: object) -> Project:
    starter = _person_of(by)
    project = Project(
        place=place, path=f"new-{uuid.uuid4()}", started_on=by.today, created_by_id=starter, **fields
    )
    project.save()
    project.path = f"{place.path}p{project.pk}/"
    project.save(update_fields=["path"])
    Membership.objects.create(project=project, person_id=starter, role="lead", starts_on=by.today)
    return project


def _person_of(by: Actor) -> int:
    if by.person_id is None:
        raise Refused(Decision(allowed=False, reason="A project is started by a person, who then leads it."))
    return by.person_id


def _as_lead(by: Actor, project: Project) -> Actor:
    """The actor's roles were read before the project existed."""
    return replace(by, grants=(*by.grants, Grant("lead", project.path)))


@transaction.atomic
def rename(*, by: Actor, project: Project, name: str, version: int) -> Project:
    require(by, Permission.PROJECT_EDIT, within=project.path)
    refuse_if(policies.against_change(project.state) + policies.against_name(name))
    before = project.name
    save_if_unchanged(project, version=version, changes={"name": name.strip()})
    record(by, "projects.rename", project, path=project.path, before=before, after=project.name)
    return project


@transaction.atomic
def set_mode(*, by: Actor, project: Project, mode: str) -> Project:
    """Simple or guided. A mode is a way of looking: nothing is added, moved or lost."""
    require(by, Permission.PROJECT_EDIT, within=project.path)
    refuse_if(policies.against_mode(mode))
    if project.mode != mode:
        project.mode = mode
        project.save(update_fields=["mode"])
        record(by, "projects.set_mode", project, path=project.path, mode=mode)
    return project


@transaction.atomic
def set_state(*, by: Actor, project: Project, state: str, why: str, version: int) -> Project:
    """Pause, close or open again. The reason stays in the project's history."""
    require(by, Permission.TEAM_MANAGE, within=project.path)
    refuse_if(policies.against_state(state=project.state, wanted=state, why=why))
    save_if_unchanged(project, version=version, changes={"state": state})
    record(by, "projects.set_state", project, path=project.path, state=state, why=why.strip())
    return project
