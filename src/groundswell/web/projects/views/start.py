"""Start a project: one page to look at, one press."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.core.indicators.results import ALL
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators.queries import Choice, data_at, indicator_at
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.problem import ProblemFacts, indicator_facts
from groundswell.domain.people.models import Person
from groundswell.domain.people.queries import workplaces
from groundswell.domain.places.models import Place
from groundswell.domain.projects import actions
from groundswell.domain.projects.models import Project
from groundswell.web.page import Where, render_page
from groundswell.web.projects.forms.start import StartForm
from groundswell.web.projects.pages.start import StartPage, facts_for, start_initial
from groundswell.web.projects.saving import saved
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponse:
    """From a measure's gap (?measure=&group=), one in the student data (?indicator=&...), or the place alone."""
    asked = request.POST if request.method == "POST" else request.GET
    place = _place(request, asked.get("place", ""))
    require(request.actor, Permission.PROJECT_START, within=place.path)
    measure = _measure(request, place, asked.get("measure", ""))
    what, facts, known = _from_data(request, place, asked) or (
        measure.name if measure else "",
        facts_for(place, measure, asked.get("group", "")),
        {"measure": measure.pk if measure else ""},
    )
    form = StartForm(initial=start_initial(place, what, facts, known))
    if request.method == "POST":
        form = StartForm(request.POST)
        made = _started(request, form, place, measure) if form.is_valid() else None
        if made:
            messages.success(
                request, _("Your project is here. Nobody outside your team sees it until you share.")
            )
            return redirect("project", made.pk)
    page = StartPage(place, what, facts, form)
    status = 422 if request.method == "POST" else 200
    where = Where("start", place=place)
    return render_page(request, "projects/start.html", page=page, where=where, status=status)


def _started(request: Request, form: StartForm, place: Place, measure: Measure | None) -> Project | None:
    made: list[Project] = []
    words = form.cleaned_data
    saved(
        form,
        lambda: made.append(
            actions.start_project(
                by=request.actor,
                place=place,
                name=words["name"],
                problem=form.problem(),
                measure=measure,
                group=words["group"],
                mode=words["mode"],
                follows=form.follows(),
            )
        ),
    )
    return made[0] if made else None


def _from_data(
    request: Request, place: Place, asked: Mapping[str, str]
) -> tuple[str, ProblemFacts | None, dict[str, object]] | None:
    """An indicator's name, what its numbers say, and how it is found again (?indicator=&period=&set=&group=)."""
    if request.method == "POST" or not asked.get("indicator"):
        return None
    here = indicator_at(data_at(request.actor, place), asked["indicator"], Choice.of(asked))
    if here is None:
        raise Http404
    known: dict[str, object] = {
        "indicator": here.indicator.id,
        "by": here.period,
        "set": here.group[0] if here.group != ALL else "",
    }
    return here.indicator.name, indicator_facts(here), known


def _place(request: Request, code: str) -> Place:
    seen = Place.objects.visible_to(request.actor)
    if code:
        return get_object_or_404(seen, code=code)
    person = Person.objects.get(pk=request.actor.id)
    own = workplaces(person, on=request.actor.today)
    if not own:
        raise Http404
    return own[0]


def _measure(request: Request, place: Place, asked: str) -> Measure | None:
    """By number or by code: the chart's own address has the code."""
    if not asked:
        return None
    rows = Measure.objects.visible_to(request.actor)
    if asked.isdigit():
        return get_object_or_404(rows, pk=int(asked))
    found = [row for row in rows.filter(code=asked) if place.path.startswith(row.path)]
    if not found:
        raise Http404
    return max(found, key=lambda row: len(row.path))
