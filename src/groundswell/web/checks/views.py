"""Set a hint aside, or hear it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.checks import actions
from groundswell.domain.checks.models import Dismissal
from groundswell.domain.projects.models import Project
from groundswell.web.checks.forms import SetAsideForm
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@require_POST
def set_aside(request: Request, number: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=number)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Say in a few words why it does not fit: that helps the next team."))
        return redirect(_back(request, project))
    words = form.cleaned_data
    actions.set_aside(
        by=request.actor,
        project=project,
        check_id=words["check"],
        subject=words["subject"],
        reason=words["reason"],
    )
    messages.success(request, _("Set aside. Your reason is kept, and helps to mend the hints."))
    return redirect(_back(request, project))


@require_GET
def dismissed(request: Request, number: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=number)
    require(request.actor, Permission.PROJECT_WORK, within=project.path)
    rows = (
        Dismissal.objects.visible_to(request.actor)
        .filter(project=project)
        .select_related("by")
        .order_by("-at")
    )
    return render_page(request, "checks/set_aside.html", page=rows, where=Where("project", project=project))


@require_POST
def bring_back(request: Request, number: int) -> HttpResponse:
    dismissal = get_object_or_404(Dismissal.objects.visible_to(request.actor), pk=number)
    actions.bring_back(by=request.actor, dismissal=dismissal)
    return redirect("hints_set_aside", dismissal.project_id)


def _back(request: HttpRequest, project: Project) -> str:
    given = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}):
        return given
    return reverse("project", args=[project.pk])
