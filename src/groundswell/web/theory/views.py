"""The theory page: the diagram beside its outline, and the versions it went through."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.projects.models import Project
from groundswell.domain.refusals import NotNow
from groundswell.domain.theory import actions
from groundswell.domain.theory.queries import theory_of
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request
from groundswell.web.theory.forms import AddForm, KeepForm
from groundswell.web.theory.pages import TheoryPage, parents_for, theory_page, version_page


def working_project(request: Request, number: int) -> Project:
    """The project, for those who work in its team: a theory is a draft until the team shares it."""
    rows = Project.objects.visible_to(request.actor).select_related("place", "measure")
    project = get_object_or_404(rows, pk=number)
    require(request.actor, Permission.PROJECT_WORK, within=project.path)
    return project


def _shown(request: Request, project: Project, page: TheoryPage, *, status: int = 200) -> HttpResponse:
    where = Where("theory", place=project.place, project=project)
    return render_page(request, "theory/theory.html", page=page, where=where, status=status)


@require_GET
def theory(request: Request, number: int) -> HttpResponse:
    project = working_project(request, number)
    return _shown(request, project, theory_page(request, project))


@require_POST
def add(request: Request, number: int) -> HttpResponse:
    project = working_project(request, number)
    form = AddForm(request.POST, parents=parents_for(theory_of(project)))
    if form.is_valid():
        words = form.cleaned_data
        parent = project.nodes.filter(pk=words["parent"]).first() if words["parent"] else None
        try:
            made = actions.add_node(
                request.actor, project=project, kind=words["kind"], text=words["text"], parent=parent
            )
        except NotNow as refusal:
            form.add_error("parent", " ".join(refusal.reasons))
        else:
            messages.success(request, _("“%(text)s” is added.") % {"text": made.text})
            return redirect(f"/projects/{project.pk}/theory/#n{made.pk}")
    return _shown(request, project, theory_page(request, project, add=form), status=422)


@require_POST
def keep(request: Request, number: int) -> HttpResponse:
    """Keep the theory as a version, with what changed the team's minds."""
    project = working_project(request, number)
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            made = actions.save_version(request.actor, project=project, **form.cleaned_data)
        except NotNow as refusal:
            form.add_error("why", " ".join(refusal.reasons))
        else:
            messages.success(request, _("Version %(number)s is kept.") % {"number": made.number})
            return redirect(f"/projects/{project.pk}/theory/#changed")
    return _shown(request, project, theory_page(request, project, keep=form), status=422)


@require_GET
def version(request: Request, number: int, version: int) -> HttpResponse:
    project = working_project(request, number)
    page = version_page(project, version)
    if page is None:
        raise Http404
    where = Where("theory", place=project.place, project=project)
    return render_page(request, "theory/version.html", page=page, where=where)
