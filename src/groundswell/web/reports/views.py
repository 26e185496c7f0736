"""Write, read, share and print storyboards; see what was shared and who looked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.projects.models import Project
from groundswell.domain.reports import actions
from groundswell.domain.reports.models import Storyboard
from groundswell.domain.reports.policies import audiences
from groundswell.web.page import Where, render_page
from groundswell.web.reports import pages
from groundswell.web.reports.forms import ShareForm
from groundswell.web.reports.pdf import storyboard_pdf
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def write(request: Request, number: int) -> HttpResponse:
    """The team's storyboard: words, charts and tests to tell, and the draft as readers will see it."""
    project = _working_in(request, number)
    form = None
    if request.method == "POST":
        latest = project.storyboards.order_by("-number").first()
        form = pages.storyboard_form(project, latest, request.POST)
        if form.is_valid():
            words = form.cleaned_data
            actions.write_storyboard(
                by=request.actor,
                project=project,
                headline=words["headline"],
                story=words["story"],
                ask=words["ask"],
                measures=[int(number) for number in words["measures"]],
                cycles=[int(number) for number in words["cycles"]],
                based_on=words["based_on"],
            )
            messages.success(request, _("Draft kept. It has not left the team."))
            return redirect("storyboard_write", project.pk)
    page = pages.team_storyboard(request, project, request.actor, form=form)
    status = 422 if form is not None else 200
    return render_page(
        request, "reports/write.html", page=page, where=Where("storyboard", project=project), status=status
    )


@require_POST
def share(request: Request, number: int) -> HttpResponse:
    storyboard = _of_team(request, number)
    form = ShareForm(request.POST, levels=audiences(storyboard.project.place))
    if not form.is_valid():
        messages.warning(request, _("Choose who it is for."))
        return redirect("storyboard_write", storyboard.project_id)
    actions.share(by=request.actor, storyboard=storyboard, level=form.cleaned_data["level"])
    messages.success(request, _("Shared. This version stays as it is now, and you see here who opens it."))
    return redirect("storyboard", storyboard.pk)


@require_POST
def withdraw(request: Request, number: int) -> HttpResponse:
    storyboard = _of_team(request, number)
    actions.withdraw(by=request.actor, storyboard=storyboard)
    messages.success(request, _("Taken back. Nobody outside the team can open it now."))
    return redirect("storyboard_write", storyboard.project_id)


@require_GET
def read(request: Request, number: int) -> HttpResponse:
    """A shared version, or the team's own draft. The look is recorded first."""
    storyboard = _readable(request, number)
    actions.open_shared(by=request.actor, storyboard=storyboard)
    project = storyboard.project if _is_team(request, storyboard) else None
    where = Where("storyboard" if project else "shared", place=storyboard.project.place, project=project)
    return render_page(
        request, "reports/read.html", page=pages.storyboard_page(storyboard, request.actor), where=where
    )


@require_GET
def pdf(request: Request, number: int) -> HttpResponse:
    """One page on paper, tagged for screen readers."""
    storyboard = _readable(request, number)
    actions.open_shared(by=request.actor, storyboard=storyboard, purpose="printed the storyboard")
    page = pages.storyboard_page(storyboard, request.actor)
    answer = HttpResponse(storyboard_pdf(page), content_type="application/pdf")
    answer["Content-Disposition"] = (
        f'attachment; filename="storyboard-{storyboard.project_id}-{storyboard.number}.pdf"'
    )
    return answer


@require_GET
def shared(request: Request) -> HttpResponse:
    return render_page(
        request, "reports/shared.html", page=pages.shared_page(request.actor), where=Where("shared")
    )


@require_GET
def looks(request: Request, number: int) -> HttpResponse:
    project = _working_in(request, number)
    require(request.actor, Permission.LOOKS_VIEW, within=project.path)
    return render_page(
        request, "reports/looks.html", page=pages.looks_page(project), where=Where("looks", project=project)
    )


def _working_in(request: Request, number: int) -> Project:
    """A project whose work the person may see: the team's and its coach's. A sponsor reads what was shared."""
    project = get_object_or_404(Project.objects.visible_to(request.actor).select_related("place"), pk=number)
    require(request.actor, Permission.PROJECT_WORK, within=project.path)
    return project


def _of_team(request: Request, number: int) -> Storyboard:
    mine = Project.objects.visible_to(request.actor)
    return get_object_or_404(
        Storyboard.objects.filter(project__in=mine).select_related("project__place"), pk=number
    )


def _readable(request: Request, number: int) -> Storyboard:
    rows = Storyboard.objects.select_related("project__place", "shared_by")
    storyboard = get_object_or_404(rows, pk=number)
    is_shared = Storyboard.objects.shared_with(request.actor).filter(pk=number).exists()
    if not is_shared and not _is_team(request, storyboard):
        raise Http404
    return storyboard


def _is_team(request: Request, storyboard: Storyboard) -> bool:
    return any(role for role in request.actor.roles_within(storyboard.project.path) if role != "sponsor")
