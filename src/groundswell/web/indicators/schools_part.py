"""The tab of schools: a funnel or intervals, and a table by name or size. It ranks nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from groundswell.core.disclosure.released import Suppressed
from groundswell.domain.indicators.names import names_listed
from groundswell.domain.indicators.queries import IndicatorHere, schools_view
from groundswell.domain.indicators.queries.groups import range_words
from groundswell.domain.indicators.queries.schools import SchoolNumber
from groundswell.domain.indicators.said import count_words, value_words
from groundswell.web.design.nav import Link
from groundswell.web.indicators.addresses import Address
from groundswell.web.indicators.bright_part import BrightPart, bright_part
from groundswell.web.indicators.groups_part import value_heading
from groundswell.web.measures import drawing
from groundswell.web.measures.drawing import Drawing

TALL = 380
ON_A_PAGE = 100


@dataclass(frozen=True)
class SchoolLine:
    name: str
    url: str
    students: str
    value: str
    interval: str
    withheld: bool


@dataclass(frozen=True)
class SchoolsPart:
    period: str
    group: str
    drawing: Drawing | None
    sentence: str
    cannot: str
    rows: tuple[SchoolLine, ...]
    pages: tuple[Link, ...]
    nobody_at: str
    value_words: str
    bright: BrightPart | None


def schools_part(here: IndicatorHere, address: Address) -> SchoolsPart | None:
    view = schools_view(here)
    if view is None:
        return None
    return SchoolsPart(
        period=view.period,
        group=view.group,
        drawing=drawing.large(view.chart, "schools", width=740, height=TALL, phone=300)
        if view.chart
        else None,
        sentence=view.sentence,
        cannot=view.cannot_tell.removeprefix("What this cannot tell: "),
        rows=tuple(_line(here, each) for each in page_of(view.schools, here.choice.page)),
        pages=page_links(view.schools, here.choice.page, address),
        nobody_at=names_listed(view.nobody_at),
        value_words=value_heading(here),
        bright=bright_part(here),
    )


def page_of(schools: Sequence[SchoolNumber], asked: str) -> Sequence[SchoolNumber]:
    """The schools of one page; another word than a page's number gives the first."""
    first = (_page_number(schools, asked) - 1) * ON_A_PAGE
    return schools[first : first + ON_A_PAGE]


def page_links(schools: Sequence[SchoolNumber], asked: str, address: Address) -> tuple[Link, ...]:
    """One link for each page, named by its first and last school; none where one page holds all."""
    if len(schools) <= ON_A_PAGE:
        return ()
    current = _page_number(schools, asked)
    starts = range(0, len(schools), ON_A_PAGE)
    return tuple(
        Link(
            _span(schools[first : first + ON_A_PAGE]),
            "" if number == current else address.with_(page=str(number)),
        )
        for number, first in enumerate(starts, start=1)
    )


def _page_number(schools: Sequence[SchoolNumber], asked: str) -> int:
    last = max(1, -(-len(schools) // ON_A_PAGE))
    return min(int(asked), last) if asked.isascii() and asked.isdecimal() and int(asked[:6]) else 1


def _span(schools: Sequence[SchoolNumber]) -> str:
    return f"{schools[0].name} – {schools[-1].name}"


def _line(here: IndicatorHere, each: SchoolNumber) -> SchoolLine:
    known = each.low is not None and each.high is not None
    return SchoolLine(
        name=each.name,
        url=reverse("place_indicator", args=[each.code, here.indicator.id]) if each.code else "",
        students=count_words(each.students),
        value=value_words(each.value, here.indicator),
        interval=range_words(here, each.low, each.high) if known else "",  # type: ignore[arg-type]
        withheld=isinstance(each.value, Suppressed),
    )
