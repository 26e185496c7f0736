"""The first page after sign-in, and the rail as a page of its own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from groundswell.domain.projects.models import Project
from groundswell.web.home.pages import today_page
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@require_GET
def today(request: Request) -> HttpResponse:
    page = today_page(request.user, request.actor)
    return render_page(request, "home/today.html", page=page, where=Where("today"))


@require_GET
def contents(request: Request) -> HttpResponse:
    """For phones: the same list that the rail shows, with or without a script."""
    asked = request.GET.get("project", "")
    project = None
    if asked.isdigit():
        project = get_object_or_404(
            Project.objects.visible_to(request.actor).select_related("place"), pk=int(asked)
        )
    return render_page(request, "home/contents.html", page=None, where=Where("contents", project=project))
