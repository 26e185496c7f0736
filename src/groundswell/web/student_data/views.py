"""Bring student data in: send a file, look at what would happen, follow it, take it back."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.access.actor import Actor
from groundswell.domain.indicators.definitions import mistakes
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake import student_files, student_queries
from groundswell.domain.intake import student_policies as policies
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_releases import release_now
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import NotNow
from groundswell.store.publish.editions import StoreFault
from groundswell.store.read.formats import PLAIN
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request
from groundswell.web.student_data.building import load_page
from groundswell.web.student_data.forms import NewLoadForm, ReasonForm
from groundswell.web.student_data.onward import onward
from groundswell.web.student_data.pages import (
    NewLoadPage,
    OverviewPage,
    TakeBackPage,
    grouped,
    listed,
    release_offer,
)
from groundswell.web.student_data.words import table_name, year_name

RUN = "groundswell.jobs.student_data.run_student_load"  # by name: doors do not import each other
SHOWN = 30
WHERE = Where("student_data")


@require_GET
def overview(request: Request) -> HttpResponse:
    student_queries.places_for(request.actor)
    page = _overview(request.actor)
    return render_page(request, "student_data/overview.html", page=page, where=WHERE)


def _overview(by: Actor) -> OverviewPage:
    loads = listed(list(student_queries.loads_seen(by)[:SHOWN]))
    try:
        held, lines, damage = student_queries.held(), student_queries.edition_lines(by), ""
        release = release_offer(release_now(by), onward(by))
    except StoreFault as fault:
        held, lines, damage, release = student_queries.Held(0, None, (), {}), [], str(fault), None
    tables = [(table_name(name), grouped(rows)) for name, rows in held.tables.items()]
    years = ", ".join(map(year_name, held.school_years))
    return OverviewPage(held, years, tables, loads, lines, release, damage, mistakes())


@require_http_methods(["GET", "POST"])
def new_load(request: Request) -> HttpResponse:
    places = [
        place for place in student_queries.places_for(request.actor) if place.kind in policies.SPANS_SCHOOLS
    ]
    inbox = student_files.inbox()
    form = NewLoadForm(request.POST or None, request.FILES or None, places=places, inbox=inbox)
    if request.method == "POST" and form.is_valid():
        try:
            load = _sent(request, form)
            return redirect("student_columns" if load.format == PLAIN else "student_load", load.pk)
        except NotNow as refusal:
            form.add_error(None, refusal.reasons)
    page = NewLoadPage(form, inbox, Path(settings.STUDENT_DATA_INBOX).name)
    status = 422 if form.is_bound else 200
    return render_page(request, "student_data/new.html", page=page, where=WHERE, status=status)


def _sent(request: Request, form: NewLoadForm) -> StudentLoad:
    told = form.cleaned_data
    file = told["file"]
    return actions.send(
        request.actor,
        place=get_object_or_404(Place.objects.visible_to(request.actor), code=told["place"]),
        format=told["format"],
        filename=file.name if file else told["inbox"],
        stream=file or None,
        options=form.options(),
    )


@require_GET
def one_load(request: Request, number: int) -> HttpResponse:
    load = _load(request, number)
    if bool(request.htmx) and load.state not in policies.UNDER_WAY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = load_page(request.actor, load, request.GET)
    return render_page(request, "student_data/load.html", page=page, where=WHERE, part="progress")


@require_POST
def start(request: Request, number: int) -> HttpResponse:
    load = _load(request, number)
    with transaction.atomic():
        actions.start(request.actor, load=load)
        import_string(RUN).enqueue(load_id=load.pk, person_id=request.actor.id)
    return redirect("student_load", load.pk)


@require_POST
def make_release(request: Request) -> HttpResponse:
    with transaction.atomic():
        work = actions.ask_for_release(request.actor)
        import_string(RUN).enqueue(load_id=work.pk, person_id=request.actor.id)
    return redirect("student_load", work.pk)


@require_POST
def set_down(request: Request, number: int) -> HttpResponse:
    load = actions.set_down(request.actor, load=_load(request, number))
    if load.state == StudentLoad.State.RUNNING:
        messages.success(request, _("Asked to stop."))
    else:
        messages.success(request, _("Set down. Nothing was changed."))
    return redirect("student_load", load.pk)


@require_http_methods(["GET", "POST"])
def take_back(request: Request, number: int) -> HttpResponse:
    load = _load(request, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            back = actions.ask_to_take_back(request.actor, load=load, reason=form.cleaned_data["reason"])
            import_string(RUN).enqueue(load_id=back.pk, person_id=request.actor.id)
        return redirect("student_load", back.pk)
    page, status = TakeBackPage(load, grouped(load.accepted), form), 422 if form.is_bound else 200
    return render_page(request, "student_data/take_back.html", page=page, where=WHERE, status=status)


def _load(request: Request, number: int) -> StudentLoad:
    loads = StudentLoad.objects.visible_to(request.actor).select_related("place", "by", "takes_back")
    return get_object_or_404(loads, pk=number)
