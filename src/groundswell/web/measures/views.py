"""Look at a measure, and download its numbers: at a place or in a project."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from groundswell.domain.measures.queries.series import measure_series
from groundswell.web.measures.lists import project_measures_page
from groundswell.web.measures.pages import measure_page
from groundswell.web.measures.spots import find_spot, visible_project
from groundswell.web.measures.tables import csv_text
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@require_GET
def measure(request: Request, **where: object) -> HttpResponse:
    spot = find_spot(request.actor, where)
    page = measure_page(request.actor, spot, request.GET.dict())
    return render_page(request, "measures/measure.html", page=page, where=spot.where)


@require_GET
def download(request: Request, **where: object) -> HttpResponse:
    spot = find_spot(request.actor, where)
    text = csv_text(measure_series(spot.measure, spot.place))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{spot.place.code}-{spot.measure.code}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def project_measures(request: Request, project_id: int) -> HttpResponse:
    project = visible_project(request.actor, project_id)
    page = project_measures_page(request.actor, project)
    return render_page(request, "measures/project.html", page=page, where=Where("measures", project=project))
