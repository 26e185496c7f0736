"""Small pages that change one thing: a note, a baseline, a phase, a number, a definition, a new measure."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures import actions
from groundswell.domain.measures.counting import counting_of
from groundswell.domain.measures.models import Phase
from groundswell.domain.measures.queries.series import one_series
from groundswell.domain.measures.queries.settings import Choices, choices_for
from groundswell.domain.refusals import NotNow
from groundswell.web.design.nav import Link
from groundswell.web.measures.crumbs import measure_crumb
from groundswell.web.measures.forms import (
    DefinitionForm,
    FreezeForm,
    MeasureForm,
    NoteForm,
    NumberForm,
    PhaseForm,
    UnfreezeForm,
)
from groundswell.web.measures.spots import Spot, find_spot, visible_project
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@dataclass(frozen=True)
class FormPage:
    """A form on its own page: what it is about, and the way back."""

    title: str
    over: str
    lead: str
    crumb: tuple[Link, ...]
    form: forms.Form
    button: str
    back: str


@require_http_methods(["GET", "POST"])
def add_note(request: Request, **where: object) -> HttpResponse:
    spot = _editable(request, where)
    form = NoteForm(request.POST or None, initial={"starts_on": request.actor.today})
    if form.is_valid() and _done(
        form,
        lambda: actions.add_context_note(
            by=request.actor, place=spot.place, path=spot.path, measure=spot.measure, **form.cleaned_data
        ),
    ):
        return _back(request, spot, _("The note is under the chart."))
    lead = _(
        "Something that may explain a number: a storm, a testing week, a new bell time. It "
        "says what else happened, not what it did."
    )
    return _form_page(
        request, spot, form, title=_("Add a context note"), lead=lead, button=_("Keep the note")
    )


@require_http_methods(["GET", "POST"])
def baseline(request: Request, **where: object) -> HttpResponse:
    """Freeze the baseline, or let it move again when it is frozen."""
    spot, group = _editable(request, where), request.GET.get("group", "")
    choices = choices_for(spot.measure, spot.place, path=spot.path, group=group)
    if choices.setting and choices.frozen_until:
        return _unfreeze(request, spot, choices)
    return _freeze(request, spot, choices, group)


def _freeze(request: Request, spot: Spot, choices: Choices, group: str) -> HttpResponse:
    periods = [p.period for p in one_series(spot.measure, spot.place, group).judged if p.value is not None]
    form = FreezeForm(request.POST or None, periods=periods, initial={"version": choices.version})
    made: list[actions.BaselineFrozen] = []
    if form.is_valid() and _done(
        form,
        lambda: made.append(
            actions.freeze_baseline(
                by=request.actor,
                measure=spot.measure,
                place=spot.place,
                path=spot.path,
                group=group,
                **form.cleaned_data,
            )
        ),
    ):
        advice = made[0].advice
        return _back(request, spot, " ".join(filter(None, (_("The baseline is frozen."), advice))))
    lead = _("Freeze before the first test, so that what comes later is compared with what was usual before.")
    return _form_page(request, spot, form, title=_("Freeze the baseline"), lead=lead, button=_("Freeze it"))


def _unfreeze(request: Request, spot: Spot, choices: Choices) -> HttpResponse:
    form = UnfreezeForm(request.POST or None, initial={"version": choices.version})
    setting = choices.setting
    if (
        setting
        and form.is_valid()
        and _done(
            form, lambda: actions.unfreeze_baseline(by=request.actor, setting=setting, **form.cleaned_data)
        )
    ):
        return _back(request, spot, _("The baseline moves with new points again."))
    lead = _(
        "The middle line will move with new points again. The log keeps what it was, who froze it and why."
    )
    return _form_page(
        request, spot, form, title=_("Let the baseline move again"), lead=lead, button=_("Let it move")
    )


@require_http_methods(["GET", "POST"])
def start_phase(request: Request, **where: object) -> HttpResponse:
    spot, group = _editable(request, where), request.GET.get("group", "")
    form = PhaseForm(request.POST or None)
    if form.is_valid() and _done(
        form,
        lambda: actions.start_phase(
            by=request.actor,
            measure=spot.measure,
            place=spot.place,
            path=spot.path,
            group=group,
            **form.cleaned_data,
        ),
    ):
        return _back(request, spot, _("The chart shows the new phase."))
    lead = _(
        "From this day the points get a middle line of their own. Start a phase when the "
        "work is different, not when the numbers are."
    )
    return _form_page(
        request, spot, form, title=_("Start a new phase"), lead=lead, button=_("Start the phase")
    )


@require_POST
def remove_phase(request: Request, phase_id: int, **where: object) -> HttpResponse:
    spot = _editable(request, where)
    rows = Phase.objects.filter(chart__path=spot.path, chart__measure=spot.measure).select_related("chart")
    actions.remove_phase(by=request.actor, phase=get_object_or_404(rows, pk=phase_id))
    return _back(request, spot, _("The phase is taken away. The log keeps it."))


@require_http_methods(["GET", "POST"])
def add_number(request: Request, **where: object) -> HttpResponse:
    spot = find_spot(request.actor, where)
    require(request.actor, Permission.MEASURE_EDIT, within=spot.measure.path)
    form = NumberForm(request.POST or None, measure=spot.measure, initial={"period": request.actor.today})
    if form.is_valid() and _done(
        form,
        lambda: actions.record_observation(
            by=request.actor, measure=spot.measure, place=spot.place, **form.cleaned_data
        ),
    ):
        return _back(request, spot, _("The number is in."))
    return _form_page(
        request, spot, form, title=_("Add a number"), lead=_how_counted(spot), button=_("Add it")
    )


@require_http_methods(["GET", "POST"])
def define(request: Request, **where: object) -> HttpResponse:
    spot = find_spot(request.actor, where)
    require(request.actor, Permission.MEASURE_EDIT, within=spot.measure.path)
    latest = spot.measure.definitions.order_by("-number").first()
    form = (
        DefinitionForm(request.POST)
        if request.method == "POST"
        else DefinitionForm.starting_from(counting_of(latest), latest.number if latest else 0)
    )
    if form.is_valid() and _done(
        form,
        lambda: actions.define(
            by=request.actor,
            measure=spot.measure,
            counting=form.counting(),
            reason=form.cleaned_data["reason"],
            based_on=form.cleaned_data["based_on"],
        ),
    ):
        return _back(request, spot, _("The new definition is in force. The earlier one stays readable."))
    lead = _(
        "Two people with the same raw data should get the same number. Earlier numbers "
        "keep the definition they were counted with."
    )
    return _form_page(
        request,
        spot,
        form,
        title=_("Change how this is counted"),
        lead=lead,
        button=_("Save as a new version"),
    )


@require_http_methods(["GET", "POST"])
def new_measure(request: Request, project_id: int) -> HttpResponse:
    project = visible_project(request.actor, project_id)
    require(request.actor, Permission.MEASURE_EDIT, within=project.path)
    form = MeasureForm(request.POST or None)
    made: list[int] = []
    if form.is_valid() and _done(
        form,
        lambda: made.append(
            actions.add_measure(
                by=request.actor,
                place=project.place,
                path=project.path,
                shape=form.shape(),
                counting=form.counting(),
                owner_id=request.actor.person_id,
            ).pk
        ),
    ):
        messages.success(request, _("The measure is there. Add its first number when you have it."))
        return redirect("project_measure", project.pk, made[0])
    page = FormPage(
        _("A new measure"),
        "",
        _("Count what you already see, in two minutes or less. It does not have to be perfect to be useful."),
        measure_crumb(project, _("New measure")),
        form,
        _("Add the measure"),
        reverse("project_measures", args=[project.pk]),
    )
    return render_page(
        request,
        "measures/form.html",
        page=page,
        where=Where("measures", project=project),
        status=_status(form),
    )


def _editable(request: Request, where: dict[str, object]) -> Spot:
    """The spot, for someone who may choose on its chart.

    The action asks again; this keeps the form from others.
    """
    spot = find_spot(request.actor, where)
    require(request.actor, Permission.MEASURE_EDIT, within=spot.path)
    return spot


def _done(form: forms.Form, write: object) -> bool:
    """Call the action; what the moment refuses is shown on the form, where nothing that was typed is lost."""
    try:
        write()  # type: ignore[operator]
    except NotNow as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    return True


def _back(request: Request, spot: Spot, words: str) -> HttpResponseRedirect:
    messages.success(request, words)
    return HttpResponseRedirect(spot.url())


def _how_counted(spot: Spot) -> str:
    latest = spot.measure.definitions.order_by("-number").first()
    if latest is None:
        return ""
    return (
        _("%(what)s, out of: %(out)s.") % {"what": latest.numerator, "out": latest.denominator}
        if latest.denominator
        else latest.numerator
    )


def _form_page(
    request: Request, spot: Spot, form: forms.Form, *, title: str, lead: str, button: str
) -> HttpResponse:
    crumb = measure_crumb(spot.project, spot.measure.name) if spot.project else ()
    over = f"{spot.measure.name} · {spot.place.name}"
    page = FormPage(title, over, lead, crumb, form, button, spot.url())
    return render_page(request, "measures/form.html", page=page, where=spot.where, status=_status(form))


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound and form.errors else 200
