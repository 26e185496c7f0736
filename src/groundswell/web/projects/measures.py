"""Which measures a project works on."""

from django.db.models import Q, QuerySet

from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.cards import measures_at
from groundswell.domain.projects.models import Aim, Project


def measures_in_use(project: Project, aim: Aim | None) -> QuerySet[Measure]:
    """The team's own measures, and the common ones of its gap, aim, theory and tests. One query."""
    named = [number for number in (project.measure_id, aim.measure_id if aim else None) if number]
    hung = Q(nodes__project=project) | Q(cycles__project=project)
    rows = Measure.objects.filter(Q(path=project.path) | Q(pk__in=named) | hung, retired_at=None)
    return rows.select_related("owner").distinct().order_by("pk")


def measures_to_choose(project: Project) -> QuerySet[Measure]:
    """What an aim can be shown by: the team's own measures and those counted at its place."""
    return Measure.objects.filter(
        Q(path=project.path) | Q(pk__in=measures_at(project.place)), retired_at=None
    )
