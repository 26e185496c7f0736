"""Charts as CSV: one row per point, and for many series one row per series beside it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TextIO

from groundswell.cli.charting.series import Charted
from groundswell.core.stats import ChartResult, PointResult, Signal
from groundswell.core.stats.points import X

Cell = str | float | int | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

POINT_COLUMNS = (
    "x", "value", "denominator", "center", "lower", "upper", "signals", "phase", "phase_name", "set_aside",
)  # fmt: skip
SERIES_COLUMNS = (
    "verdict", "n_values", "n_useful", "center", "lower", "upper", "longest_run", "longest_run_max", "crossings",
    "crossings_min", "runs_signal", "points_marked",
)  # fmt: skip


def write_rows(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Empty cells for what is missing; numbers in full; no text that a spreadsheet would run as a formula."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([_safe(name) for name in header])
    writer.writerows([_said(cell) for cell in row] for row in rows)


@lru_cache(maxsize=2**16, typed=True)
def _said(cell: Cell) -> str:
    if cell is None:
        return ""
    return _safe(cell) if isinstance(cell, str) else number(cell)


def number(value: float) -> str:
    """A number so that it reads back as itself; whole numbers without a point."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def point_rows(charts: Iterable[Charted]) -> Iterator[list[Cell]]:
    """Keys, then `POINT_COLUMNS`. Lines that the chart does not show are empty here too."""
    for each in charts:
        keys = list(each.series.keys.values())
        for point in each.result.points:
            yield [*keys, *_point(each.result, point)]


def _point(result: ChartResult, point: PointResult) -> list[Cell]:
    part = result.parts[point.part]
    limits = (point.lower, point.upper) if part.limits_shown else (None, None)
    return [
        place(point.x),
        point.y,
        point.n,
        point.center if part.center_shown else None,
        *limits,
        "; ".join(mark(signal.rule, signal.side) for signal in _each_rule(point)),
        point.part + 1,
        part.name,
        point.set_aside,
    ]


def _each_rule(point: PointResult) -> list[Signal]:
    return list({(signal.rule, signal.side): signal for signal in point.signals}.values())


def mark(rule: str, side: str | None) -> str:
    """A rule and the side it marks, such as: outside_limits above."""
    return f"{rule} {side}" if side else rule


def place(x: X) -> Cell:
    """Dates as 2024-01-31; whole numbers and words as they are."""
    return x if isinstance(x, int | str) else x.isoformat()


def series_row(each: Charted) -> list[Cell]:
    """Keys, then `SERIES_COLUMNS`, about the latest phase (runs: of any phase)."""
    result = each.result
    latest = result.parts[-1]
    shown = latest.limits_shown
    return [
        *each.series.keys.values(),
        each.reading.verdict,
        len(result.values),
        latest.n_useful,
        latest.center if latest.center_shown else None,
        latest.lower if shown else None,
        latest.upper if shown else None,
        latest.longest_run,
        latest.longest_run_max,
        latest.crossings,
        latest.crossings_min,
        any(part.runs_signal for part in result.parts),
        sum(bool(point.signals) for point in result.points),
    ]
