"""One view model per page of this room."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.core.stats import said
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures.periods import period_label, shown_grain
from groundswell.domain.measures.queries.charts import MeasureChart, chart, unit_word
from groundswell.domain.measures.queries.gaps import gaps
from groundswell.domain.measures.queries.points import MeasureSeries, Series
from groundswell.domain.measures.queries.series import measure_series
from groundswell.domain.measures.queries.settings import Choices, CycleMark, choices_for
from groundswell.web.design.nav import Link, Tab
from groundswell.web.measures import parts, words
from groundswell.web.measures.counted import CountedView, counted_view
from groundswell.web.measures.crumbs import measure_crumb
from groundswell.web.measures.following import explorer_link
from groundswell.web.measures.gap_part import GapView, gap_view
from groundswell.web.measures.parts import ChartView, PointNote, Tiles
from groundswell.web.measures.spots import Spot, cycle_marks
from groundswell.web.measures.tables import NumberTable, number_table
from groundswell.web.measures.words import withheld_cell

ROWS_BESIDE_CHART = 10


@dataclass(frozen=True)
class GroupRow:
    """The latest number of one group that may be seen, and when that was."""

    name: str
    period: str
    students: str
    latest: str
    gap: str
    withheld: bool


@dataclass(frozen=True)
class MeasurePage:
    title: str
    over: str
    under: str
    crumb: tuple[Link, ...]
    tabs: tuple[Tab, ...]
    view: str
    gap: GapView | None
    tiles: Tiles | None
    chart: ChartView | None
    table: NumberTable | None
    group_rows: tuple[GroupRow, ...]
    point: PointNote | None
    how_set: list[tuple[str, str]]
    phases: tuple[tuple[str, str], ...]
    counted: CountedView
    explore: Link | None
    source: str
    may_edit: bool
    urls: Mapping[str, str]
    work_url: str
    table_url: str
    all_words: str
    table_title: str
    value_word: str
    printed: str


@dataclass(frozen=True)
class Look:
    """What a person asked to see of one measure, and what belongs to it."""

    by: Actor
    spot: Spot
    numbers: MeasureSeries
    view: str
    group: str
    beside: str
    point: int | None
    choices: Choices
    marks: tuple[CycleMark, ...]

    def address(self, view: str, group: str, **more: str) -> str:
        query = {"view": view} | ({"group": group} if group else {}) | more
        return f"{self.spot.url()}?{urlencode(query)}"

    @property
    def is_chart(self) -> bool:
        return self.view in {"run", "control"}

    @property
    def points_url(self) -> str:
        """The address of a point, to which its number is added."""
        return self.address(self.view if self.is_chart else "run", self.group, point="")


def look_at(by: Actor, spot: Spot, asked: Mapping[str, str]) -> Look:
    """`asked` holds what the address names: view, group, with (the group beside it), point."""
    numbers = measure_series(spot.measure, spot.place)
    view, group = _view(numbers, asked.get("view", "")), asked.get("group", "")
    choices = choices_for(spot.measure, spot.place, path=spot.path, group="" if view == "gap" else group)
    return Look(
        by=by,
        spot=spot,
        numbers=numbers,
        view=view,
        group=group,
        beside=asked.get("with", ""),
        point=_number(asked.get("point", "")),
        choices=choices,
        marks=cycle_marks(by, spot.project),
    )


def measure_page(by: Actor, spot: Spot, asked: Mapping[str, str]) -> MeasurePage:
    """The page of one measure, in the view that was asked for."""
    look = look_at(by, spot, asked)
    shown, gap = _chart(look), _gap(look)
    may_edit = spot.may_edit(by)
    return MeasurePage(
        title=spot.measure.name,
        over="" if spot.project else words.place_words(spot.place),
        under=_under(spot, look.numbers, look.group),
        crumb=measure_crumb(spot.project) if spot.project else (),
        tabs=tuple(_tabs(look)),
        view=look.view,
        gap=gap,
        tiles=_tiles(look),
        chart=_chart_view(look, shown) if look.is_chart else None,
        table=_table(look, shown),
        group_rows=_group_rows(look.numbers) if look.view == "table" else (),
        point=_point(look, shown),
        how_set=words.how_set(spot.measure, shown.result.chart, look.choices),
        phases=_phases(spot, look.choices) if may_edit else (),
        counted=counted_view(by, spot),
        explore=explorer_link(by, spot.measure, spot.place, group=gap.group if gap else look.group),
        source=shown.captions.source,
        may_edit=may_edit,
        urls=_urls(look) if may_edit else {"csv": spot.url("csv")},
        work_url=_work(by, spot, gap.group if gap else look.group),
        table_url=look.address("table", look.group),
        all_words=parts.all_words(shown),
        table_title=shown.series.name if look.view == "table" else _("The same numbers as a table"),
        value_word=spot.measure.name if unit_word(spot.measure) in {"", "%"} else unit_word(spot.measure),
        printed=_printed(by),
    )


def _chart(look: Look) -> MeasureChart:
    made = chart(
        look.numbers, group=look.group, kind=_kind(look), choices=look.choices, cycle_marks=look.marks
    )
    links = parts.linked(made, look.points_url)
    return replace(made, captions=replace(made.captions, href=links, selected=look.point))


def _chart_view(look: Look, shown: MeasureChart) -> ChartView:
    links = parts.group_links(look.numbers, look.group, lambda code: look.address(look.view, code))
    return parts.chart_view(shown, groups=links)


def _gap(look: Look) -> GapView | None:
    if look.view != "gap":
        return None

    def url(code: str, beside: str) -> str:
        return look.address("gap", code, **({"with": beside} if beside else {}))

    return gap_view(
        look.numbers, look.group, url=url, beside=look.beside, choices=look.choices, cycle_marks=look.marks
    )


def _tiles(look: Look) -> Tiles | None:
    if look.view not in {"gap", "groups"}:
        return None
    return parts.tiles(look.numbers, url=lambda code: look.address("run", code))


def _point(look: Look, shown: MeasureChart) -> PointNote | None:
    close = look.address(look.view, look.group)
    return parts.point_note(shown, look.point, close=close) if look.is_chart else None


def views_of(numbers: MeasureSeries) -> list[str]:
    """The views that this measure has here.

    No gap where nothing can be compared, no groups where there are none.
    """
    groups = bool(numbers.groups)
    gap = ["gap"] if groups and gaps(numbers) else []
    return [*gap, "run", "control", *(["groups"] if groups else []), "table"]


def _view(numbers: MeasureSeries, asked: str) -> str:
    """The view asked for, if this measure has it; else the gap, the groups, or the measure's own chart."""
    allowed = views_of(numbers)
    if asked in allowed:
        return asked
    own = "run" if numbers.measure.chart == "run" else "control"
    return next((view for view in ("gap", "groups") if view in allowed), own)


