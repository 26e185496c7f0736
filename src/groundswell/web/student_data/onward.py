"""Where a steward goes from the data that came in: to the numbers, or first to say which places they are about."""

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.intake import student_policies, student_queries
from groundswell.domain.places.models import Place
from groundswell.web.design.nav import Link

SHOWN = 5


def onward(by: Actor) -> tuple[Link, ...]:
    """A link for each district or network at the top of what the person brings data in for."""
    links: list[Link] = []
    for place in _tops(by)[:SHOWN]:
        if PlaceInData.objects.filter(place=place).exists():
            label = _("See the numbers of %(place)s")
            links.append(Link(label % {"place": place.name}, reverse("place_data", args=[place.code])))
        if can(by, Permission.IMPORT_RUN, within=place.path).allowed and _some_wait(place):
            label = _("Say which schools of the data are yours: %(place)s")
            links.append(Link(label % {"place": place.name}, reverse("place_link", args=[place.code])))
    return tuple(links)


def _tops(by: Actor) -> list[Place]:
    found: list[Place] = []
    for place in student_queries.places_for(by):
        below = any(place.path.startswith(top.path) for top in found)
        if place.kind in student_policies.SPANS_SCHOOLS and not below:
            found.append(place)
    return found


def _some_wait(place: Place) -> bool:
    """No place from here down is known in the data, or this one is not."""
    return not PlaceInData.objects.filter(place=place).exists() or not (
        PlaceInData.objects.filter(place__path__startswith=place.path).exclude(place=place).exists()
    )
