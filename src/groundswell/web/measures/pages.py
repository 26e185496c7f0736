"""One view model per page of this room."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures.counting import Counting, counting_of
from groundswell.domain.measures.models import Definition
from groundswell.domain.measures.queries.charts import chart, unit_word
from groundswell.domain.measures.queries.gaps import gaps
from groundswell.domain.measures.queries.points import MeasureSeries, Series
from groundswell.domain.measures.queries.series import measure_series
from groundswell.domain.measures.queries.settings import Choices, choices_for
from groundswell.core.stats import said
from groundswell.web.design.nav import Link, Tab
from groundswell.web.measures import parts, words
from groundswell.web.measures.crumbs import measure_crumb
from groundswell.web.measures.parts import ChartView, GapView, PointNote, Tiles
from groundswell.web.measures.spots import Spot, cycle_marks
from groundswell.web.measures.tables import NumberTable, number_table
from groundswell.web.measures.words import withheld_cell

ROWS_BESIDE_CHART = 10


@dataclass(frozen=True)
class CountedView:
    """How the measure is counted now, and what earlier definitions said."""

    number: int
    rows: list[tuple[str, str]]
    earlier: list[tuple[str, str]]
    edit_url: str


@dataclass(frozen=True)
class GroupRow:
    name: str
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
    source: str
    may_edit: bool
    urls: Mapping[str, str]
    work_url: str
    table_url: str
    all_words: str
    value_word: str
    withheld_cell: str
    printed: str


def measure_page(by: Actor, spot: Spot, asked: Mapping[str, str]) -> MeasurePage:
    """`asked` holds what the address names: view, group, point."""
    numbers = measure_series(spot.measure, spot.place)
    view = _view(numbers, asked.get("view", ""))
    group = asked.get("group", "")
    choices = choices_for(spot.measure, spot.place, path=spot.path, group="" if view == "gap" else group)
    marks = cycle_marks(by, spot.project)

    def address(new_view: str, new_group: str, point: str | None = None) -> str:
        query = {"view": new_view} | ({"group": new_group} if new_group else {})
        return f"{spot.url()}?{urlencode(query | ({} if point is None else {'point': point}))}"

    shown = chart(numbers, group=group, kind=_kind(spot, view), choices=choices, cycle_marks=marks)
    selected = _number(asked.get("point", ""))
    points_url = address(view if view in {"run", "control"} else "run", group, "")
    shown = replace(
        shown, captions=replace(shown.captions, href=parts.linked(shown, points_url), selected=selected)
    )
    gap_view = (
        parts.gap_view(
            numbers, group, url=lambda code: address("gap", code), choices=choices, cycle_marks=marks
        )
        if view == "gap"
        else None
    )
    one = parts.chart_view(shown, groups=parts.group_links(numbers, group, lambda code: address(view, code)))
    return MeasurePage(
        title=spot.measure.name,
        over="" if spot.project else words.place_words(spot.place),
        under=_under(spot, numbers, group),
        crumb=measure_crumb(spot.project) if spot.project else (),
        tabs=tuple(_tabs(numbers, view, group, address)),
        view=view,
        gap=gap_view,
        tiles=parts.tiles(numbers, url=lambda code: address("run", code))
        if view in {"gap", "groups"}
        else None,
        chart=one if view in {"run", "control"} else None,
        table=_table(shown, view, points_url, selected),
        group_rows=_group_rows(numbers) if view == "table" else (),
        point=parts.point_note(shown, selected, close=address(view, group))
        if view in {"run", "control"}
        else None,
        how_set=words.how_set(spot.measure, shown.result.chart, choices),
        phases=_phases(spot, choices) if spot.may_edit(by) else (),
        counted=_counted(by, spot),
        source=shown.captions.source,
        may_edit=spot.may_edit(by),
        urls=_urls(by, spot, choices, group),
        work_url=_work(by, spot, gap_view.group if gap_view else group),
        table_url=address("table", group),
        all_words=parts.all_words(shown),
        value_word=spot.measure.name if unit_word(spot.measure) in {"", "%"} else unit_word(spot.measure),
        withheld_cell=withheld_cell(),
        printed=_printed(by),
    )


def _view(numbers: MeasureSeries, asked: str) -> str:
    """The view asked for, if this measure has it; else the gap first, then the measure's own chart."""
    groups = bool(numbers.groups)
    comparable = bool(gaps(numbers)) if groups else False
    allowed = [*(["gap"] if comparable else []), "run", "control", *(["groups"] if groups else []), "table"]
    if asked in allowed:
        return asked
    if comparable:
        return "gap"
    if groups:
        return "groups"
    return "run" if numbers.measure.chart == "run" else "control"


