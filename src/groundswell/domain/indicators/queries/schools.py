"""The schools below a place side by side: by name or by size, as a funnel where students are counted. No ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from groundswell.core.charts import ChartSpec, Interval, funnel_chart, interval_chart
from groundswell.core.disclosure.released import Coded, Released, Shown
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.stats import Point, counted, said
from groundswell.core.stats.funnel import funnel
from groundswell.core.stats.result import FEWEST_FOR_LIMITS
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.names import group_name
from groundswell.domain.indicators.queries.beside import counts_of
from groundswell.domain.indicators.queries.charts import captions
from groundswell.domain.indicators.queries.groups import interval_of, range_words
from groundswell.domain.indicators.queries.opened import DataHere, IndicatorHere
from groundswell.domain.indicators.said import (
    coded_words,
    number_of,
    period_said,
    unit_of,
    value_words,
    why_withheld,
)
from groundswell.store.release.reading import DataPlace

Order = Literal["name", "size"]
MOST_DRAWN = 20
PLAIN = "Dot: the number. Line: its 95% interval, where students are counted. Schools are listed by name."
CANNOT = (
    "What this cannot tell: why a school differs, or which school does better. Schools serve different "
    "students, and small schools swing more by chance."
)


@dataclass(frozen=True)
class SchoolNumber:
    """One school below. `code` is its place in the house, "" where it has none."""

    organization_id: str
    name: str
    code: str
    students: Released | None
    value: Released | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class SchoolsView:
    """Schools in the order asked for. `chart` is a funnel from 12 schools on, intervals for few, else None."""

    period: str
    group: str
    order: Order
    schools: tuple[SchoolNumber, ...]
    chart: ChartSpec | None
    is_funnel: bool
    sentence: str
    cannot_tell: str
    nobody_at: tuple[str, ...]


def has_schools_below(here: DataHere) -> bool:
    """Whether the person may see the schools of this place side by side."""
    return here.sight == "all" and here.organization is not None and here.organization.kind != "school"


def schools_view(here: IndicatorHere) -> SchoolsView | None:
    """None at a school, for who sees this place's totals alone, and where nobody is counted."""
    if here.when is None or not has_schools_below(here.here):
        return None
    below = schools_below(here.here)
    rows = {row.place: row for row in here.below(group=here.group) if row.place in below}
    codes = place_codes(here.here)
    listed = [_school(here, below[name], row, codes) for name, row in rows.items()]
    order: Order = "size" if here.choice.order == "size" else "name"
    schools = tuple(sorted(listed, key=lambda each: _place_in(order, each)))
    chart, sentence = _chart(here, schools)
    return SchoolsView(
        period=period_said(here.when[1], here.period),
        group=group_name(*here.group),
        order=order,
        schools=schools,
        chart=chart,
        is_funnel=_is_funnel(here, schools),
        sentence=sentence,
        cannot_tell=CANNOT,
        nobody_at=tuple(sorted(below[name].name for name in below if name not in rows)),
    )


def schools_below(here: DataHere) -> dict[str, DataPlace]:
    """Schools of a district, or all of them for a network, by id."""
    own = here.organization
    schools = [each for each in here.data_places.values() if each.kind == "school"]
    if own is None or own.kind == "school":
        return {}
    return {each.id: each for each in schools if own.kind == "network" or each.parent == own.id}


def place_codes(here: DataHere) -> Mapping[str, str]:
    """Codes of the places that schools of the data are, for those that may be named to the person."""
    linked = PlaceInData.objects.named_to(here.by).filter(kind=PlaceInData.Kind.SCHOOL)
    return dict(linked.values_list("organization_id", "place__code"))


def _place_in(order: Order, school: SchoolNumber) -> tuple[float, str]:
    """By name; or the largest first, and those whose size is withheld last."""
    size = number_of(school.students) if order == "size" else None
    known = -(size or 0.0) if size is not None else (1.0 if order == "size" else 0.0)
    return (known, school.name)


