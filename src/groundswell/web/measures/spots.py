"""Where a measure is looked at: at a place, or in one project with the team's own choices on the chart."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.cards import common_measure
from groundswell.domain.measures.queries.settings import CycleMark
from groundswell.domain.places.models import Place, ancestors
from groundswell.domain.projects.models import Project
from groundswell.web.page import Where

STARTED = (Cycle.State.DOING, Cycle.State.STUDYING, Cycle.State.DECIDED)


@dataclass(frozen=True)
class Spot:
    """One measure at one place, seen from the place itself or from a project.

    `path` owns the chart's choices.
    """

    measure: Measure
    place: Place
    project: Project | None
    path: str

    @property
    def where(self) -> Where:
        return Where("measures", project=self.project) if self.project else Where("place", place=self.place)

    def url(self, page: str = "", *args: object) -> str:
        """The address of this measure's page, or of one of its sub pages ("csv", "note", "phase", ...)."""
        name = f"measure_{page}" if page else "measure"
        if self.project:
            return reverse(f"project_{name}", args=[self.project.pk, self.measure.pk, *args])
        return reverse(f"place_{name}", args=[self.place.code, self.measure.code, *args])

    def may_edit(self, by: Actor) -> bool:
        return can(by, Permission.MEASURE_EDIT, within=self.path).allowed

    def may_define(self, by: Actor) -> bool:
        return can(by, Permission.MEASURE_EDIT, within=self.measure.path).allowed


def place_spot(by: Actor, code: str, measure_code: str) -> Spot:
    """404 when the place or the measure is not there for this person.

    Refused when its numbers are not theirs to see.
    """
    place = get_object_or_404(Place.objects.visible_to(by), code=code)
    measure = common_measure(place, measure_code)
    if measure is None:
        raise Http404
    require(by, Permission.MEASURE_VIEW, within=place.path)
    return Spot(measure, place, None, place.path)


def project_spot(by: Actor, project_id: int, measure_id: int) -> Spot:
    """A project's own measure, or a common one of its place, for those who may see the project."""
    project = visible_project(by, project_id)
    paths = [project.path, *ancestors(project.place.path)]
    measure = get_object_or_404(Measure.objects.select_related("owner"), pk=measure_id, path__in=paths)
    return Spot(measure, project.place, project, project.path)


def visible_project(by: Actor, project_id: int) -> Project:
    return get_object_or_404(Project.objects.visible_to(by).select_related("place"), pk=project_id)


def find_spot(by: Actor, where: dict[str, object]) -> Spot:
    """The spot that an address names, at a place or in a project."""
    if "project_id" in where:
        return project_spot(by, int(str(where["project_id"])), int(str(where["measure_id"])))
    return place_spot(by, str(where["code"]), str(where["measure_code"]))


def cycle_marks(by: Actor, project: Project | None) -> tuple[CycleMark, ...]:
    """The project's tests that began, as this person may see them, in order of time.

    A school's page shows none.
    """
    if project is None:
        return ()
    rows = Cycle.objects.visible_to(by).filter(project=project, state__in=STARTED, starts_on__isnull=False)
    return tuple(
        CycleMark(cycle.starts_on, f"{cycle.ramp.code}{cycle.number}", cycle.title, f"/tests/{cycle.pk}/")
        for cycle in rows.select_related("ramp").order_by("starts_on", "id")
        if cycle.starts_on is not None
    )
