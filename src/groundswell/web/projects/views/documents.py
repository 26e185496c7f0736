"""Problem, charter and aim: each save is a version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.projects import actions, queries
from groundswell.domain.projects.models import Project
from groundswell.web.page import Where, render_page
from groundswell.web.projects.forms.charter import CharterForm, charter_initial
from groundswell.web.projects.forms.problem import ProblemForm, problem_initial
from groundswell.web.projects.pages.documents import Document, document_parts
from groundswell.web.projects.saving import saved
from groundswell.web.projects.views.found import team_project_or_404
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def problem(request: Request, number: int) -> HttpResponse:
    project = team_project_or_404(request, number)
    seen = queries.overview(project, on=request.actor.today)
    form = ProblemForm(initial=problem_initial(seen.problem))
    if request.method == "POST":
        form = ProblemForm(request.POST)
        if form.is_valid() and saved(
            form,
            lambda: actions.revise_problem(
                by=request.actor,
                project=project,
                draft=form.draft(),
                based_on=form.cleaned_data["based_on"],
                reason=form.cleaned_data["reason"],
            ),
        ):
            return _done(request, project)
    versions = queries.problem_versions(project)
    parts = document_parts(
        project, request.actor, key="problem", step=_("Problem"), aim=seen.aim, form=form, versions=versions
    )
    return _page(request, "projects/problem.html", Document(**parts))


@require_http_methods(["GET", "POST"])
def charter(request: Request, number: int) -> HttpResponse:
    project = team_project_or_404(request, number)
    seen = queries.overview(project, on=request.actor.today)
    form = CharterForm(initial=charter_initial(seen.charter))
    if request.method == "POST":
        form = CharterForm(request.POST)
        if form.is_valid() and saved(
            form,
            lambda: actions.revise_charter(
                by=request.actor,
                project=project,
                draft=form.draft(),
                based_on=form.cleaned_data["based_on"],
                reason=form.cleaned_data["reason"],
            ),
        ):
            return _done(request, project)
    versions = queries.charter_versions(project)
    parts = document_parts(
        project, request.actor, key="charter", step=_("Charter"), aim=seen.aim, form=form, versions=versions
    )
    return _page(request, "projects/charter.html", Document(**parts))


def _page(request: Request, template: str, page: Document) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    where = Where("aim", project=page.project)
    return render_page(request, template, page=page, where=where, status=status)


def _done(request: Request, project: Project) -> HttpResponse:
    messages.success(request, _("Saved. The version before it is kept."))
    return redirect("project", project.pk)
