"""The tab of groups: one chart, one sentence, one table with the gap in points and as a ratio."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.stats import said
from groundswell.core.stats.rates import signed
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators.queries import GroupsView, IndicatorHere, groups_view
from groundswell.domain.indicators.queries.beside import Beside
from groundswell.domain.indicators.queries.groups import GroupNumber, range_words
from groundswell.domain.indicators.said import count_words, unit_of, value_words
from groundswell.web.design.nav import Link
from groundswell.web.indicators.share_part import SharePart, share_part
from groundswell.web.measures import drawing
from groundswell.web.measures.drawing import Drawing

REFERENCE = "Everyone else: all other students of the place in the same period."


@dataclass(frozen=True)
class GroupLine:
    """One row. `gap` and `ratio` are "" for all students; `links` lead on from this group's gap."""

    name: str
    students: str
    value: str
    interval: str
    others: str
    gap: str
    gap_interval: str
    ratio: str
    ratio_interval: str
    note: str
    withheld: bool
    links: tuple[Link, ...]


@dataclass(frozen=True)
class GroupsPart:
    heading: str
    sentence: str
    drawing: Drawing | None
    rows: tuple[GroupLine, ...]
    reference: str
    group_set: str
    with_gaps: bool
    gap_words: str
    value_words: str
    share: SharePart | None


def groups_part(here: IndicatorHere) -> GroupsPart | None:
    view = groups_view(here)
    if view is None:
        return None
    return GroupsPart(
        heading=_heading(view),
        sentence=view.sentence,
        drawing=drawing.large(view.chart, "groups", width=740) if view.chart else None,
        rows=tuple(_line(here, each) for each in view.numbers),
        reference=_(REFERENCE),
        group_set=view.group_set,
        with_gaps=any(each.beside for each in view.numbers),
        gap_words=gap_heading(here),
        value_words=value_heading(here),
        share=share_part(here, view.group_set),
    )


def links_from(here: IndicatorHere, each: GroupNumber) -> tuple[Link, ...]:
    """To a project that starts from this number, for who may start one here."""
    may = can(here.here.by, Permission.PROJECT_START, within=here.here.place.path).allowed
    if not may or not isinstance(each.value, Shown) or here.period == "term":
        return ()
    query = {"place": here.here.place.code, "indicator": here.indicator.id, "period": here.period}
    query |= {} if each.is_all else {"set": each.group_set, "group": each.group}
    return (Link(_("Work on this"), f"{reverse('project_start')}?{urlencode(query)}"),)


def gap_heading(here: IndicatorHere) -> str:
    """Heads a column of gaps, so that each says points and never percent."""
    return _("Gap, percentage points") if here.indicator.unit == "percent" else _("Gap, points")


def value_heading(here: IndicatorHere) -> str:
    """Heads a column of numbers; the page's title says of what."""
    return _("Share") if here.indicator.unit == "percent" else _("Number")


def _heading(view: GroupsView) -> str:
    return _("%(set)s, %(period)s") % {"set": view.set_name or _("All students"), "period": view.period}


def _line(here: IndicatorHere, each: GroupNumber) -> GroupLine:
    beside, known = each.beside, each.low is not None and each.high is not None
    return GroupLine(
        name=each.name,
        students=count_words(each.students),
        value=value_words(each.value, here.indicator),
        interval=range_words(here, each.low, each.high) if known else "",  # type: ignore[arg-type]
        others=said(beside.others.value, unit_of(here.indicator)) if beside else "",
        gap=signed(beside.points.value) if beside else "",
        gap_interval=_ends(beside) if beside else "",
        ratio=said(beside.ratio, "", 2) if beside and beside.ratio is not None else "",
        ratio_interval=_ratio_ends(beside) if beside else "",
        note=each.why_no_gap,
        withheld=isinstance(each.value, Suppressed),
        links=links_from(here, each),
    )


def _ends(beside: Beside) -> str:
    """The gap's own interval, with its signs: group less everyone else."""
    found = beside.points_interval
    if found is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": signed(found.low.value), "high": signed(found.high.value)}


def _ratio_ends(beside: Beside) -> str:
    if beside.ratio_interval is None:
        return ""
    low, high = (said(end, "", 2) for end in beside.ratio_interval)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
