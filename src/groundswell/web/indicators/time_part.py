"""The tab over time: all students or a group beside everyone else, as a chart, a reading and a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.stats import said
from groundswell.core.stats.rates import signed
from groundswell.domain.indicators.queries import IndicatorHere, TimeView, time_view
from groundswell.domain.indicators.queries.over_time import PeriodNumber
from groundswell.domain.indicators.said import count_words, unit_of, value_words
from groundswell.web.indicators.change_part import ChangePart, change_part
from groundswell.web.indicators.groups_part import gap_heading, value_heading
from groundswell.web.measures import drawing
from groundswell.web.measures.drawing import Drawing
from groundswell.web.measures.parts import ReadingView, reading_view


@dataclass(frozen=True)
class TimeLine:
    period: str
    students: str
    value: str
    others: str
    gap: str
    withheld: bool


@dataclass(frozen=True)
class TimePart:
    heading: str
    drawing: Drawing | None
    reading: ReadingView | None
    rows: tuple[TimeLine, ...]
    with_others: bool
    note: str
    value_words: str
    gap_words: str
    change: ChangePart | None


def time_part(here: IndicatorHere) -> TimePart | None:
    view = time_view(here)
    if view is None:
        return None
    return TimePart(
        heading=_heading(view),
        drawing=drawing.large(view.chart, "time", width=740) if view.chart else None,
        reading=reading_view(view.reading) if view.reading else None,
        rows=tuple(_line(here, each, two=view.beside_others) for each in reversed(view.numbers)),
        with_others=view.beside_others,
        note=_("Gap: the group less everyone else, in the same period.") if view.beside_others else "",
        value_words=value_heading(here),
        gap_words=gap_heading(here),
        change=change_part(here),
    )


def _heading(view: TimeView) -> str:
    if view.beside_others:
        return _("%(group)s beside everyone else") % {"group": view.group}
    return view.group


def _line(here: IndicatorHere, each: PeriodNumber, *, two: bool) -> TimeLine:
    unit = unit_of(here.indicator)
    own = each.value.value if isinstance(each.value, Shown) else None
    apart = signed(own - each.others) if own is not None and each.others is not None else ""
    return TimeLine(
        period=each.said,
        students=count_words(each.students),
        value=value_words(each.value, here.indicator),
        others=said(each.others, unit) if two and each.others is not None else "",
        gap=apart if two else "",
        withheld=isinstance(each.value, Suppressed),
    )
