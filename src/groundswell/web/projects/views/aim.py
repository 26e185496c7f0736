"""The aim builder: the sentence grows while its parts are written, with a script or without."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.projects import actions, queries
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries import Overview
from groundswell.web.page import Where, render_page
from groundswell.web.projects.forms.aim import (
    AimForm,
    Rows,
    TargetRows,
    aim_initial,
    as_typed,
    rows_initial,
    targets_in,
)
from groundswell.web.projects.measures import measures_to_choose
from groundswell.web.projects.pages.documents import AimPage, document_parts
from groundswell.web.projects.pages.sentence import change_descriptions, sentence_of_draft
from groundswell.web.projects.saving import saved
from groundswell.web.projects.views.found import team_project_or_404
from groundswell.web.request import Request


@require_http_methods(["GET", "POST"])
def aim(request: Request, number: int) -> HttpResponse:
    project = team_project_or_404(request, number)
    seen = queries.overview(project, on=request.actor.today)
    measures = measures_to_choose(project)
    if request.method == "GET":
        form = AimForm(initial=aim_initial(project, seen.aim, seen.problem), measures=measures)
        rows: Rows = TargetRows(initial=rows_initial(seen.aim), prefix="group")
        return _page(request, seen, form, rows, _understood(form, rows))
    sent, sent_rows = AimForm(request.POST, measures=measures), TargetRows(request.POST, prefix="group")
    is_valid = sent.is_valid() and sent_rows.is_valid()
    if _is_preview(request):
        form, rows = as_typed(request.POST, measures=measures, more_rows="add_group" in request.POST)
        return _page(request, seen, form, rows, (sent, sent_rows))
    if is_valid and saved(sent, lambda: _save(request, project, sent, sent_rows)):
        messages.success(request, _("Saved. The version before it is kept."))
        return redirect("project", project.pk)
    return _page(request, seen, sent, sent_rows, (sent, sent_rows), status=422)


def _is_preview(request: Request) -> bool:
    return bool(request.htmx) or "preview" in request.POST or "add_group" in request.POST


def _understood(form: AimForm, rows: Rows) -> tuple[AimForm, Rows]:
    """The stored aim read as if it had been sent, so that one way leads to the sentence."""
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    bound = AimForm({name: value for name, value in sent.items() if value not in (None, "", False)})
    bound.fields["measure"].required = False
    bound.is_valid()
    lines = {
        f"group-{i}-{name}": value for i, row in enumerate(rows.initial or []) for name, value in row.items()
    }
    count = len(rows.initial or [])
    bound_rows: Rows = TargetRows(
        lines | {"group-TOTAL_FORMS": count, "group-INITIAL_FORMS": 0}, prefix="group"
    )
    bound_rows.is_valid()
    return bound, bound_rows


def _save(request: Request, project: Project, form: AimForm, rows: Rows) -> object:
    words = form.cleaned_data
    draft = form.draft(targets_in(rows))
    return actions.revise_aim(
        by=request.actor, project=project, draft=draft, based_on=words["based_on"], reason=words["reason"]
    )


def _page(
    request: Request,
    seen: Overview,
    form: AimForm,
    rows: Rows,
    understood: tuple[AimForm, Rows],
    *,
    status: int = 200,
) -> HttpResponse:
    project = seen.project
    draft = understood[0].draft(targets_in(understood[1]))
    versions = queries.aim_versions(project)
    parts = document_parts(
        project, request.actor, key="aim", step=_("Aim"), aim=seen.aim, form=form, versions=versions
    )
    page = AimPage(**parts, rows=rows, sentence=sentence_of_draft(draft), ways=change_descriptions(draft))
    where = Where("aim", project=project)
    return render_page(request, "projects/aim.html", page=page, where=where, part="live", status=status)
