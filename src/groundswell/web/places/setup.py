"""How a network sets itself up: the first steps, the ways to look after a place, and what stands below it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.measures.queries.cards import has_numbers_below, measures_at
from groundswell.domain.people.queries import works_below
from groundswell.domain.places.models import Place
from groundswell.domain.places.policies import kinds_inside
from groundswell.domain.places.queries import schools_below
from groundswell.web.design.nav import Link

TOP = (Place.Kind.NETWORK, Place.Kind.DISTRICT)


@dataclass(frozen=True)
class FirstStep:
    """`url` is empty for who may not do it; then `words` say who can."""

    title: str
    words: str
    url: str
    is_done: bool
    is_needed: bool = True


@dataclass(frozen=True)
class Setup:
    """`steps` is empty once the place runs, and for who does not set it up. `waiting`: measures with no number yet."""

    steps: tuple[FirstStep, ...]
    links: tuple[Link, ...]
    inside: tuple[Link, ...]
    waiting: tuple[Link, ...]


def setup(by: Actor, place: Place, *, shown: Iterable[int]) -> Setup:
    """`shown` are the measures that the page has numbers of."""
    return Setup(
        steps=_steps(by, place),
        links=_links(by, place),
        inside=_inside(by, place),
        waiting=_waiting(by, place, set(shown)),
    )


def _may(by: Actor, permission: Permission, place: Place) -> bool:
    return can(by, permission, within=place.path).allowed


def _links(by: Actor, place: Place) -> tuple[Link, ...]:
    adds = _may(by, Permission.CALENDAR_EDIT, place) and kinds_inside(place)
    ways = (
        (_("People"), "place_people", _may(by, Permission.PEOPLE_VIEW, place)),
        (_("Add a place below"), "place_add", adds),
        (_("Calendar"), "place_calendar", _may(by, Permission.PLACE_VIEW, place)),
        (_("Define a measure"), "place_measure_new", _may(by, Permission.MEASURE_EDIT, place)),
    )
    return tuple(Link(label, reverse(name, args=[place.code])) for label, name, allowed in ways if allowed)


def _inside(by: Actor, place: Place) -> tuple[Link, ...]:
    """What stands right below, but for schools: these have a list of their own."""
    rows = Place.objects.visible_to(by).filter(parent=place).exclude(kind=Place.Kind.SCHOOL).order_by("name")
    return tuple(Link(row.name, reverse("place", args=[row.code])) for row in rows)


def _waiting(by: Actor, place: Place, shown: set[int]) -> tuple[Link, ...]:
    if not (_may(by, Permission.MEASURE_EDIT, place) or _may(by, Permission.IMPORT_RUN, place)):
        return ()
    rows = measures_at(place).exclude(pk__in=shown)
    return tuple(Link(each.name, reverse("place_measure", args=[place.code, each.code])) for each in rows)


def _steps(by: Actor, place: Place) -> tuple[FirstStep, ...]:
    if place.kind not in TOP or not _may(by, Permission.CALENDAR_EDIT, place):
        return ()
    in_data = PlaceInData.objects.filter(place=place).exists()
    has_numbers = in_data or has_numbers_below(place)
    steps = (
        _places(place),
        _people(by, place),
        _student_data(by, place, is_done=in_data),
        _measure(by, place, has_numbers=has_numbers),
        _numbers(by, place, has_numbers=has_numbers),
    )
    return steps if any(step.is_needed and not step.is_done for step in steps) else ()


def _places(place: Place) -> FirstStep:
    words = _("Districts first, then the schools in each.")
    done = schools_below(place).exists()
    return FirstStep(_("Add your schools"), words, reverse("place_add", args=[place.code]), done)


def _people(by: Actor, place: Place) -> FirstStep:
    may = _may(by, Permission.PEOPLE_VIEW, place)
    return FirstStep(
        title=_("Invite people"),
        words=_("Who leads each school, and a data steward who brings numbers in."),
        url=reverse("place_people", args=[place.code]) if may else "",
        is_done=works_below(place, besides=by.person_id, on=by.today),
    )


def _student_data(by: Actor, place: Place, *, is_done: bool) -> FirstStep:
    """One way to numbers: a network may do without, and type or import the numbers of its measures."""
    words, url = _("A data steward does this. The role is given on the list of people."), ""
    if _may(by, Permission.STUDENT_DATA_LOAD, place):
        words = _("From OneRoster, Ed-Fi or any table. Its schools can be added with one press.")
        url = reverse("student_data")
    return FirstStep(_("Bring student data in"), words, url, is_done, is_needed=False)


def _measure(by: Actor, place: Place, *, has_numbers: bool) -> FirstStep:
    may = _may(by, Permission.MEASURE_EDIT, place)
    return FirstStep(
        title=_("Define a measure"),
        words=_("What is counted, out of whom. Attendance is a good first one.")
        if may
        else _("A hub member or data steward does this."),
        url=reverse("place_measure_new", args=[place.code]) if may else "",
        is_done=measures_at(place).exists() or has_numbers,
    )


def _numbers(by: Actor, place: Place, *, has_numbers: bool) -> FirstStep:
    may = _may(by, Permission.IMPORT_RUN, place)
    return FirstStep(
        title=_("Bring numbers in"),
        words=_("A table as CSV, with one row for each place and period, and no student's rows.")
        if may
        else _("A data steward does this. The role is given on the list of people."),
        url=reverse("place_imports", args=[place.code]) if may else "",
        is_done=has_numbers,
    )
