"""Load what the person may see, or answer that it is not here."""

from django.shortcuts import get_object_or_404

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.projects.models import Project
from groundswell.web.request import Request


def project_or_404(request: Request, number: int) -> Project:
    """A project of one's teams, a sponsored one included."""
    rows = Project.objects.visible_to(request.actor).select_related("place", "measure")
    return get_object_or_404(rows, pk=number)


def team_project_or_404(request: Request, number: int) -> Project:
    """A project one works in: its drafts are the team's and its coach's alone."""
    project = project_or_404(request, number)
    require(request.actor, Permission.PROJECT_WORK, within=project.path)
    return project
