"""What is on an indicator's page as a file: the same decisions, number by number."""

from django.http import Http404, HttpResponse
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_GET

from groundswell.core.charts import ChartSpec
from groundswell.domain.indicators.queries import (
    Choice,
    IndicatorHere,
    groups_view,
    indicator_at,
    schools_view,
    similar_view,
    time_view,
)
from groundswell.domain.indicators.queries.downloads import leaving
from groundswell.store.pictures import pdf
from groundswell.store.release.written import as_bytes
from groundswell.web.indicators.change_part import CANNOT_LEAD
from groundswell.web.indicators.indicator_page import tabs_of
from groundswell.web.indicators.retold import Retold, of_tab
from groundswell.web.indicators.spots import find_data, known_indicator
from groundswell.web.request import Request

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "pdf": "application/pdf",
}


@require_GET
def download(request: Request, code: str, indicator: str, kind: str) -> HttpResponse:
    """`kind` is csv, xlsx, json or pdf; the address carries the same choices as the page."""
    data = find_data(request.actor, code)
    asked = request.GET.dict()
    here = indicator_at(data, known_indicator(indicator).id, Choice.of(asked))
    if here is None or here.when is None or kind not in TYPES:
        raise Http404
    tab = asked.get("tab", "")
    content = (
        _pdf(here, tab) if kind == "pdf" else as_bytes(leaving(here, schools=tab == "schools"), f".{kind}")
    )
    name = get_valid_filename(f"{data.place.code}-{here.indicator.id}-{here.period}.{kind}")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


def _pdf(here: IndicatorHere, tab: str) -> bytes:
    tab = tab if tab in tabs_of(here) else tabs_of(here)[0]
    chart = _chart(here, tab)
    if chart is None:
        raise Http404
    return pdf(chart, notes=[_note(each) for each in of_tab(here, tab)])


def _note(each: Retold) -> tuple[str, list[str]]:
    """What the page says beside the picture, with what it cannot tell."""
    return each.heading, [*each.sentences, f"{CANNOT_LEAD}{each.cannot}"]


def _chart(here: IndicatorHere, tab: str) -> ChartSpec | None:
    """The picture of a tab. Where one has none, nothing can be drawn without telling what is withheld."""
    views = {"groups": groups_view, "time": time_view, "schools": schools_view, "similar": similar_view}
    view = views[tab](here)
    return view.chart if view else None
