"""The view model of one indicator at one place, in the tab that was asked for."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.core.indicators.definition import Indicator
from groundswell.domain.indicators.names import family_name
from groundswell.domain.indicators.queries import Choice, DataHere, IndicatorHere, indicator_at
from groundswell.domain.indicators.queries.rules import RulesView, rules_view
from groundswell.domain.indicators.queries.schools import has_schools_below
from groundswell.domain.indicators.said import direction_words
from groundswell.web.design.nav import Link, Tab
from groundswell.web.indicators.addresses import Address
from groundswell.web.indicators.choices import ChoiceList, choices
from groundswell.web.indicators.data_page import as_of
from groundswell.web.indicators.definition_part import DefinitionPart, cannot_tell, definition_part
from groundswell.web.indicators.file_links import file_links
from groundswell.web.indicators.groups_part import GroupsPart, groups_part
from groundswell.web.indicators.schools_part import SchoolsPart, schools_part
from groundswell.web.indicators.similar_part import SimilarPart, similar_part
from groundswell.web.indicators.time_part import TimePart, time_part

TABS = ("groups", "time", "schools", "similar")


@dataclass(frozen=True)
class IndicatorPage:
    """One of the four parts is there, or `nothing` says why there is no number. `links` lead beyond the page."""

    title: str
    over: str
    under: str
    why: str
    back: Link
    tabs: tuple[Tab, ...]
    tab: str
    address: str
    choices: tuple[ChoiceList, ...]
    groups: GroupsPart | None
    time: TimePart | None
    schools: SchoolsPart | None
    similar: SimilarPart | None
    nothing: str
    held: str
    definition: DefinitionPart | None
    cannot: tuple[str, ...]
    links: tuple[Link, ...]
    place: str = ""
    indicator: str = ""
    query: str = ""
    may_keep: bool = False
    rules: RulesView | None = None


def indicator_page(here: DataHere, known: Indicator, choice: Choice, *, tab: str) -> IndicatorPage:
    """`tab` is groups, time, schools or similar; another word gives the first that is there."""
    found = indicator_at(here, known.id, choice)
    if found is None or found.when is None:
        return _without_numbers(here, known, found)
    offered = tabs_of(found)
    tab = tab if tab in offered else offered[0]
    address = Address(here.place, known.id, choice, tab)
    groups = groups_part(found) if tab == "groups" else None
    return replace(
        _frame(here, known, found),
        tabs=tuple(Tab(_tab_words(name), address.with_(tab=name), name == tab) for name in offered),
        tab=tab,
        address=address.bare,
        choices=choices(found, tab, group_set=groups.group_set if groups else ""),
        groups=groups,
        time=time_part(found) if tab == "time" else None,
        schools=schools_part(found, address) if tab == "schools" else None,
        similar=similar_part(found) if tab == "similar" else None,
        links=file_links(address, has_picture=bool(groups and groups.drawing) or tab != "groups"),
        query=address.query(),
        may_keep=here.sight == "all",
        rules=rules_view(found) if tab == "groups" else None,
    )


def tabs_of(here: IndicatorHere) -> tuple[str, ...]:
    """Schools side by side above schools alone, similar schools at schools alone."""
    left_out = {"similar"} if here.organization.kind != "school" else {"schools"}
    left_out |= set() if has_schools_below(here.here) else {"schools"}
    return tuple(tab for tab in TABS if tab not in left_out)


def _tab_words(tab: str) -> str:
    words = {
        "groups": _("Groups"),
        "time": _("Over time"),
        "schools": _("Schools"),
        "similar": _("Similar schools"),
    }
    return words[tab]


def _frame(here: DataHere, known: Indicator, found: IndicatorHere | None) -> IndicatorPage:
    """What stands around the numbers, whether there are any or not."""
    told = (family_name(known.family), direction_words(known), as_of(here.manifest))
    return IndicatorPage(
        title=known.name,
        over=here.place.name,
        under=" · ".join(part for part in told if part),
        why=known.why,
        back=Link(_("All indicators"), reverse("place_data", args=[here.place.code])),
        tabs=(),
        tab="",
        address="",
        choices=(),
        groups=None,
        time=None,
        schools=None,
        similar=None,
        nothing="",
        held=found.entry.reason if found and found.entry.state == "held" else "",
        definition=definition_part(found) if found else None,
        cannot=cannot_tell(found) if found else known.caveats,
        links=(),
        place=here.place.code,
        indicator=known.id,
    )


def _without_numbers(here: DataHere, known: Indicator, found: IndicatorHere | None) -> IndicatorPage:
    if here.manifest is None:
        why = _("No student data have been released yet.")
    elif here.organization is None:
        why = _("The student data do not name this place yet. Whoever loads the data can link the two.")
    elif found is None or not found.entry.rows:
        why = _("The data that this is counted from have not been loaded.")
    else:
        why = _("Nobody at this place is counted by this indicator.")
    frame = _frame(here, known, found)
    return replace(frame, nothing=why if not frame.held else "")
