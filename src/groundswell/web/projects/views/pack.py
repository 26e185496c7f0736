"""The starter data pack, and what the team writes beside it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.projects import actions
from groundswell.domain.projects.models import DataReading
from groundswell.web.page import Where, render_page
from groundswell.web.projects.forms.pack import DataReadingForm, reading_initial
from groundswell.web.projects.pages.pack import pack_page
from groundswell.web.projects.saving import saved
from groundswell.web.projects.views.found import team_project_or_404
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def pack(request: Request, number: int) -> HttpResponse:
    project = team_project_or_404(request, number)
    kept = DataReading.objects.filter(project=project).first()
    form = DataReadingForm(initial=reading_initial(kept))
    if request.method == "POST":
        form = DataReadingForm(request.POST)
        if form.is_valid() and saved(
            form, lambda: actions.read_data(by=request.actor, project=project, **form.cleaned_data)
        ):
            messages.success(request, _("Kept, for your team alone."))
            return redirect("data_pack", project.pk)
    status = 422 if request.method == "POST" else 200
    page = pack_page(request.actor, project, form)
    where = Where("data_pack", project=project)
    return render_page(request, "projects/pack.html", page=page, where=where, status=status)
