"""Funnel: one row per place, with limits for its size. Places stay in the order of the file."""

import argparse
from dataclasses import replace

import numpy as np

from groundswell.cli.charting.kinds.made import Kind, Made, reading_json, source_of, titled
from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.report import Json
from groundswell.cli.charting.rows import Cell, mark, place
from groundswell.cli.charting.series import Series, points_of
from groundswell.cli.charting.settings import PERCENT, decimals_of
from groundswell.core.charts import Captions, ChartSpec, funnel_chart
from groundswell.core.stats import (
    ChartOptions,
    ChartResult,
    Funnel,
    PointResult,
    Reading,
    counted,
    funnel,
    reading,
)
from groundswell.core.stats.funnel import PRIMED

COLUMNS = (
    "x", "value", "denominator", "center", "lower", "upper", "inner_lower", "inner_upper", "signals",
)  # fmt: skip
NOT_RANKED = "Places stand in the order of the file. A funnel does not rank them."
LIMIT_KEYS = ("n", "center", "lower", "upper", "inner_lower", "inner_upper")


def make(loaded: Loaded, series: Series, options: argparse.Namespace) -> Made:
    """Raises BadPointsError."""
    factor, word = multiply(options), options.period_word or "place"
    found = funnel(
        points_of(loaded, series, ()),
        options.kind or "p",
        overdispersion=options.overdispersion,
        center=_center(options),
        multiply=factor,
    )
    captions = _captions(loaded, series, options)
    words = reading(
        found.result, unit=captions.unit, period_word=word, decimals=captions.decimals, ordered=False
    )
    spec = funnel_chart(found, captions, words=words)
    notes = (*found.result.notes, *_without_number(found.result, word))
    return Made(
        series=series,
        spec=_said_in_full(spec, notes),
        lines=(words.headline, *words.sentences, *notes, NOT_RANKED, words.cannot_tell),
        columns=COLUMNS,
        rows=[_row(found.result, point) for point in found.result.points],
        summary=_summary(found.result, words),
        detail=_detail(found, words, notes),
    )


def _said_in_full(spec: ChartSpec, notes: tuple[str, ...]) -> ChartSpec:
    """The picture says what the words beside it say."""
    more = "".join(f" {note}" for note in notes if note not in spec.method)
    return replace(
        spec, sentence=spec.sentence + more, alt=spec.alt + more, method=f"{spec.method} Nothing is ranked."
    )


def multiply(options: argparse.Namespace) -> float:
    """From the raw to the shown unit: shares are shown in percent."""
    if options.multiply is not None:
        return float(options.multiply)
    return PERCENT if (options.kind or "p") == "p" else 1.0


def _center(options: argparse.Namespace) -> float | None:
    return None if options.center is None else float(options.center) / multiply(options)


def _captions(loaded: Loaded, series: Series, options: argparse.Namespace) -> Captions:
    percent = (options.kind or "p") == "p" and options.multiply is None
    decimals = decimals_of(loaded, multiply(options)) if options.decimals is None else options.decimals
    title = options.title or f"{options.value} of {options.denominator}"
    return Captions(
        title=titled(title, series),
        value_word=title,
        unit=options.unit if options.unit is not None else ("%" if percent else ""),
        source=source_of(options, loaded),
        period_word=options.period_word or "place",
        decimals=decimals,
        count_word=options.denominator,
        ordered=False,
        options=ChartOptions(chart=PRIMED[options.kind or "p"], center=_center(options)),
    )


def _without_number(result: ChartResult, word: str) -> tuple[str, ...]:
    lost = sum(point.y is None for point in result.points)
    if not lost:
        return ()
    has = "has no number: it is" if lost == 1 else "have no number: they are"
    return (f"{counted(lost, word)} {has} in the table and not on the plot.",)


def _row(result: ChartResult, point: PointResult) -> list[Cell]:
    part = result.parts[point.part]
    limits = (point.lower, point.upper, point.inner_lower, point.inner_upper)
    return [
        place(point.x),
        point.y,
        point.n,
        point.center if part.center_shown else None,
        *(limits if part.limits_shown else (None,) * len(limits)),
        "; ".join(dict.fromkeys(mark(signal.rule, signal.side) for signal in point.signals)),
    ]


def _summary(result: ChartResult, words: Reading) -> dict[str, Cell]:
    part = result.parts[-1] if result.parts else None
    return {
        "verdict": words.verdict,
        "n_values": len(result.values),
        "center": part.center if part and part.center_shown else None,
        "points_marked": sum(bool(point.signals) for point in result.points),
    }


def _detail(found: Funnel, words: Reading, notes: tuple[str, ...]) -> Json:
    points = [dict(zip(COLUMNS, _row(found.result, point), strict=True)) for point in found.result.points]
    for told, point in zip(points, found.result.points, strict=True):
        told |= {"signals": [{"rule": s.rule, "side": s.side, "words": s.words} for s in point.signals]}  # type: ignore[dict-item]
    return {
        "verdict": words.verdict,
        "reading": reading_json((words.headline, *words.sentences), words.cannot_tell),
        "notes": [*notes, NOT_RANKED],
        "points": points,
        "limits": [{key: getattr(step, key) for key in LIMIT_KEYS} for step in found.curve],
    }


def _chosen(options: argparse.Namespace) -> Json:
    return {
        "kind": options.kind or "p",
        "overdispersion": options.overdispersion,
        "center": options.center,
        "multiply": multiply(options),
    }


def _notices(loaded: Loaded, _options: argparse.Namespace) -> tuple[str, ...]:
    if loaded.denominators is None:
        return ()
    lost = int((np.isnan(loaded.values) | np.isnan(loaded.denominators)).sum())
    if not lost:
        return ()
    words = "rows has a number missing" if lost == 1 else "rows have a number missing"
    return (f"{lost:,} of {len(loaded.values):,} {words}: left off the plot, never zero.",)


FUNNEL = Kind("Funnel chart", make, _chosen, _notices)
