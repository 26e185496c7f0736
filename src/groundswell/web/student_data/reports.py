"""A load's findings as a table to take along, and its rows set aside, each look at which is written down."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_queries import findings
from groundswell.web.intake.correcting import as_text
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request
from groundswell.web.student_data.pages import rows_page

SHOWN = 25


@require_GET
def findings_csv(request: Request, number: int) -> HttpResponse:
    """Every finding, narrowed as on the page: no cell of any row is in it."""
    load = _load(request, number)
    chosen = {name: request.GET.get(name, "") for name in ("kind", "file", "rule")}
    words = io.StringIO(newline="")
    writer = csv.writer(words)
    writer.writerow(
        [_("kind"), _("file"), _("line"), _("column"), _("rule"), _("why"), _("what to do"), _("rows")]
    )
    for each in findings(load, **chosen).iterator():
        told = [
            each.kind,
            each.file,
            each.line or "",
            each.column,
            each.rule,
            each.message,
            each.fix,
            each.rows,
        ]
        writer.writerow([as_text(str(cell)) for cell in told])
    content = ("\N{ZERO WIDTH NO-BREAK SPACE}" + words.getvalue()).encode()
    return _attached(content, f"findings-{load.pk}.csv", "text/csv; charset=utf-8")


@require_GET
def rows(request: Request, number: int) -> HttpResponse:
    """Rows as they came. They hold student data, so the look is recorded first."""
    load = _load(request, number)
    asked = request.GET.get("first", "0")
    first = int(asked) if asked.isdecimal() and len(asked) < 12 else 0
    found = actions.look_at_rows(request.actor, load=load, first=first, count=SHOWN)
    why = dict(load.findings.filter(kind="fault").values_list("rule", "message"))
    page = rows_page(load, found, first=first, count=SHOWN, why=why)
    return render_page(request, "student_data/rows.html", page=page, where=Where("student_data"))


@require_GET
def rows_zip(request: Request, number: int) -> HttpResponse:
    """Every row that is set aside now, as files to correct and load again."""
    load = _load(request, number)
    content = actions.rows_to_correct(request.actor, load=load)
    return _attached(content, f"to-correct-{load.pk}.zip", "application/zip")


def _attached(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _load(request: Request, number: int) -> StudentLoad:
    loads = StudentLoad.objects.visible_to(request.actor).select_related("place", "by")
    return get_object_or_404(loads, pk=number)
