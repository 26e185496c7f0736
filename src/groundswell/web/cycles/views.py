"""The list of tests, one test's page, and the buttons on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.cycles.actions import moving, photos, planning, studying
from groundswell.domain.cycles.models import Cycle, Photo
from groundswell.domain.cycles.queries.ramps import ramps_of
from groundswell.domain.cycles.queries.record import record_of
from groundswell.domain.refusals import NotNow
from groundswell.domain.theory.models import Node
from groundswell.web.cycles import study_forms
from groundswell.web.cycles.find import visible_cycle, visible_project
from groundswell.web.cycles.forms import AmendForm, EndForm, NewTestForm, ReasonForm
from groundswell.web.cycles.pages import CyclePage, cycle_crumb, cycle_page, list_page
from groundswell.web.cycles.reason_page import ReasonPage
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def tests(request: Request, number: int) -> HttpResponse:
    """Every test by ramp, and the short way to a new one."""
    project = visible_project(request, number)
    form = NewTestForm(request.POST or None, initial={"idea": request.GET.get("idea")})
    if request.method == "POST" and form.is_valid():
        idea = _idea(request, project.pk, form.cleaned_data["idea"])
        title = form.cleaned_data["title"]
        cycle = planning.plan_a_test(request.actor, project=project, title=title, idea=idea)
        return redirect("test_plan", cycle.pk)
    given = str(form["idea"].value() or "")
    idea = _idea(request, project.pk, int(given) if given.isdigit() else None)
    if idea and not form.is_bound:
        form.initial["title"] = idea.text
    page = list_page(request, project, ramps_of(project, request.actor), form, idea.text if idea else "")
    where = Where("tests", place=project.place, project=project)
    return render_page(
        request, "cycles/tests.html", page=page, where=where, status=422 if form.errors else 200
    )


def _idea(request: Request, project: int, number: int | None) -> Node | None:
    if number is None:
        return None
    return get_object_or_404(Node.objects.visible_to(request.actor), pk=number, project=project)


@require_GET
def test(request: Request, number: int) -> HttpResponse:
    cycle = visible_cycle(request, number)
    return _shown(request, cycle, cycle_page(request, cycle))


def _shown(request: Request, cycle: Cycle, page: CyclePage, *, status: int = 200) -> HttpResponse:
    where = Where("tests", place=cycle.project.place, project=cycle.project)
    return render_page(request, "cycles/test.html", page=page, where=where, status=status)


@require_POST
def start(request: Request, number: int) -> HttpResponse:
    cycle = visible_cycle(request, number)
    moving.start_test(request.actor, cycle=cycle)
    messages.success(request, _("The test has started, and the predictions are locked."))
    return redirect("test", cycle.pk)


@require_POST
def end(request: Request, number: int) -> HttpResponse:
    cycle = visible_cycle(request, number)
    form = EndForm(request.POST)
    form.is_valid()
    try:
        moving.end_test(request.actor, cycle=cycle, **form.cleaned_data)
    except NotNow as refusal:
        form.add_error("deviations", " ".join(refusal.reasons))
        cycle.refresh_from_db()
        return _shown(request, cycle, cycle_page(request, cycle, end_form=form), status=422)
    messages.success(request, _("Thank you. Now put what happened beside what you predicted."))
    return redirect(f"/tests/{cycle.pk}/#stage-s")


@require_http_methods(["GET", "POST"])
def study(request: Request, number: int) -> HttpResponse:
    """Keep what was learned so far."""
    cycle = visible_cycle(request, number)
    if request.method == "GET":
        return redirect(f"/tests/{cycle.pk}/#stage-s")
    forms = study_forms.bound(request.POST, record_of(cycle).questions)
    if not forms.is_valid():
        return _again(request, cycle, forms)
    try:
        studying.save_study(request.actor, cycle=cycle, study=forms.study(), version=forms.version)
    except NotNow as refusal:
        return _again(request, cycle, forms, refusal.reasons)
    messages.success(request, _("What you learned is kept."))
    return redirect(f"/tests/{cycle.pk}/#stage-s")


@require_http_methods(["GET", "POST"])
def decide(request: Request, number: int) -> HttpResponse:
    """Keep what was learned and the decision, together; then perhaps plan the next test."""
    cycle = visible_cycle(request, number)
    if request.method == "GET":
        return redirect(f"/tests/{cycle.pk}/#stage-a")
    forms = study_forms.bound(request.POST, record_of(cycle).questions)
    if not forms.is_valid():
        return _again(request, cycle, forms)
    try:
        studying.study_and_decide(
            request.actor, cycle=cycle, study=forms.study(), version=forms.version, **forms.decision()
        )
    except NotNow as refusal:
        return _again(request, cycle, forms, refusal.reasons)
    if request.POST.get("then") == "next":
        return _next(request, cycle)
    messages.success(request, _("Decided. Thank you for saying why."))
    return redirect("test", cycle.pk)


def _again(
    request: Request, cycle: Cycle, forms: study_forms.StudyForms, reasons: list[str] | None = None
) -> HttpResponse:
    for reason in reasons or []:
        forms.main.add_error(None, reason)
    cycle = visible_cycle(request, cycle.pk)
    page = cycle_page(request, cycle, study_form=forms.main, result_forms=forms.results)
    return _shown(request, cycle, page, status=422)


@require_POST
def plan_next(request: Request, number: int) -> HttpResponse:
    return _next(request, visible_cycle(request, number))


def _next(request: Request, cycle: Cycle) -> HttpResponse:
    made = planning.next_cycle(request.actor, cycle=cycle)
    messages.success(request, _("The plan is copied. Make a new guess before you start."))
    return redirect("test_plan", made.pk)


@require_http_methods(["GET", "POST"])
def amend(request: Request, number: int) -> HttpResponse:
    cycle = _changeable(request, number)
    questions = list(cycle.questions.all())
    form = AmendForm(request.POST or None, questions=[(str(row.pk), row.text) for row in questions])
    if request.method == "POST" and form.is_valid():
        about = next((row for row in questions if row.pk == form.cleaned_data["question"]), None)
        moving.amend(request.actor, cycle=cycle, text=form.cleaned_data["text"], question=about)
        messages.success(request, _("The amendment is added. The first text stays as it was."))
        return redirect("test", cycle.pk)
    title = _("Add a dated amendment")
    why = _(
        "The plan stays as it was when the test began. Your words go under it, with your name and the date."
    )
    return _reason_page(
        request, cycle, form, ReasonPage(title, why, _("Add it"), cycle, form, cycle_crumb(cycle))
    )


@require_http_methods(["GET", "POST"])
def cancel(request: Request, number: int) -> HttpResponse:
    cycle = _changeable(request, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moving.cancel(request.actor, cycle=cycle, reason=form.cleaned_data["reason"])
        messages.success(request, _("The test is cancelled, and its plan stays readable."))
        return redirect("test", cycle.pk)
    why = _("The test stays in the list with your reason. You can copy its plan later.")
    page = ReasonPage(_("Cancel this test"), why, _("Cancel the test"), cycle, form, cycle_crumb(cycle))
    return _reason_page(request, cycle, form, page)


@require_http_methods(["GET", "POST"])
def read_again(request: Request, number: int) -> HttpResponse:
    cycle = _changeable(request, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        studying.read_again(request.actor, cycle=cycle, reason=form.cleaned_data["reason"])
        return redirect(f"/tests/{cycle.pk}/#stage-s")
    why = _("The first decision and its reason stay in the record.")
    page = ReasonPage(_("Look at this test again"), why, _("Open it again"), cycle, form, cycle_crumb(cycle))
    return _reason_page(request, cycle, form, page)


def _changeable(request: Request, number: int) -> Cycle:
    """For those who may write in it: a form that cannot be sent is kept from the others."""
    cycle = visible_cycle(request, number)
    require(request.actor, Permission.PROJECT_EDIT, within=cycle.project.path)
    return cycle


def _reason_page(
    request: Request, cycle: Cycle, form: AmendForm | ReasonForm, page: ReasonPage
) -> HttpResponse:
    where = Where("tests", place=cycle.project.place, project=cycle.project)
    return render_page(
        request, "cycles/reason.html", page=page, where=where, status=422 if form.errors else 200
    )


@require_GET
def photo(request: Request, number: int) -> HttpResponse:
    """Opened as a file of its own, never inside a page; the opening is recorded first."""
    found = get_object_or_404(
        Photo.objects.visible_to(request.actor).select_related("entry__cycle__project"), pk=number
    )
    answer = HttpResponse(photos.open_photo(request.actor, photo=found), content_type="image/jpeg")
    answer.headers["Content-Disposition"] = f'attachment; filename="photo-{found.pk}.jpg"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer
