"""The data story of a place: what a principal can read aloud, from released numbers alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.charts import ChartSpec
from groundswell.core.disclosure.released import Shown
from groundswell.core.indicators.definition import Indicator
from groundswell.domain.indicators.names import catalog_code
from groundswell.domain.indicators.queries.catalog import IndicatorCard, catalog, change_words
from groundswell.domain.indicators.queries.gap_words import gap_sentence
from groundswell.domain.indicators.queries.groups import GroupNumber, GroupsView, groups_view
from groundswell.domain.indicators.queries.opened import Choice, DataHere, IndicatorHere, indicator_at
from groundswell.domain.indicators.queries.over_time import time_view
from groundswell.domain.indicators.queries.rows import Group
from groundswell.domain.indicators.queries.similar import similar_view
from groundswell.domain.indicators.said import count_words, value_words, why_withheld

MOST = 3
FIRST_FAMILIES = ("chronic_absence", "attendance", "discipline", "on_track", "proficiency", "graduation")


@dataclass(frozen=True)
class Chapter:
    """One indicator told: where we are, how it moved, for whom it differs, beside whom, and what it cannot tell.

    about: the group of whom more is told, which is the one asked for or the one furthest behind everyone else; None
    where there is none.
    """

    indicator: Indicator
    period: str
    where: str
    moved: str
    whom: str
    beside: str
    cannot_tell: tuple[str, ...]
    chart: ChartSpec | None
    here: IndicatorHere
    about: Group | None


@dataclass(frozen=True)
class Story:
    """`offered` are the indicators with a number to tell of; `chapters` those that were chosen of them."""

    opening: str
    private: str
    chapters: tuple[Chapter, ...]
    offered: tuple[Indicator, ...]


def story(here: DataHere, chosen: Sequence[str] = (), *, group: str = "") -> Story | None:
    """Of the indicators `chosen`, or of three that say most about a school. None before the first release.

    group: the catalog's code of the group that the reader works for; told instead of the one with the widest gap.
    """
    if here.manifest is None or here.organization is None:
        return None
    cards = [card for family in catalog(here).families for card in family.cards if card.state == "shown"]
    names = [name for name in chosen if any(card.indicator.id == name for card in cards)] or _first(cards)
    opened = (_opened(here, name, group) for name in names)
    return Story(
        opening=_("This is what the student data say about %(place)s.") % {"place": here.place.name},
        private=why_withheld(here.manifest),
        chapters=tuple(chapter for each in opened if each and (chapter := chapter_of(each))),
        offered=tuple(card.indicator for card in cards),
    )


def _opened(here: DataHere, name: str, code: str) -> IndicatorHere | None:
    """The indicator, with the group of this code where it may be told of it."""
    found = indicator_at(here, name, Choice())
    if found is None or not code:
        return found
    rows = (row for each in found.rows.sets(found.when) for row in found.rows.groups(found.when, each))
    fitting = (row for row in rows if catalog_code(row.group_set, row.group) == code)
    row = next(fitting, None)
    return indicator_at(here, name, Choice(group_set=row.group_set, group=row.group)) if row else found


def _first(cards: Sequence[IndicatorCard]) -> list[str]:
    """One of each family, those that teachers can change soonest before the others."""
    by_family: dict[str, str] = {}
    for card in cards:
        by_family.setdefault(card.indicator.family, card.indicator.id)
    ordered = [name for name in FIRST_FAMILIES if name in by_family]
    return [by_family[name] for name in (*ordered, *(f for f in by_family if f not in ordered))][:MOST]


def chapter_of(here: IndicatorHere) -> Chapter | None:
    """None where nobody is counted."""
    groups = groups_view(here)
    if groups is None or here.when is None:
        return None
    similar, number = similar_view(here), _asked(here, groups)
    about = number or (groups.widest.row if groups.widest else None)
    return Chapter(
        indicator=here.indicator,
        period=groups.period,
        where=_where(here, groups),
        moved=_moved(here),
        whom=_of_one(here, number) if number else _whom(here, groups),
        beside=similar.sentence if similar and not similar.why_none else "",
        cannot_tell=here.indicator.caveats,
        chart=groups.chart,
        here=here,
        about=(about.group_set, about.group) if about else None,
    )


def _asked(here: IndicatorHere, groups: GroupsView) -> GroupNumber | None:
    """The group that was asked for, unless that is everybody."""
    found = (
        each for each in groups.numbers if not each.is_all and (each.group_set, each.group) == here.group
    )
    return next(found, None)


def _of_one(here: IndicatorHere, number: GroupNumber) -> str:
    told = gap_sentence(here.indicator, number.name, number.value, number.beside)
    return told or f"{number.name}: {value_words(number.value, here.indicator)}."


def _where(here: IndicatorHere, groups: GroupsView) -> str:
    everyone = groups.numbers[0]
    told = {
        "name": here.indicator.name,
        "period": groups.period,
        "value": value_words(everyone.value, here.indicator),
        "students": count_words(everyone.students),
    }
    if not isinstance(everyone.students, Shown):
        return _("%(name)s, %(period)s, all students: %(value)s.") % told
    return _("%(name)s, %(period)s, all students: %(value)s, counted for %(students)s students.") % told


def _moved(here: IndicatorHere) -> str:
    """Since last year in points; for shorter periods what the run chart says."""
    if here.period == "school_year":
        words = change_words(here.indicator, here.rows, here.when)
        return _("That is %(words)s. Two years are no trend.") % {"words": words} if words else ""
    view = time_view(here)
    return view.reading.headline if view and view.reading else ""


def _whom(here: IndicatorHere, groups: GroupsView) -> str:
    widest = groups.widest
    if len(groups.numbers) < 2:
        return ""  # this indicator knows no groups
    if widest is None:
        return _("No group whose number may be shown lies behind everyone else.")
    return gap_sentence(here.indicator, widest.name, widest.row.value, widest.beside)
