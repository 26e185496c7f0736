"""Bring a file in: send it, look at it, accept it, take it back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.intake import actions, policies
from groundswell.domain.intake.mapping import FileMapping, mapping_from
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.queries import imports_at
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.places.models import Place
from groundswell.web.intake.building import columns_form, import_page
from groundswell.web.intake.forms import UploadForm
from groundswell.web.intake.pages import ImportsPage, TakeBackPage, grouped, listed, said_counts
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request

RUN_IMPORT = "groundswell.jobs.imports.run_import"  # by name: doors do not import each other
SHOWN = 30


@require_http_methods(["GET", "POST"])
def place_imports(request: Request, code: str) -> HttpResponse:
    place = get_object_or_404(Place.objects.visible_to(request.actor), code=code)
    recent = list(imports_at(place, request.actor)[:SHOWN])
    form = UploadForm(request.POST or None, request.FILES or None, earlier=_earlier(recent, place))
    if request.method == "POST" and form.is_valid():
        return redirect("import", _sent(request, place, form).pk)
    page = ImportsPage(place, form, listed(recent))
    status = 422 if form.is_bound else 200
    return render_page(
        request, "intake/imports.html", page=page, where=Where("imports", place=place), status=status
    )


def _earlier(recent: list[Import], place: Place) -> list[tuple[int, str]]:
    accepted = [load for load in recent if load.state == Import.State.ACCEPTED and load.corrects_id is None]
    words = _("As in %(file)s (%(number)s)")
    return [
        (load.pk, words % {"file": load.filename, "number": load.pk})
        for load in accepted
        if load.place_id == place.pk
    ]


def _sent(request: Request, place: Place, form: UploadForm) -> Import:
    file = form.cleaned_data["file"]
    return actions.preview(
        request.actor,
        place=place,
        filename=file.name,
        stream=file,
        target=observations_target(),
        mapping=_chosen_mapping(request, form.cleaned_data.get("same_as")),
    )


def _chosen_mapping(request: Request, number: int | None) -> FileMapping | None:
    if number is None:
        return None
    return mapping_from(get_object_or_404(Import.objects.visible_to(request.actor), pk=number).mapping)


@require_GET
def one_import(request: Request, number: int) -> HttpResponse:
    load = _load(request, number)
    asks_for_progress = bool(request.htmx)
    if asks_for_progress and load.state not in policies.UNDER_WAY[1:]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _shown(request, load)


def _shown(request: Request, load: Import, *, status: int = 200, **kept: object) -> HttpResponse:
    page = import_page(request.actor, load, observations_target(), **kept)  # type: ignore[arg-type]
    where = Where("imports", place=load.place)
    return render_page(request, "intake/import.html", page=page, where=where, part="progress", status=status)


@require_POST
def columns(request: Request, number: int) -> HttpResponse:
    load, target = _load(request, number), observations_target()
    form = columns_form(request.actor, load, target, data=request.POST)
    if not form.is_valid():
        return _shown(request, load, status=422, form=form)
    version = form.cleaned_data["version"]
    actions.set_mapping(request.actor, load=load, target=target, mapping=form.mapping(), version=version)
    messages.success(request, _("Read again with these columns."))
    return redirect("import", load.pk)


@require_POST
def accept(request: Request, number: int) -> HttpResponse:
    load, target = _load(request, number), observations_target()
    if not policies.is_small(load):
        with transaction.atomic():
            actions.queue(request.actor, load=load, target=target)
            import_string(RUN_IMPORT).enqueue(import_id=load.pk, person_id=request.actor.id)
        return redirect("import", load.pk)
    done = actions.accept(request.actor, load=load, target=target)
    if done.state == Import.State.ACCEPTED:
        messages.success(request, _("%(counts)s.") % {"counts": said_counts(done)})
    return redirect("import", load.pk)


@require_POST
def set_down(request: Request, number: int) -> HttpResponse:
    load = _load(request, number)
    actions.cancel(request.actor, load=load, target=observations_target())
    messages.success(request, _("Set down. Nothing was changed."))
    return redirect("place_imports", load.place.code)


@require_http_methods(["GET", "POST"])
def take_back(request: Request, number: int) -> HttpResponse:
    load = _load(request, number)
    if request.method == "POST":
        actions.revert(request.actor, load=load, target=observations_target())
        messages.success(request, _("Taken back. The numbers are as they were before this file."))
        return redirect("import", load.pk)
    where = Where("imports", place=load.place)
    return render_page(
        request, "intake/take_back.html", page=TakeBackPage(load, grouped(load.accepted)), where=where
    )


def _load(request: Request, number: int) -> Import:
    loads = Import.objects.visible_to(request.actor).select_related("place", "by", "corrects")
    return get_object_or_404(loads, pk=number)
