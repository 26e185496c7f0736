"""A project at a glance, and the projects of one person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import PROJECT_ROLES, ROLES
from groundswell.domain.projects.models import Aim, Charter, Problem, Project
from groundswell.domain.projects.queries.team import Team, team


@dataclass(frozen=True)
class Overview:
    """What is in force now: the latest versions and the team of the day."""

    project: Project
    problem: Problem | None
    charter: Charter | None
    aim: Aim | None
    team: Team


@dataclass(frozen=True)
class ProjectCard:
    """One of a person's projects, for a list. Versions are 0 where there is none yet."""

    project: Project
    roles: tuple[str, ...]
    works_in: bool
    problem_version: int
    charter_version: int
    aim_version: int
    team_size: int


def overview(project: Project, *, on: date) -> Overview:
    """Four queries and one for the aim's groups, whatever the history's length."""
    aims = project.aims.select_related("by", "measure").prefetch_related("targets")
    return Overview(
        project=project,
        problem=project.problems.select_related("by").order_by("-number").first(),
        charter=project.charters.select_related("by").order_by("-number").first(),
        aim=aims.order_by("-number").first(),
        team=team(project, on=on),
    )


def my_projects(by: Actor, *, closed: bool = False) -> tuple[ProjectCard, ...]:
    """The projects of the person's teams, the newest first; the closed ones when asked for."""
    is_present = Q(memberships__starts_on__lte=by.today, memberships__ended_at__isnull=True) & (
        Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=by.today)
    )
    mine = Project.objects.visible_to(by)
    rows = mine.filter(state="closed") if closed else mine.exclude(state="closed")
    counted = rows.select_related("place", "measure").annotate(
        problem_version=Max("problems__number", default=0),
        charter_version=Max("charters__number", default=0),
        aim_version=Max("aims__number", default=0),
        team_size=Count("memberships__person", filter=is_present, distinct=True),
    )
    return tuple(_card(project, by) for project in counted.order_by("-started_on", "-id"))


def works_in(by: Actor, project: Project) -> bool:
    """Whether drafts and hints are this person's to see. A sponsor's they are not."""
    return any(Permission.PROJECT_WORK in ROLES[role].permissions for role in by.roles_within(project.path))


def _card(project: Project, by: Actor) -> ProjectCard:
    held = [role for role in by.roles_within(project.path) if role in PROJECT_ROLES]
    return ProjectCard(
        project=project,
        roles=tuple(PROJECT_ROLES[role].name for role in held),
        works_in=works_in(by, project),
        problem_version=getattr(project, "problem_version", 0),
        charter_version=getattr(project, "charter_version", 0),
        aim_version=getattr(project, "aim_version", 0),
        team_size=getattr(project, "team_size", 0),
    )
