"""The parts that a school's page and a measure's page share.

The gap, one chart with its reading, the small multiples.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.charts import small_multiple, withheld
from groundswell.core.stats import Reading, counted, explain_point, said
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.periods import period_label, period_word, said_period, shown_grain
from groundswell.domain.measures.queries.charts import MeasureChart, captions, compute, read, unit_word
from groundswell.domain.measures.queries.gaps import Gap, Reference, gap, gaps, neighbors, widest
from groundswell.domain.measures.queries.points import MeasureSeries, Series
from groundswell.domain.measures.queries.settings import NO_CHOICES, Choices, CycleMark
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
class GapView:
    """Both lines, the gap under them, the reading, and the way to start working on it."""

    group: str
    group_name: str
    others_name: str
    reference: str
    groups: tuple[Link, ...]
    beside: tuple[Link, ...]
    drawing: Drawing
    apart: str
    reading: ReadingView


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


def gap_view(
    numbers: MeasureSeries,
    group: str,
    *,
    url: Callable[[str, str], str],
    beside: str = "",
    choices: Choices = NO_CHOICES,
    cycle_marks: Sequence[CycleMark] = (),
    width: int = 700,
) -> GapView | None:
    """The gap of the group asked for, else the widest one; None when no group can be compared.

    `url` gives the address of a group's gap, with the group beside it (empty: everyone else).
    """
    found = gaps(numbers)
    chosen = next((each for each in found if each.group.group == group), None)
    near = neighbors(numbers, group)
    if chosen is None and (not near or not group):
        chosen = widest(found)
        near = neighbors(numbers, chosen.group.group) if chosen else []
    own = chosen.group.group if chosen else group
    other = _other(beside, near, needed=chosen is None)
    told = {"choices": choices, "cycle_marks": cycle_marks}
    reference = chosen.reference if chosen else None
    shown = gap(numbers, own, reference=reference, beside=other, **told) if chosen or other else None  # type: ignore[arg-type]
    if shown is None:
        return None
    return GapView(
        group=own,
        group_name=shown.group.name,
        others_name=shown.others_name,
        reference=_reference_words(shown),
        groups=_comparable(numbers, found, own, url),
        beside=_beside_links(own, chosen, near, other, url),
        drawing=_gap_drawing(shown, width),
        apart=shown.words,
        reading=_gap_reading(shown),
    )


def _other(beside: str, near: Sequence[Series], *, needed: bool) -> str:
    """The group asked for, when it may stand beside; the first one, when nobody else can."""
    codes = [series.group for series in near]
    return beside if beside in codes else codes[0] if needed and codes else ""


def _comparable(
    numbers: MeasureSeries, found: Sequence[Gap], own: str, url: Callable[[str, str], str]
) -> tuple[Link, ...]:
    """Groups with a gap, and groups that another group of their set can stand beside."""
    with_gap = {each.group.group for each in found}
    listed = (series for series in numbers.groups if series.latest is not None)
    able = [series for series in listed if series.group in with_gap or neighbors(numbers, series.group)]
    return tuple(_group_link(series, own, lambda code: url(code, "")) for series in able)


def _beside_links(
    own: str, chosen: Gap | None, near: Sequence[Series], other: str, url: Callable[[str, str], str]
) -> tuple[Link, ...]:
    """The page's reference first, then the groups of the same set; nothing where there is no choice."""
    first = (Link(chosen.others_name, url(own, "") if other else ""),) if chosen else ()
    rest = tuple(_group_link(series, other, lambda code: url(own, code)) for series in near)
    return (*first, *rest) if len(near) > 1 else ()


def _gap_drawing(shown: Gap, width: int) -> Drawing:
    """The gap chart, its table's first column saying the period as the rest of the page does."""
    made = drawing.large(shown.spec(), "gap", width=width, height=420, phone=360)
    grain = shown_grain(shown.numbers.measure)
    rows = zip(shown.periods, made.rows, strict=True)
    return replace(made, rows=tuple((period_label(grain, period), *row[1:]) for period, row in rows))


def _reference_words(shown: Gap) -> str:
    if shown.reference == Reference.ALL_STUDENTS:
        return _("Every gap on this page is between a group and all students, the group included.")
    if shown.reference == Reference.ONE_GROUP:
        return _("These two groups do not hold everyone.")
    return _("Every gap on this page is between a group and everyone else.")


def _group_link(series: Series, current: str, url: Callable[[str], str]) -> Link:
    return Link(series.name, "" if series.group == current else url(series.group))


def _gap_reading(shown: Gap) -> ReadingView:
    """First how far apart the lines are now and whether that is ordinary; then the group's own line."""
    own = read(compute(shown.group), shown.numbers.measure)
    pair = shown.pair
    when = said_period(shown_grain(shown.numbers.measure), pair[0]) if pair else ""
    strong = _("%(group)s and %(others)s, %(when)s: %(apart)s.") % {
        "group": shown.group.name,
        "others": _within_a_sentence(shown),
        "when": when,
        "apart": shown.words,
    }
    of_gap = _("The gap: %(headline)s %(rest)s") % {
        "headline": shown.reading.headline,
        "rest": " ".join(shown.reading.sentences),
    }
    of_group = f"{shown.group.name}: {own.headline} {' '.join(own.sentences)}"
    cannot = _("why the lines differ, or whether the same students are counted each time.")
    return ReadingView("no-signal", strong, (of_gap, of_group), cannot)


def _within_a_sentence(shown: Gap) -> str:
    """The words "Everyone else" take small letters; a group's name stays as it is written."""
    name = shown.others_name
    is_phrase = name in {_("Everyone else"), _("All students")}
    return name[:1].lower() + name[1:] if is_phrase else name


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
        _group_link(series, current, url)
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
