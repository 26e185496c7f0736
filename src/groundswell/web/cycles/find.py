"""Load what a view works on, or answer 404."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from groundswell.domain.cycles.models import Cycle
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project
from groundswell.web.request import Request


def visible_cycle(request: Request, number: int) -> Cycle:
    rows = Cycle.objects.visible_to(request.actor).select_related(
        "project__place", "ramp__idea", "owner", "decided_by"
    )
    return get_object_or_404(rows, pk=number)


def visible_project(request: Request, number: int) -> Project:
    rows = Project.objects.visible_to(request.actor).select_related("place", "measure")
    return get_object_or_404(rows, pk=number)


def team_choices(request: Request, project: Project) -> tuple[list[Measure], list[tuple[str, str]]]:
    """The measures a test may name (the team's own and the project's), and who may lead it."""
    own = Q(path=project.path) | Q(pk=project.measure_id or 0)
    measures = list(Measure.objects.visible_to(request.actor).filter(own).distinct().order_by("name"))
    rows = project.memberships.active(request.actor.today).select_related("person").order_by("id")
    people = {row.person_id: row.person.name for row in rows if row.role not in {"sponsor", "coach"}}
    return measures, [(str(number), name) for number, name in people.items()]
