"""Explore released student data at a place."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from groundswell.domain.indicators.queries import Choice
from groundswell.web.indicators.data_page import data_page
from groundswell.web.indicators.indicator_page import indicator_page
from groundswell.web.indicators.spots import find_data, known_indicator
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@require_GET
def data(request: Request, code: str) -> HttpResponse:
    here = find_data(request.actor, code)
    return render_page(
        request, "indicators/data.html", page=data_page(here), where=Where("data", place=here.place)
    )


@require_GET
def indicator(request: Request, code: str, indicator: str) -> HttpResponse:
    here = find_data(request.actor, code)
    asked = request.GET.dict()
    page = indicator_page(here, known_indicator(indicator), Choice.of(asked), tab=asked.get("tab", ""))
    where = Where("data", place=here.place)
    return render_page(request, "indicators/indicator.html", page=page, where=where, part="look")
