"""Today: what one could do next, and nothing that shouts."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import ROLES
from groundswell.domain.checks.queries import hints_for
from groundswell.domain.cycles.queries.status import DueRow, due_for
from groundswell.domain.people.models import Person
from groundswell.domain.people.queries import workplaces
from groundswell.domain.places.models import Place
from groundswell.domain.projects.queries import ProjectCard, my_projects, next_step
from groundswell.domain.reports.models import Storyboard
from groundswell.web.projects.standing import standings
from groundswell.web.projects.steps import StepLink, step_link

MOST_WITH_HINTS = 3


@dataclass(frozen=True)
class TodayProject:
    """One project of mine. No step for a sponsor or a coach; `hints` counts what the coach would say."""

    card: ProjectCard
    step: StepLink | None
    hints: int


@dataclass(frozen=True)
class Today:
    on: date
    name: str
    projects: tuple[TodayProject, ...]
    waiting: tuple[DueRow, ...]
    shared: int
    places: tuple[Place, ...]
    may_start: bool

    @property
    def first_place(self) -> Place | None:
        return self.places[0] if self.places else None


def today_page(person: Person, by: Actor) -> Today:
    """Constant in the number of projects: hints are looked up for the newest three alone."""
    cards = my_projects(by)
    found = standings(cards, by)
    projects = tuple(
        TodayProject(
            card=card,
            step=step_link(next_step(found[card.project.pk], on=by.today), project_id=card.project.pk)
            if _plans(card)
            else None,
            hints=len(hints_for(card.project, by=by).shown) if index < MOST_WITH_HINTS else 0,
        )
        for index, card in enumerate(cards)
    )
    shown = {one.step.cycle_id for one in projects if one.step}
    return Today(
        on=by.today,
        name=person.name,
        projects=projects,
        waiting=tuple(due for due in due_for(by) if due.cycle_id not in shown),
        shared=Storyboard.objects.shared_with(by).count(),
        places=tuple(workplaces(person, on=by.today)),
        may_start=_may_start(by),
    )


def _plans(card: ProjectCard) -> bool:
    return card.works_in and bool(set(card.roles) - {"Coach", "Sponsor"})


def _may_start(by: Actor) -> bool:
    return any(Permission.PROJECT_START in ROLES[grant.role].permissions for grant in by.grants)
