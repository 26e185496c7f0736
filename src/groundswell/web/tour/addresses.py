"""From a page of the story to its address in this copy."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from groundswell.domain.cycles.models import Cycle
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.series import one_series
from groundswell.domain.places.models import Place
from groundswell.domain.projects.models import Project
from groundswell.example.content_files import Record, content
from groundswell.example.cycles import cycle_of, measure_of

TODAY = "today"


def address_of(page: Record) -> str:
    """The page's address; Today when what it shows is not in this copy (a visitor may have changed it)."""
    try:
        return ADDRESSES[page["page"]](page)
    except (Project.DoesNotExist, Cycle.DoesNotExist, Measure.DoesNotExist, Place.DoesNotExist, LookupError):
        return reverse(TODAY)


def _project(page: Record) -> Project:
    name = content(f"team_{page['project'].lower()}")["project"]["name"]
    return Project.objects.get(name=name)


def _cycle(page: Record) -> Cycle:
    return cycle_of(_project(page), page["cycle"])


def _measure_page(page: Record, view: str) -> str:
    address = reverse("place_measure", args=[page["school"], page["measure"]])
    return f"{address}?view={view}" if view else address


def _gap(page: Record) -> str:
    return _measure_page(page, "gap")


def _start(page: Record) -> str:
    query = f"place={page['school']}&measure={page['measure']}&group={page['group']}"
    return f"{reverse('project_start')}?{query}"


def _plan(page: Record) -> str:
    """The visitor's own newest project at the school, or the school when none was started."""
    project = Project.objects.filter(place__code=page["school"]).order_by("-pk").first()
    if project is None:
        return reverse("place", args=[page["school"]])
    return reverse("project", args=[project.pk])


def _entry(page: Record) -> str:
    cycle = _cycle(page)
    return reverse("entry", args=[cycle.pk])


def _chart(page: Record) -> str:
    project = _project(page)
    measure = measure_of(project, page["measure"])
    points = one_series(measure, project.place).points
    day: date = page["point"]
    index = next((number for number, point in enumerate(points) if point.period == day), len(points) - 1)
    return f"{reverse('project_measure', args=[project.pk, measure.pk])}?view=control&point={index}"


def _theory(page: Record) -> str:
    return reverse("theory_version", args=[_project(page).pk, page["to"]])


def _storyboard(page: Record) -> str:
    shared = (
        _project(page)
        .storyboards.filter(shared_at__isnull=False, withdrawn_at=None)
        .order_by("-number")
        .first()
    )
    return reverse("storyboard", args=[shared.pk]) if shared else reverse("shared")


ADDRESSES: dict[str, Callable[[Record], str]] = {
    "about_example": lambda _page: reverse("about_example"),
    "start_yours": lambda _page: reverse("start_yours"),
    "school": lambda page: reverse("place", args=[page["school"]]),
    "measure": lambda page: _measure_page(page, ""),
    "gap": _gap,
    "start_project": _start,
    "plan_test": _plan,
    "entry": _entry,
    "chart": _chart,
    "cycle": lambda page: reverse("test", args=[_cycle(page).pk]),
    "theory": _theory,
    "storyboard": _storyboard,
}
