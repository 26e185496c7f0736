"""Plan a test: write it, keep it as a draft, call it planned, or start it."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.cycles.actions import moving, planning
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.cycles.policies import EDITABLE_STATES
from groundswell.domain.cycles.queries.plans import Plan, plan_of
from groundswell.domain.refusals import NotNow
from groundswell.web.cycles import plan_forms
from groundswell.web.cycles.find import team_choices, visible_cycle
from groundswell.web.cycles.plan_page import plan_page
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def plan(request: Request, number: int) -> HttpResponse:
    cycle = visible_cycle(request, number)
    require(request.actor, Permission.PROJECT_EDIT, within=cycle.project.path)
    if cycle.state not in EDITABLE_STATES:
        return redirect("test", cycle.pk)
    return _written(request, cycle) if request.method == "POST" else _asked(request, cycle)


def _asked(request: Request, cycle: Cycle) -> HttpResponse:
    stored = plan_of(cycle)
    blank = 1 if "more" in request.GET or not stored.questions else 0
    forms = plan_forms.unbound(
        stored, version=cycle.version, choices=_choices(request, cycle, stored), blank=blank
    )
    return _shown(request, cycle, forms)


def _written(request: Request, cycle: Cycle) -> HttpResponse:
    stored = plan_of(cycle)
    forms = plan_forms.bound(request.POST, choices=_choices(request, cycle, stored))
    if not forms.is_valid():
        return _shown(request, cycle, forms, status=422)
    written = plan_forms.plan_from(forms, objective=stored.ramp.objective)
    try:
        planning.save_plan(
            request.actor, cycle=cycle, plan=written, version=forms.main.cleaned_data["version"]
        )
    except NotNow as refusal:
        for reason in refusal.reasons:
            forms.main.add_error(None, reason)
        return _shown(request, cycle, forms, status=422)
    return _after(request, cycle)


def _after(request: Request, cycle: Cycle) -> HttpResponse:
    """What the pressed button asks for. The plan is kept already, whatever comes of it."""
    wish = request.POST.get("do", "keep")
    try:
        if wish == "plan" and cycle.state == Cycle.State.DRAFT:
            moving.mark_planned(request.actor, cycle=cycle)
            messages.success(request, _("The test is planned. The guess locks when it starts."))
        elif wish == "start":
            moving.start_test(request.actor, cycle=cycle)
            messages.success(request, _("The test has started, and the predictions are locked."))
    except NotNow as refusal:
        messages.warning(request, " ".join([_("Your words are kept as a draft."), *refusal.reasons]))
        return redirect("test_plan", cycle.pk)
    if wish == "add":
        return redirect(f"/tests/{cycle.pk}/plan/?more=1#more")
    if wish == "keep":
        messages.success(request, _("Kept as a draft.") if cycle.state == "draft" else _("The plan is kept."))
    return redirect("test", cycle.pk)


def _choices(request: Request, cycle: Cycle, stored: Plan) -> plan_forms.Choices:
    measures, owners = team_choices(request, cycle.project)
    unit = request.POST.get("scale_unit", stored.scale_unit)
    return plan_forms.choices_for(cycle, replace(stored, scale_unit=unit), measures=measures, owners=owners)


def _shown(request: Request, cycle: Cycle, forms: plan_forms.PlanForms, status: int = 200) -> HttpResponse:
    page = plan_page(request, cycle, forms)
    where = Where("tests", place=cycle.project.place, project=cycle.project)
    return render_page(request, "cycles/plan.html", page=page, where=where, status=status)
