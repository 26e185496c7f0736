"""The view model of a school's, district's or network's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.measures.queries.cards import MeasureCard, measure_cards, measures_at, through
from groundswell.domain.measures.queries.charts import chart
from groundswell.domain.measures.queries.settings import choices_for
from groundswell.domain.places.models import Place
from groundswell.domain.places.queries import schools_below
from groundswell.web.design.nav import Tab
from groundswell.web.measures import lists, parts, words
from groundswell.web.measures.following import explorer_addresses
from groundswell.web.measures.gap_part import GapView, gap_view
from groundswell.web.measures.lists import ListRow
from groundswell.web.measures.parts import ChartView, Tiles
from groundswell.web.places.setup import Setup, setup

WIDE = 940


@dataclass(frozen=True)
class SchoolRow:
    """A school in a list by name. No number stands beside it: this list ranks nobody."""

    name: str
    url: str
    under: str


@dataclass(frozen=True)
class Focus:
    """The measure that is open on the page."""

    name: str
    under: str
    url: str
    tabs: tuple[Tab, ...]
    gap: GapView | None
    chart: ChartView | None
    tiles: Tiles | None
    source: str
    work_url: str


@dataclass(frozen=True)
class PlacePage:
    title: str
    over: str
    name: str
    about: str
    rows: tuple[ListRow, ...]
    focus: Focus | None
    schools: tuple[SchoolRow, ...]
    schools_title: str
    not_for_you: str
    imports_url: str
    data_url: str
    setup: Setup


def place_page(by: Actor, place: Place, asked: Mapping[str, str]) -> PlacePage:
    """`asked` may name the measure that is open and the group whose gap is shown."""
    may_see = can(by, Permission.MEASURE_VIEW, within=place.path).allowed
    cards = measure_cards(place, measures_at(place), with_empty=False) if may_see else []
    open_card = _open(cards, asked.get("measure", ""))
    return PlacePage(
        title=_("What our numbers show") if place.kind == Place.Kind.SCHOOL else place.name,
        over=_over(place, cards),
        name=place.name,
        about=place.about if place.kind == Place.Kind.NETWORK else "",
        rows=lists.rows(
            cards,
            url=_measure_url,
            current=open_card.measure.pk if open_card else None,
            explore=explorer_addresses(by, place, [card.measure for card in cards]),
        ),
        focus=_focus(by, place, open_card, asked) if open_card else None,
        schools=_school_rows((Place.objects.visible_to(by) & schools_below(place)).order_by("name")),
        schools_title=_("Schools, by name"),
        not_for_you=""
        if may_see
        else _("The numbers of %(place)s are for the people who work for all of it.") % {"place": place.name},
        imports_url=f"/places/{place.code}/imports/"
        if can(by, Permission.IMPORT_RUN, within=place.path).allowed
        else "",
        data_url=_data_url(by, place),
        setup=setup(by, place, shown=[card.measure.pk for card in cards]),
    )


def _data_url(by: Actor, place: Place) -> str:
    """Where the student data of this place are shown, if they are and this person may see them."""
    linked = PlaceInData.objects.visible_to(by).filter(place=place).exists()
    return reverse("place_data", args=[place.code]) if linked else ""


def _over(place: Place, cards: Sequence[MeasureCard]) -> str:
    newest = through(cards)
    told = _("numbers through %(period)s") % {"period": newest[:1].lower() + newest[1:]} if newest else ""
    return " · ".join(part for part in (words.place_words(place), told) if part)


def _measure_url(card: MeasureCard) -> str:
    return reverse("place_measure", args=[card.place.code, card.measure.code])


def _open(cards: Sequence[MeasureCard], code: str) -> MeasureCard | None:
    """The measure asked for; else the first with a gap between groups; else the first of all."""
    asked = (card for card in cards if card.measure.code == code)
    with_gap = (card for card in cards if card.gap is not None)
    return next(asked, None) or next(with_gap, None) or next(iter(cards), None)


def _focus(by: Actor, place: Place, card: MeasureCard, asked: Mapping[str, str]) -> Focus:
    numbers, url = card.numbers, _measure_url(card)
    choices = choices_for(card.measure, place, path=place.path)

    def here(code: str, beside: str) -> str:
        query = {"measure": card.measure.code, "group": code} | ({"with": beside} if beside else {})
        return f"?{urlencode(query)}#gap"

    group, beside = asked.get("group", ""), asked.get("with", "")
    gap = gap_view(numbers, group, url=here, beside=beside, choices=choices, width=WIDE)
    made = chart(numbers, choices=choices)
    may_start = can(by, Permission.PROJECT_START, within=place.path).allowed
    return Focus(
        name=card.measure.name,
        under=_under(card),
        url=url,
        tabs=_tabs(url, has_gap=gap is not None, group=gap.group if gap else ""),
        gap=gap,
        chart=None if gap else parts.chart_view(made, width=WIDE),
        tiles=parts.tiles(numbers, url=lambda code: f"{url}?{urlencode({'view': 'run', 'group': code})}"),
        source=made.captions.source,
        work_url=parts.work_url(card.measure, place.code, gap.group if gap else "") if may_start else "",
    )


def _under(card: MeasureCard) -> str:
    measure = card.measure
    line = f"{words.unit_words(measure)}, {words.grain_words(measure)}, {words.better_words(measure)}."
    return line[:1].upper() + line[1:]


def _tabs(url: str, *, has_gap: bool, group: str) -> tuple[Tab, ...]:
    tail = f"&{urlencode({'group': group})}" if group else ""
    first = Tab(_("Gap between groups"), f"{url}?view=gap{tail}", has_gap)
    kinds = (
        Tab(_("Run chart"), f"{url}?view=run{tail}"),
        Tab(_("Control chart"), f"{url}?view=control{tail}", not has_gap),
    )
    rest = (*kinds, Tab(_("Table"), f"{url}?view=table{tail}"))
    return (first, *rest) if has_gap else rest


def _school_rows(schools: QuerySet[Place]) -> tuple[SchoolRow, ...]:
    return tuple(
        SchoolRow(place.name, reverse("place", args=[place.code]), words.place_words(place))
        for place in schools
    )
