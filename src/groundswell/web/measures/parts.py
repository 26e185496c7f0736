"""The parts that a school's page and a measure's page share.

The gap, one chart with its reading, the small multiples.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.charts import small_multiple, withheld
from groundswell.core.stats import Reading, counted, explain_point, said
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.periods import period_word, said_period, shown_grain
from groundswell.domain.measures.queries.charts import MeasureChart, captions, compute, read, unit_word
from groundswell.domain.measures.queries.points import MeasureSeries, Series
from groundswell.domain.places.groups import ALL_STUDENTS
from groundswell.web.design.nav import Link
from groundswell.web.measures import drawing, words
from groundswell.web.measures.drawing import Drawing

FEW_ENOUGH_TO_LINK = 40


@dataclass(frozen=True)
class ReadingView:
    """A reading on the page: the strong first words, the rest, and what it cannot tell."""

    kind: str
    strong: str
    paragraphs: tuple[str, ...]
    cannot: str


@dataclass(frozen=True)
class Tile:
    """One small multiple. A withheld group has its reason drawn as a veil, and no number anywhere."""

    name: str
    under: str
    svg: str
    kind: str
    word: str
    url: str


@dataclass(frozen=True)
class Tiles:
    tiles: tuple[Tile, ...]
    scale: str
    note: str


@dataclass(frozen=True)
class ChartView:
    """One large chart with its reading; `veil` says why there is none."""

    drawing: Drawing | None
    reading: ReadingView | None
    groups: tuple[Link, ...]
    group_name: str
    kind: str
    with_limits: bool
    veil: str = ""


@dataclass(frozen=True)
class PointNote:
    """The chosen point, explained."""

    title: str
    value: str
    kind: str
    heading: str
    sentences: tuple[str, ...]
    note: str
    cannot: str
    close: str


def reading_view(reading: Reading, *, name: str = "") -> ReadingView:
    strong = f"{name}: {reading.headline}" if name else reading.headline
    first, rest = reading.sentences[:2], reading.sentences[2:]
    paragraphs = tuple(" ".join(part) for part in (first, rest) if part)
    return ReadingView(reading.verdict, strong, paragraphs, words.cannot_words(reading))


def group_link(series: Series, current: str, url: Callable[[str], str]) -> Link:
    return Link(series.name, "" if series.group == current else url(series.group))


def tiles(numbers: MeasureSeries, *, url: Callable[[str], str]) -> Tiles | None:
    """All groups on one scale, with the line of all students behind each; None without groups."""
    if not numbers.groups:
        return None
    listed = [numbers.all_students, *numbers.groups] if numbers.all_students.points else numbers.groups
    shown = [value for series in listed for value in series.values.values() if value is not None]
    high = max(shown, default=1.0) * (
        1 + 1e-9
    )  # count / total x 100 does not always come back as the same float
    made = tuple(_tile(numbers, series, high, url) for series in listed)
    return Tiles(made, _scale_words(numbers.measure), words.withheld_note(numbers.withheld))


def _scale_words(measure: Measure) -> str:
    unit = unit_word(measure)
    start = said(0, unit)
    return _("All on one scale from %(start)s. Dotted: all students.") % {"start": start}


def _tile(numbers: MeasureSeries, series: Series, high: float, url: Callable[[str], str]) -> Tile:
    name = f"tile-{series.group or 'all'}"
    if series.latest is None:
        spec = withheld(words.withheld_words(), title=series.name, source=numbers.source or "–")
        return Tile(series.name, _("Withheld"), drawing.multiple(spec, name), "withheld", "", "")
    result = compute(series, kind="run")
    reading = read(result, numbers.measure)
    everyone = () if series.group == ALL_STUDENTS else tuple(numbers.all_students.values.items())
    spec = small_multiple(result, captions(numbers, series), high=high, everyone=everyone, words=reading)
    under = (
        [ngettext("%(count)d student", "%(count)d students", n) % {"count": n}]
        if (n := series.latest.n)
        else []
    )
    center = result.parts[-1].center if result.parts and result.parts[-1].center_shown else None
    under += (
        [_("median %(value)s") % {"value": said(center, unit_word(numbers.measure))}]
        if center is not None
        else []
    )
    under += [_("some periods withheld")] if any(point.is_withheld for point in series.points) else []
    word = reading.short if reading.verdict == "too_few" else _tile_word(reading)
    return Tile(
        series.name, " · ".join(under), drawing.multiple(spec, name), reading.verdict, word, url(series.group)
    )


def _tile_word(reading: Reading) -> str:
    return _("No signal") if reading.verdict == "no_signal" else reading.short


def chart_view(chart: MeasureChart, *, groups: tuple[Link, ...] = (), width: int = 700) -> ChartView:
    """One series as a large chart, or the veil when it may not be shown."""
    series, limits = chart.series, chart.result.chart != "run"
    empty = ChartView(None, None, groups, series.name, chart.result.chart, limits)
    if series.is_withheld:
        return ChartView(None, None, groups, series.name, chart.result.chart, limits, words.withheld_words())
    if series.latest is None:
        return empty
    made = drawing.large(chart.spec(), "chart", width=width)
    name = series.name if series.group else ""
    return ChartView(
        made, reading_view(chart.reading, name=name), groups, series.name, chart.result.chart, limits
    )


def group_links(numbers: MeasureSeries, current: str, url: Callable[[str], str]) -> tuple[Link, ...]:
    """All students and each group, as links; nothing when there are no groups."""
    if not numbers.groups:
        return ()
    return tuple(
        group_link(series, current, url)
        for series in (numbers.all_students, *numbers.groups)
        if series.points
    )


def linked(chart: MeasureChart, url: str) -> Callable[[int], str]:
    """Addresses of the points.

    In a long series the ordinary points are reached by the table instead of the Tab key.
    """
    points = chart.result.points
    few = len(points) <= FEW_ENOUGH_TO_LINK
    latest = max((i for i, point in enumerate(points) if point.y is not None), default=-1)
    return lambda index: f"{url}{index}#point" if few or index == latest or points[index].signals else ""


def point_note(chart: MeasureChart, index: int | None, *, close: str) -> PointNote | None:
    """The chosen point in sentences; None when the number asked for is not a point that may be shown."""
    if index is None or not 0 <= index < len(chart.series.points):
        return None
    point, measure = chart.series.points[index], chart.series.measure
    if point.value is None:
        return None
    signals = chart.result.points[index].signals
    kind = (
        {"improvement": "improving", "concern": "look-again"}.get(signals[0].meaning, "") if signals else ""
    )
    sentences = explain_point(chart.result, index, unit=unit_word(measure), period_word=period_word(measure))
    aside = (f"{point.set_aside}.",) if point.set_aside else ()
    return PointNote(
        title=said_period(shown_grain(measure), point.period),
        value=said(point.value, unit_word(measure)),
        kind=kind,
        heading=_("Why this point is marked") if signals else _("How to read this point"),
        sentences=(*aside, *sentences),
        note=point.note,
        cannot=words.cannot_words(chart.reading),
        close=close,
    )


def work_url(measure: Measure, place_code: str, group: str) -> str:
    """Where "Work on this" leads: a project's beginning with the problem filled in."""
    query = urlencode({"place": place_code, "measure": measure.code, "group": group})
    return f"/projects/start/?{query}"


def all_words(chart: MeasureChart) -> str:
    """The link to the whole table: "All 98 weeks"."""
    return _("All %(periods)s") % {
        "periods": counted(len(chart.result.values), period_word(chart.series.measure))
    }
