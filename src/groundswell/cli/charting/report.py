"""Charts as JSON with stable keys (docs/how-to/chart-a-file.md lists them). Missing is null, never zero."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from groundswell.cli.charting.many import Scanned
from groundswell.cli.charting.many import point_rows as scanned_points
from groundswell.cli.charting.many import series_rows as scanned_series
from groundswell.cli.charting.rows import POINT_COLUMNS, SERIES_COLUMNS, Cell, place
from groundswell.cli.charting.series import Charted, rephase
from groundswell.cli.charting.settings import Settings
from groundswell.core.stats import ChartOptions, ChartResult, PartResult, PointResult, Signal
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.points import X
from groundswell.core.stats.rules.sets import RULE_SETS

FORMAT, VERSION = "groundswell-chart", 1
Json = dict[str, Any]


def write_report(file: TextIO, head: Json, series: Iterable[Json]) -> None:
    """One object; the list of series is written one at a time, so that its length does not matter."""
    text = json.dumps(head | {"series": None}, ensure_ascii=False, allow_nan=False, indent=1)
    before, _, after = text.rpartition("null")
    file.write(f"{before}[")
    for number, each in enumerate(series):
        file.write(",\n" if number else "\n")
        file.write(json.dumps(each, ensure_ascii=False, allow_nan=False))
    file.write(f"\n]{after}\n")


def head_of(settings: Settings, columns: Mapping[str, object], notices: Sequence[str]) -> Json:
    """Everything but the series: what was charted, how, and what the reader had to assume."""
    chart = settings.chart
    rules = RULE_SETS[chart.rules]
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": settings.title,
        "unit": settings.unit,
        "source": settings.source,
        "period_word": settings.period_word,
        "columns": dict(columns),
        "chart": {"name": chart.chart, "title": CHARTS[chart.chart].title},
        "rules": {
            "name": rules.name,
            "version": rules.version,
            "title": rules.title,
            "source": rules.source,
            "runs_method": chart.runs_method,
        },
        "options": _options(settings),
        "notices": list(notices),
    }


def _options(settings: Settings) -> Json:
    chart = settings.chart
    return {
        "phases": [
            {
                "start": place(phase.start),
                "reason": phase.reason,
                "name": phase.name,
                "baseline_until": _place(phase.baseline_until),
            }
            for phase in chart.phases
        ],
        "baseline_until": _place(chart.baseline_until),
        "excluded": [{"x": place(each.x), "reason": each.reason} for each in chart.excluded],
        "center": None if chart.center is None else chart.center * chart.multiply,
        "target": chart.target,
        "direction": chart.direction,
        "multiply": chart.multiply,
        "screened": chart.screened,
        "floor_at_zero": chart.floor_at_zero,
        "time_ordered": chart.time_ordered,
        "aggregate": chart.aggregate,
        "period": settings.period,
    }


def _place(x: X | None) -> Cell:
    return None if x is None else place(x)


def charted_json(each: Charted, more: Json, options: ChartOptions) -> Json:
    """One series in full. `more` goes beside the verdict (p and stands_out)."""
    result, words = each.result, each.reading
    return {
        "keys": each.series.keys,
        "verdict": words.verdict,
        **more,
        "reading": {
            "headline": words.headline,
            "sentences": list(words.sentences),
            "cannot_tell": words.cannot_tell,
        },
        "rephase_questions": [
            {"start": place(asked.start), "questions": list(asked.questions), "advice": asked.advice}
            for asked in rephase(each, options)
        ],
        "notes": list(result.notes),
        "phases": [_part(result, part) for part in result.parts],
        "points": [_point(result, point) for point in result.points],
    }


def _part(result: ChartResult, part: PartResult) -> Json:
    at = [place(point.x) for point in result.points]
    return {
        "first": at[part.start_index],
        "last": at[part.end_index],
        "name": part.name,
        "reason": part.reason,
        "baseline_until": _place(part.baseline_until),
        "n_points": part.n_points,
        "n_values": part.n_values,
        "n_useful": part.n_useful,
        "n_baseline": part.n_baseline,
        "center": part.center if part.center_shown else None,
        "lower": part.lower if part.limits_shown else None,
        "upper": part.upper if part.limits_shown else None,
        "limits_shown": part.limits_shown,
        "longest_run": part.longest_run,
        "longest_run_max": part.longest_run_max,
        "crossings": part.crossings,
        "crossings_min": part.crossings_min,
        "runs_signal": part.runs_signal,
        "run": None
        if part.run_window is None
        else {"points": [at[k] for k in part.run_window.indices], "side": part.run_window.side},
    }


def _point(result: ChartResult, point: PointResult) -> Json:
    part = result.parts[point.part]
    return {
        "x": place(point.x),
        "value": point.y,
        "denominator": point.n,
        "center": point.center if part.center_shown else None,
        "lower": point.lower if part.limits_shown else None,
        "upper": point.upper if part.limits_shown else None,
        "phase": point.part + 1,
        "set_aside": point.set_aside or None,
        "signals": [_signal(result, signal) for signal in point.signals],
    }


def _signal(result: ChartResult, signal: Signal) -> Json:
    return {
        "rule": signal.rule,
        "side": signal.side,
        "meaning": signal.meaning,
        "words": signal.words,
        "points": [place(result.points[k].x) for k in signal.window],
    }


def scanned_json(scanned: Scanned) -> Iterator[Json]:
    """Series of a scan: verdicts and points, without sentences."""
    columns = [*SERIES_COLUMNS, *(("p", "stands_out") if scanned.found else ())]
    width, keys = len(scanned.scan.grid.xs), len(scanned.keys)
    points = scanned_points(scanned)
    for row in scanned_series(scanned):
        told = dict(zip(columns, row[keys:], strict=True))
        mine = [next(points)[keys:] for _ in range(width)]
        yield {
            "keys": dict(zip(scanned.keys, row[:keys], strict=True)),
            **told,
            "points": [_scanned_point(point) for point in mine],
        }


def _scanned_point(row: list[Cell]) -> Json:
    point: Json = dict(zip(POINT_COLUMNS, row, strict=True))
    del point["phase_name"]
    point["set_aside"] = point["set_aside"] or None
    point["signals"] = str(point["signals"]).split("; ") if point["signals"] else []
    return point
