"""Problem, charter and aim: each save is a version."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.projects import actions, queries
from groundswell.domain.projects.models import Aim, Project
from groundswell.domain.projects.queries import Version
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
    form = ProblemForm(_sent(request), initial=problem_initial(seen.problem))
    if _revised(request, project, form, actions.revise_problem):
        return _done(request, project)
    versions = queries.problem_versions(project)
    return _page(request, project, form, key="problem", step=_("Problem"), aim=seen.aim, versions=versions)


@require_http_methods(["GET", "POST"])
def charter(request: Request, number: int) -> HttpResponse:
    project = team_project_or_404(request, number)
    seen = queries.overview(project, on=request.actor.today)
    form = CharterForm(_sent(request), initial=charter_initial(seen.charter))
    if _revised(request, project, form, actions.revise_charter):
        return _done(request, project)
    versions = queries.charter_versions(project)
    return _page(request, project, form, key="charter", step=_("Charter"), aim=seen.aim, versions=versions)


def _revised(
    request: Request, project: Project, form: ProblemForm | CharterForm, revise: Callable[..., object]
) -> bool:
    """Whether the form was sent and kept as a new version; what is wrong with it is said in the form."""
    return form.is_valid() and saved(
        form,
        lambda: revise(
            by=request.actor,
            project=project,
            draft=form.draft(),
            based_on=form.cleaned_data["based_on"],
            reason=form.cleaned_data["reason"],
        ),
    )


def _sent(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page(
    request: Request,
    project: Project,
    form: ProblemForm | CharterForm,
    *,
    key: str,
    step: str,
    aim: Aim | None,
    versions: tuple[Version, ...],
) -> HttpResponse:
    parts = document_parts(project, request.actor, key=key, step=step, aim=aim, form=form, versions=versions)
    status = 422 if request.method == "POST" else 200
    where = Where("aim", project=project)
    return render_page(request, f"projects/{key}.html", page=Document(**parts), where=where, status=status)


def _done(request: Request, project: Project) -> HttpResponse:
    messages.success(request, _("Saved. The version before it is kept."))
    return redirect("project", project.pk)
