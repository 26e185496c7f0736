"""Who is in the team: welcome, change, renew, say goodbye."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.projects import actions
from groundswell.domain.projects.models import Membership, Project
from groundswell.domain.projects.queries import works_in
from groundswell.web.page import Where, render_page
from groundswell.web.projects.forms.team import AddMemberForm, ChangeMemberForm
from groundswell.web.projects.pages.team import people_to_choose, team_page
from groundswell.web.projects.saving import saved
from groundswell.web.projects.views.found import project_or_404
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def team(request: Request, number: int) -> HttpResponse:
    """The list for everyone in the project; the form for who looks after the team."""
    project = project_or_404(request, number)
    text = request.POST.get("q", request.GET.get("q", ""))
    if request.method == "GET":
        return _page(request, project, text)
    require(request.actor, Permission.TEAM_MANAGE, within=project.path)
    form = AddMemberForm(request.POST, people=people_to_choose(project, request.actor, text=text))
    if form.is_valid() and saved(
        form, lambda: actions.add_member(by=request.actor, project=project, **form.cleaned_data)
    ):
        messages.success(request, _("%(name)s is in the team.") % {"name": form.cleaned_data["person"].name})
        return redirect("team", project.pk)
    return _page(request, project, text, form=form, status=422)


@require_POST
def member(request: Request, number: int, membership: int) -> HttpResponse:
    """Change, renew or end one person's part."""
    project = project_or_404(request, number)
    row = get_object_or_404(project.memberships.select_related("person", "project"), pk=membership)
    if "end" in request.POST:
        actions.end_membership(by=request.actor, membership=row)
        messages.success(
            request, _("%(name)s left this role. Thank you for the work.") % {"name": row.person.name}
        )
        return _after(request, project)
    if "renew" in request.POST:
        actions.renew_coach(by=request.actor, membership=row)
    else:
        _change(request, row)
    return redirect("team", project.pk)


def _change(request: Request, row: Membership) -> None:
    require(request.actor, Permission.TEAM_MANAGE, within=row.project.path)
    form = ChangeMemberForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("We could not read that. Nothing was changed."))
        return
    words = form.cleaned_data
    actions.change_member(
        by=request.actor,
        membership=row,
        function=words["function"],
        is_frontline=words["is_frontline"],
        version=words["version"],
    )
    actions.change_role(by=request.actor, membership=row, role=words["role"])
    messages.success(request, _("Saved."))


def _after(request: Request, project: Project) -> HttpResponse:
    """Someone who has just left the team has no page of it to go back to."""
    is_gone = not project.memberships.active(request.actor.today).filter(person_id=request.actor.id).exists()
    return redirect("today") if is_gone else redirect("team", project.pk)


def _page(
    request: Request, project: Project, text: str, *, form: AddMemberForm | None = None, status: int = 200
) -> HttpResponse:
    is_reader = not works_in(request.actor, project)
    page = team_page(project, request.actor, text=text, form=form, is_reader=is_reader)
    return render_page(
        request, "projects/team.html", page=page, where=Where("aim", project=project), status=status
    )
