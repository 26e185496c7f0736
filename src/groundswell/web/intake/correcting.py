"""Rows that were set aside: take them along as a file, or put one right here."""

import csv
import io
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from groundswell.domain.intake import actions
from groundswell.domain.intake.mapping import mapping_from
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.refusals import NotNow
from groundswell.web.intake.forms import RowForm, needed_columns
from groundswell.web.intake.row_page import RowPage
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@require_GET
def set_aside_csv(request: Request, number: int) -> HttpResponse:
    """Every set-aside row with its reason, as an attachment in which nothing is a formula."""
    load = get_object_or_404(Import.objects.visible_to(request.actor).select_related("place"), pk=number)
    rows = actions.look_at_set_aside(request.actor, load=load, purpose="download")
    name = get_valid_filename(f"set-aside-{load.pk}.csv")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(_table(load, rows), content_type="text/csv; charset=utf-8", headers=headers)


def _table(load: Import, rows: list[SetAsideRow]) -> bytes:
    words = io.StringIO(newline="")
    writer = csv.writer(words)
    writer.writerow(
        [_("line"), _("kind"), _("column"), _("why"), _("what to do"), *map(as_text, load.header)]
    )
    for row in rows:
        said = [str(row.line), row.kind, row.column, row.message, row.fix]
        writer.writerow(
            [as_text(cell) for cell in [*said, *(str(row.raw.get(name, "")) for name in load.header)]]
        )
    return ("\N{ZERO WIDTH NO-BREAK SPACE}" + words.getvalue()).encode()


def as_text(cell: str) -> str:
    """The cell so that a spreadsheet takes it for text: a formula's start gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


@require_http_methods(["GET", "POST"])
def correct_row(request: Request, number: int, line: int) -> HttpResponse:
    load = get_object_or_404(Import.objects.visible_to(request.actor).select_related("place"), pk=number)
    form = _form(load, request.POST if request.method == "POST" else None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.correct(
                request.actor, load=load, target=observations_target(), line=line, values=form.values()
            )
        except NotNow as refusal:
            problems = refusal.reasons
        else:
            messages.success(
                request, _("Line %(line)s is in now (import %(number)s).") % {"line": line, "number": done.pk}
            )
            return redirect("import", load.pk)
    page = _row_page(request, load, line, form, problems)
    where = Where("imports", place=load.place)
    return render_page(
        request, "intake/row.html", page=page, where=where, status=422 if form.is_bound else 200
    )


def _form(load: Import, data: Mapping[str, str] | None, initial: dict[str, str] | None = None) -> RowForm:
    needed = needed_columns(mapping_from(load.mapping), observations_target().fields)
    return RowForm(data, header=load.header, needed=needed, initial=initial)


def _row_page(request: Request, load: Import, line: int, form: RowForm, problems: list[str]) -> RowPage:
    wanted = load.set_aside.filter(line=line, kind=SetAsideRow.Kind.QUARANTINED)
    rows = actions.look_at_set_aside(request.actor, load=load, purpose="correct", rows=wanted)
    if not rows:
        raise Http404
    if not form.is_bound:
        cells = {f"cell_{index}": rows[0].raw.get(column, "") for index, column in enumerate(load.header)}
        form = _form(load, None, cells)
    return RowPage(load=load, row=rows[0], form=form, problems=problems)
