"""What can be chosen on an indicator's page, as lists that work as a plain form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.indicators.results import ALL
from groundswell.domain.indicators.names import group_name, group_order, set_name
from groundswell.domain.indicators.queries import IndicatorHere
from groundswell.domain.indicators.said import kind_words, period_said, year_said


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class OptionSet:
    """Options under one heading; "" for none."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class ChoiceList:
    name: str
    label: str
    sets: tuple[OptionSet, ...]


def choices(here: IndicatorHere, tab: str, *, group_set: str = "") -> tuple[ChoiceList, ...]:
    """The lists of one tab; a list with a single option is left out."""
    listed = [_kinds(here)]
    if tab != "time":
        listed += [_years(here), _whens(here)]
    if tab == "groups":
        listed.append(_sets(here, group_set))
    if tab in {"time", "schools"}:
        listed.append(_groups(here))
    if tab == "schools":
        listed.append(_orders(here))
    return tuple(each for each in listed if sum(len(part.options) for part in each.sets) > 1)


def _plain(name: str, label: str, options: Iterable[Option]) -> ChoiceList:
    return ChoiceList(name, label, (OptionSet("", tuple(options)),))


def _kinds(here: IndicatorHere) -> ChoiceList:
    options = (Option(kind, kind_words(kind), kind == here.period) for kind in here.periods_offered)
    return _plain("period", _("Numbers by"), options)


def _years(here: IndicatorHere) -> ChoiceList:
    chosen = here.when[0] if here.when else 0
    years = reversed(here.school_years)
    return _plain(
        "year", _("School year"), (Option(str(year), year_said(year), year == chosen) for year in years)
    )


def _whens(here: IndicatorHere) -> ChoiceList:
    """The periods within the chosen year; none where the year is the period."""
    if here.period == "school_year" or here.when is None:
        return _plain("when", _("Period"), ())
    within = [label for year, label in here.rows.periods if year == here.when[0]]
    options = (
        Option(label, period_said(label, here.period), label == here.when[1]) for label in reversed(within)
    )
    return _plain("when", _("Period"), options)


def _sets(here: IndicatorHere, chosen: str) -> ChoiceList:
    options = (Option(name, set_name(name), name == chosen) for name in here.sets_offered)
    return _plain("set", _("Groups by"), options)


def _groups(here: IndicatorHere) -> ChoiceList:
    everyone = OptionSet("", (Option("/".join(ALL), group_name(*ALL), here.group == ALL),))
    sets = [everyone]
    for name in here.sets_offered:
        held = {row.group for row in here.rows.rows if row.group_set == name}
        ordered = sorted(held, key=lambda group: group_order(name, group))
        options = (
            Option(f"{name}/{each}", group_name(name, each), here.group == (name, each)) for each in ordered
        )
        sets.append(OptionSet(set_name(name), tuple(options)))
    return ChoiceList("who", _("Students"), tuple(sets))


def _orders(here: IndicatorHere) -> ChoiceList:
    by_size = here.choice.order == "size"
    return _plain(
        "order",
        _("List schools by"),
        (Option("name", _("name"), not by_size), Option("size", _("size"), by_size)),
    )
