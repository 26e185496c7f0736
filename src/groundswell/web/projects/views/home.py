"""The project home, its mode, its name and its state."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.projects import actions
from groundswell.web.page import Where, render_page
from groundswell.web.projects.forms.settings import RenameForm, StateForm
from groundswell.web.projects.pages.home import project_home
from groundswell.web.projects.pages.settings import SettingsPage
from groundswell.web.projects.saving import saved
from groundswell.web.projects.views.found import project_or_404, team_project_or_404
from groundswell.web.request import Request


@require_GET
def home(request: Request, number: int) -> HttpResponse:
    project = project_or_404(request, number)
    page = project_home(project, request.actor)
    return render_page(request, "projects/home.html", page=page, where=Where("project", project=project))


@require_POST
def mode(request: Request, number: int) -> HttpResponse:
    project = project_or_404(request, number)
    actions.set_mode(by=request.actor, project=project, mode=request.POST.get("mode", ""))
    return redirect("project", project.pk)


@require_http_methods(["GET", "POST"])
def settings(request: Request, number: int) -> HttpResponse:
    project = team_project_or_404(request, number)
    rename = RenameForm(initial={"name": project.name, "version": project.version})
    state = StateForm(initial={"state": project.state, "version": project.version})
    if "rename" in request.POST:
        rename = RenameForm(request.POST)
        done = rename.is_valid() and saved(
            rename, lambda: actions.rename(by=request.actor, project=project, **rename.cleaned_data)
        )
    else:
        state = StateForm(request.POST) if request.method == "POST" else state
        done = state.is_valid() and saved(
            state, lambda: actions.set_state(by=request.actor, project=project, **state.cleaned_data)
        )
    if done:
        messages.success(request, _("Saved."))
        return redirect("project", project.pk)
    page = SettingsPage(project, rename, state)
    status = 422 if request.method == "POST" else 200
    where = Where("settings", project=project)
    return render_page(request, "projects/settings.html", page=page, where=where, status=status)