def _school(
    here: IndicatorHere, place: DataPlace, row: ReleasedResult, codes: Mapping[str, str]
) -> SchoolNumber:
    low, high = interval_of(here, row)
    code = codes.get(place.id, "")
    return SchoolNumber(place.id, place.name, code, row.students, row.value, low, high)


def _is_funnel(here: IndicatorHere, schools: Sequence[SchoolNumber]) -> bool:
    shown = sum(isinstance(each.value, Shown) and isinstance(each.students, Shown) for each in schools)
    return here.indicator.counts_persons and shown >= FEWEST_FOR_LIMITS


def _chart(here: IndicatorHere, schools: Sequence[SchoolNumber]) -> tuple[ChartSpec | None, str]:
    if _is_funnel(here, schools):
        chart = _funnel(here, schools)
        return chart, chart.sentence
    sentence = _spread(here, schools)
    by_name = sorted(schools, key=lambda each: each.name)
    few = 0 < len(by_name) <= MOST_DRAWN and any(isinstance(each.value, Shown) for each in by_name)
    return (_intervals(here, by_name, sentence) if few else None), sentence


def _title(here: IndicatorHere) -> str:
    label = here.when[1] if here.when else ""
    return f"{here.indicator.name}, {group_name(*here.group)}, schools, {period_said(label, here.period)}"


def _funnel(here: IndicatorHere, schools: Sequence[SchoolNumber]) -> ChartSpec:
    """Limits are widened by how much more than chance alone the schools differ: they serve different students."""
    names = unique_names(schools)
    points, kept = [], {}
    rows = {row.place: row for row in here.below(group=here.group)}
    for each in sorted(schools, key=lambda each: each.name):
        counts, name = counts_of(rows.get(each.organization_id)), names[each.organization_id]
        if counts is None:
            kept[name] = _kept_words(here, each.value)
            continue
        points.append(Point(name, counts.numerator, counts.denominator))
    found = funnel(points, "p", overdispersion=True, multiply=100)
    return funnel_chart(found, captions(here, _title(here), period_word="school"), kept=kept)


def _kept_words(here: IndicatorHere, value: Released | None) -> str:
    if isinstance(value, Coded):
        return _("Said as a bound: %(value)s") % {"value": coded_words(value)}
    return why_withheld(here.manifest)


def unique_names(schools: Sequence[SchoolNumber]) -> dict[str, str]:
    """Names by id; schools of one name are told apart by their ids."""
    names = [each.name for each in schools]
    return {
        each.organization_id: f"{each.name} ({each.organization_id})"
        if names.count(each.name) > 1
        else each.name
        for each in schools
    }


def _intervals(here: IndicatorHere, schools: Sequence[SchoolNumber], sentence: str) -> ChartSpec:
    own = number_of(here.rows.value(here.when, here.group))
    return interval_chart(
        [_interval(here, each) for each in schools],
        captions(here, _title(here), period_word="school"),
        sentence=sentence,
        method=PLAIN,
        reference=own,
        reference_words=_("all of them together") if own is not None else "",
    )


def _interval(here: IndicatorHere, each: SchoolNumber) -> Interval:
    words = value_words(each.value, here.indicator)
    if each.low is not None and each.high is not None:
        words = f"{words} ({range_words(here, each.low, each.high)})"
    return Interval(each.name, words, number_of(each.value), each.low, each.high)


def _spread(here: IndicatorHere, schools: Sequence[SchoolNumber]) -> str:
    """Between which numbers the schools lie. No school is named, since lowest and highest are no judgment."""
    known = [v for each in schools if (v := number_of(each.value)) is not None]
    if not known:
        return _("No school's number may be shown.")
    unit = unit_of(here.indicator)
    low, high = said(min(known), unit), said(max(known), unit)
    told = _("%(schools)s: from %(low)s to %(high)s.") % {
        "schools": counted(len(known), "school"), "low": low, "high": high,
    }  # fmt: skip
    kept = len(schools) - len(known)
    more = _("%(count)d more are withheld or said as a bound.") % {"count": kept} if kept else ""
    return f"{told} {more}".strip()