def _kind(look: Look) -> str:
    own = look.spot.measure.chart
    if look.view == "control":
        return own if own != "run" else "i"
    return "run" if look.view == "run" else own


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _tabs(look: Look) -> list[Tab]:
    labels = {
        "gap": _("Gap between groups"),
        "run": _("Run chart"),
        "control": _("Control chart"),
        "groups": _("By group"),
        "table": _("Table"),
    }
    allowed = views_of(look.numbers)
    return [
        Tab(labels[key], look.address(key, look.group), key == look.view) for key in labels if key in allowed
    ]


def _under(spot: Spot, numbers: MeasureSeries, group: str) -> str:
    name = numbers.group(group).name if group else ""
    said_parts = [
        name,
        words.unit_words(spot.measure),
        words.grain_words(spot.measure),
        words.better_words(spot.measure),
    ]
    line = " · ".join(part for part in said_parts if part)
    return line[:1].upper() + line[1:]


def _table(look: Look, shown: MeasureChart) -> NumberTable | None:
    if look.view in {"gap", "groups"}:
        return None
    limit = None if look.view == "table" else ROWS_BESIDE_CHART
    return number_table(shown, limit=limit, url=look.points_url, selected=look.point)


def _group_rows(numbers: MeasureSeries) -> tuple[GroupRow, ...]:
    """The latest number of each group, all with the same reference."""
    apart = {each.group.group: each.words for each in gaps(numbers)}
    return tuple(_group_row(numbers, series, apart.get(series.group, "")) for series in numbers.groups)


def _group_row(numbers: MeasureSeries, series: Series, apart: str) -> GroupRow:
    latest, measure = series.latest, numbers.measure
    if latest is None or latest.value is None:
        return GroupRow(series.name, "", "", withheld_cell(), "", withheld=True)
    students = "" if latest.n is None else f"{latest.n:,}"
    value = said(latest.value, unit_word(measure))
    when = period_label(shown_grain(measure), latest.period)
    return GroupRow(series.name, when, students, value, apart, withheld=False)


def _phases(spot: Spot, choices: Choices) -> tuple[tuple[str, str], ...]:
    return tuple((phase.name, spot.url("phase_remove", phase.pk)) for phase in choices.phases)


def _urls(look: Look) -> dict[str, str]:
    """Where the page's actions live. A choice is made for the group whose chart is open."""
    tail = f"?{urlencode({'group': look.group})}" if look.group and look.view != "gap" else ""
    made = {name: look.spot.url(name) + tail for name in ("note", "phase", "baseline")}
    made |= {"csv": look.spot.url("csv"), "frozen": "1" if look.choices.frozen_until else ""}
    if look.spot.project and look.spot.may_define(look.by):
        made["number"] = look.spot.url("number")
    return made


def _work(by: Actor, spot: Spot, group: str) -> str:
    if spot.project or not can(by, Permission.PROJECT_START, within=spot.place.path).allowed:
        return ""
    return parts.work_url(spot.measure, spot.place.code, group)


def _said_day(day: date) -> str:
    return date_format(day, "j F Y")


def _printed(by: Actor) -> str:
    return _("Printed by %(name)s on %(day)s. %(rule)s") % {
        "name": by.name,
        "day": _said_day(by.today),
        "rule": words.withheld_words(),
    }
