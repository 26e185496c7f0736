"""The same numbers as rows: for the page's table, and for the file people download."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.charts import point_reading
from groundswell.core.stats import ChartResult, said
from groundswell.domain.measures.periods import period_label, shown_grain
from groundswell.domain.measures.queries.charts import MeasureChart, unit_word
from groundswell.domain.measures.queries.points import MeasureSeries, Series, SeriesPoint
from groundswell.web.measures.words import withheld_cell

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class NumberRow:
    """One period of a series, newest first on the page. `mark` is the shape beside its reading."""

    index: int
    period: str
    value: str
    students: str
    reading: str
    mark: str
    notes: str
    withheld: bool
    url: str
    chosen: bool


@dataclass(frozen=True)
class NumberTable:
    rows: tuple[NumberRow, ...]
    with_students: bool
    has_more: bool


def number_table(
    chart: MeasureChart, *, limit: int | None, url: str, selected: int | None = None
) -> NumberTable:
    """The last `limit` periods (all when None), newest first; pauses with nothing to tell are left out.

    `url` opens one point when its number is added.
    """
    points = chart.series.points
    rows = [_row(chart, index, point, url, chosen=index == selected) for index, point in enumerate(points)]
    told = [row for row, point in zip(rows, points, strict=True) if point.figure is not None or row.notes]
    newest = list(reversed(told))[:limit]
    with_students = any(point.size is not None for point in points)
    return NumberTable(tuple(newest), with_students, has_more=len(told) > len(newest))


def _row(chart: MeasureChart, index: int, point: SeriesPoint, url: str, *, chosen: bool) -> NumberRow:
    measure = chart.series.measure
    return NumberRow(
        index=index,
        period=period_label(shown_grain(measure), point.period),
        value=value_words(point, unit_word(measure)),
        students="" if point.is_withheld else "" if point.n is None else f"{point.n:,}",
        reading="" if point.is_withheld else point_reading(chart.result, index),
        mark=mark_of(chart.result, index),
        notes=notes_at(chart, index),
        withheld=point.is_withheld,
        url=f"{url}{index}#point" if point.value is not None else "",
        chosen=chosen,
    )


def value_words(point: SeriesPoint, unit: str) -> str:
    if point.is_withheld:
        return withheld_cell()
    return _("no number") if point.value is None else said(point.value, unit)


def mark_of(result: ChartResult, index: int) -> str:
    signals = result.points[index].signals
    shapes = {"improvement": "improving", "concern": "look-again"}
    return shapes.get(signals[0].meaning, "") if signals else ""


def notes_at(chart: MeasureChart, index: int) -> str:
    """People's note on the number, and the tests and events that fall into its period."""
    points = chart.series.points
    start = points[index].period
    end = points[index + 1].period if index + 1 < len(points) else None
    cycles = [
        _("Test %(number)s") % {"number": ring.number}
        for ring in chart.captions.cycles
        if _falls(ring.x, start, end)
    ]
    told = [mark.words for mark in chart.captions.contexts if _falls(mark.x, start, end)]
    return "; ".join(part for part in (points[index].note, *cycles, *told) if part)


def _falls(day: object, start: object, end: object) -> bool:
    return bool(day >= start and (end is None or day < end))  # type: ignore[operator]


def csv_text(numbers: MeasureSeries) -> str:
    """Every group and period as a file.

    What is withheld on the page is withheld here, in words, never blank or 0.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["measure", "place", "group", "period_start", "value", "unit", "students", "note", "source"]
    )
    for series in (numbers.all_students, *numbers.groups):
        writer.writerows([safe(cell) for cell in row] for row in _csv_rows(numbers, series))
    return out.getvalue()


def _csv_rows(numbers: MeasureSeries, series: Series) -> Iterable[list[str]]:
    for point in series.points:
        yield [
            numbers.measure.name,
            numbers.place.name,
            series.name,
            point.period.isoformat(),
            _csv_value(point),
            numbers.measure.unit,
            _csv_students(point),
            point.set_aside or point.note,
            numbers.source,
        ]


def _csv_value(point: SeriesPoint) -> str:
    if point.is_withheld:
        return withheld_cell()
    return _("no number") if point.value is None else f"{point.value:.4f}".rstrip("0").rstrip(".")


def _csv_students(point: SeriesPoint) -> str:
    if point.is_withheld:
        return withheld_cell()
    return _("not given") if point.n is None else str(point.n)


def safe(cell: str) -> str:
    """A cell that a spreadsheet will not run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
