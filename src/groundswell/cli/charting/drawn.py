"""Charts as pictures: one chart large, several as small multiples on one scale."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from groundswell.cli.charting.one_scale import on_one_scale, on_own_scales
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
IN_TWO_COLUMNS = 4
OF_EACH = (".pdf", ".html")


def draw(ending: str, charts: Sequence[Charted], settings: Settings, options: argparse.Namespace) -> bytes:
    """The file's content: one chart; or several, small on one scale (SVG, PNG) or each in full (PDF, HTML).

    Raises `Refusal` for more than fit.
    """
    _require_room(ending if ending in OF_EACH else ".png", len(charts))
    if len(charts) > 1 and ending not in OF_EACH:
        grid = _grid(charts, settings, own_scales=options.own_scales)
        return _picture(ending, [grid], options, width=GRID_WIDTH, height=GRID_HEIGHT)
    return draw_specs(ending, [_spec(each, settings) for each in charts], settings.title, options)


def draw_specs(ending: str, specs: Sequence[ChartSpec], title: str, options: argparse.Namespace) -> bytes:
    """Charts in full, on one scale unless each is to have its own. Raises `Refusal` for more than fit."""
    _require_room(ending, len(specs))
    specs = on_own_scales(specs) if options.own_scales else on_one_scale(specs)
    if ending == ".pdf":
        return _said(lambda: pdf(specs, title=title, **_sizes(options)))
    if ending == ".html":
        heading = title if len(specs) > 1 else ""
        return _said(lambda: html(specs, title=heading, **_sizes(options)).encode())
    return _picture(ending, specs, options, width=WIDTH, height=HEIGHT)


def _require_room(ending: str, number: int) -> None:
    if ending == ".svg" and number > 1:
        raise Refusal(f"an SVG holds one of these charts, and there are {number}. Write .png, .pdf or .html.")
    if number > MOST_IN_ONE:
        raise Refusal(
            f"{number:,} charts do not fit in one picture; {MOST_IN_ONE} do. "
            "Write --out FILE.csv or FILE.json, or take fewer rows."
        )


def _picture(
    ending: str, specs: Sequence[ChartSpec], options: argparse.Namespace, *, width: float, height: float
) -> bytes:
    wide, tall = options.width or width, options.height or height
    if ending == ".svg":
        return _said(lambda: svg(specs[0], width=wide, height=tall).encode())
    columns = 1 if len(specs) < IN_TWO_COLUMNS else 2
    return _said(lambda: png(specs, width=wide, height=tall, columns=columns))


def _said(made: Callable[[], bytes]) -> bytes:
    try:
        return made()
    except UndrawableTextError as fault:
        raise Refusal(str(fault)) from fault


def _sizes(options: argparse.Namespace) -> dict[str, Any]:
    return {name: value for name in ("width", "height") if (value := getattr(options, name))}


def _spec(each: Charted, settings: Settings) -> ChartSpec:
    chart = settings.chart
    build = run_chart if chart.chart == "run" else control_chart
    build = xmr_chart if (chart.chart, chart.rules) == ("xmr", "mdc") else build
    return build(each.result, _captions(settings, each.series.label), words=each.reading)


def _grid(charts: Sequence[Charted], settings: Settings, *, own_scales: bool) -> ChartSpec:
    series = [Little(each.series.label, each.result) for each in charts]
    word = charts[0].result.center_word.capitalize()
    return small_multiples(series, _captions(settings), own_scales=own_scales, center_word=word)


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
