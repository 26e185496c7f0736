"""Charts as pictures: one chart large, several as small multiples on one scale."""

import argparse
from collections.abc import Sequence
from typing import Any

from groundswell.cli.charting.refusing import Refusal
from groundswell.cli.charting.series import Charted
from groundswell.cli.charting.settings import Settings
from groundswell.core.charts import (
    Captions,
    ChartSpec,
    Little,
    control_chart,
    run_chart,
    small_multiples,
    xmr_chart,
)
from groundswell.store.pictures import UndrawableTextError, html, pdf, png, svg

MOST_IN_ONE = 120
GRID_WIDTH, GRID_HEIGHT = 860.0, 110.0
WIDTH, HEIGHT = 760.0, 300.0
OF_EACH = (".pdf", ".html")


def draw(ending: str, charts: Sequence[Charted], settings: Settings, options: argparse.Namespace) -> bytes:
    """The file's content: one chart; or several, small on one scale (SVG, PNG) or each in full (PDF, HTML).

    Raises `Refusal` for more than fit.
    """
    if len(charts) > MOST_IN_ONE:
        raise Refusal(
            f"{len(charts):,} charts do not fit in one picture; {MOST_IN_ONE} do. "
            "Write --out FILE.csv or FILE.json, or take fewer rows."
        )
    in_grid = len(charts) > 1 and ending not in OF_EACH
    specs = [_grid(charts, settings)] if in_grid else [_spec(each, settings) for each in charts]
    width = options.width or (GRID_WIDTH if in_grid else WIDTH)
    height = options.height or (GRID_HEIGHT if in_grid else HEIGHT)
    try:
        if ending == ".svg":
            return svg(specs[0], width=width, height=height).encode()
        if ending == ".png":
            return png(specs[0], width=width, height=height)
        if ending == ".pdf":
            return pdf(specs, title=settings.title, **_sizes(options))
        return html(specs, title=settings.title if len(specs) > 1 else "", **_sizes(options)).encode()
    except UndrawableTextError as fault:
        raise Refusal(str(fault)) from fault


def _sizes(options: argparse.Namespace) -> dict[str, Any]:
    return {name: value for name in ("width", "height") if (value := getattr(options, name))}


def _spec(each: Charted, settings: Settings) -> ChartSpec:
    chart = settings.chart
    build = run_chart if chart.chart == "run" else control_chart
    build = xmr_chart if (chart.chart, chart.rules) == ("xmr", "mdc") else build
    return build(each.result, _captions(settings, each.series.label), words=each.reading)


def _grid(charts: Sequence[Charted], settings: Settings) -> ChartSpec:
    series = [Little(each.series.label, each.result) for each in charts]
    word = charts[0].result.center_word.capitalize()
    return small_multiples(series, _captions(settings), center_word=word)


def _captions(settings: Settings, label: str = "") -> Captions:
    return Captions(
        title=f"{settings.title}: {label}" if label else settings.title,
        unit=settings.unit,
        source=settings.source,
        period_word=settings.period_word,
        decimals=settings.decimals,
        count_word="Out of",
        ordered=settings.chart.time_ordered,
        options=settings.chart,
    )