def _kind(spot: Spot, view: str) -> str:
    if view == "control":
        return spot.measure.chart if spot.measure.chart != "run" else "i"
    return "run" if view == "run" else spot.measure.chart


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _tabs(numbers: MeasureSeries, view: str, group: str, address: object) -> list[Tab]:
    labels = {
        "gap": _("Gap between groups"),
        "run": _("Run chart"),
        "control": _("Control chart"),
        "groups": _("By group"),
        "table": _("Table"),
    }
    has_gap = bool(numbers.groups) and bool(gaps(numbers))
    keys = [key for key in labels if (key != "gap" or has_gap) and (key != "groups" or numbers.groups)]
    return [Tab(labels[key], address(key, group), key == view) for key in keys]  # type: ignore[operator]


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


def _table(shown: object, view: str, url: str, selected: int | None) -> NumberTable | None:
    if view in {"gap", "groups"}:
        return None
    limit = None if view == "table" else ROWS_BESIDE_CHART
    return number_table(shown, limit=limit, url=url, selected=selected)  # type: ignore[arg-type]


def _group_rows(numbers: MeasureSeries) -> tuple[GroupRow, ...]:
    """The latest number of each group, all with the same reference."""
    apart = {each.group.group: each.words for each in gaps(numbers)}
    return tuple(_group_row(numbers, series, apart.get(series.group, "")) for series in numbers.groups)


def _group_row(numbers: MeasureSeries, series: Series, apart: str) -> GroupRow:
    latest = series.latest
    if latest is None or latest.value is None:
        return GroupRow(series.name, "", withheld_cell(), "", withheld=True)
    students = "" if latest.n is None else f"{latest.n:,}"
    return GroupRow(
        series.name, students, said(latest.value, unit_word(numbers.measure)), apart, withheld=False
    )


def _phases(spot: Spot, choices: Choices) -> tuple[tuple[str, str], ...]:
    return tuple((phase.name, spot.url("phase_remove", phase.pk)) for phase in choices.phases)


def _urls(by: Actor, spot: Spot, choices: Choices, group: str) -> dict[str, str]:
    """Where the page's actions live. Choices on a chart are made for all students, where the team looks most."""
    tail = f"?{urlencode({'group': group})}" if group else ""
    made = {"csv": spot.url("csv")}
    if spot.may_edit(by):
        made |= {name: spot.url(name) + tail for name in ("note", "phase")}
        made["baseline"] = spot.url("baseline") + tail
        made["frozen"] = "1" if choices.frozen_until else ""
    if spot.project and spot.may_edit(by):
        made["number"] = spot.url("number")
    return made


def _work(by: Actor, spot: Spot, group: str) -> str:
    if spot.project or not can(by, Permission.PROJECT_START, within=spot.place.path).allowed:
        return ""
    return parts.work_url(spot.measure, spot.place.code, group)


def _counted(by: Actor, spot: Spot) -> CountedView:
    definitions = list(spot.measure.definitions.select_related("by").order_by("-number"))
    latest = definitions[0] if definitions else None
    edit = spot.url("definition") if spot.project and spot.may_define(by) else ""
    return CountedView(
        latest.number if latest else 0,
        counting_rows(counting_of(latest)),
        [_earlier(each) for each in definitions],
        edit,
    )


def counting_rows(counting: Counting) -> list[tuple[str, str]]:
    """What is filled in of an operational definition, as terms and words."""
    minutes = "" if counting.minutes is None else _("%(minutes)g minutes") % {"minutes": counting.minutes}
    rows = [
        (_("Question"), counting.question),
        (_("What is counted"), counting.numerator),
        (_("Out of"), counting.denominator),
        (_("How it is worked out"), counting.calculation),
        (_("Source"), counting.source),
        (_("Who counts"), counting.who),
        (_("When"), counting.when),
        (_("Everyone or a sample"), counting.sampling),
        (_("Time it takes"), minutes),
        (_("Groups"), counting.groups),
        (_("Baseline"), counting.baseline),
        (_("What it cannot tell"), counting.limits),
    ]
    return [(term, text) for term, text in rows if text]


def _earlier(definition: Definition) -> tuple[str, str]:
    """One line of the history: when, who, why."""
    when = _("Version %(number)d, %(day)s") % {
        "number": definition.number,
        "day": _said_day(definition.at.date()),
    }
    who = f"{definition.by.name}: " if definition.by else ""
    return when, f"{who}{definition.reason}" if definition.reason else _("First definition")


def _said_day(day: date) -> str:
    return date_format(day, "j F Y")


def _printed(by: Actor) -> str:
    return _("Printed by %(name)s on %(day)s. %(rule)s") % {
        "name": by.name,
        "day": _said_day(by.today),
        "rule": words.withheld_words(),
    }
