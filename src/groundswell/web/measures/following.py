"""The way from a measure to the indicator that it follows."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.indicators.queries import Choice
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.followed import Followed, followed, followed_by
from groundswell.domain.places.models import Place
from groundswell.web.design.nav import Link
from groundswell.web.indicators.addresses import Address


def explorer_link(by: Actor, measure: Measure, place: Place, *, group: str) -> Link | None:
    """The indicator over time at the place, for the same group."""
    found = followed(by, measure, place, group=group)
    if found is None:
        return None
    return Link(_("Explore it in the student data: %(name)s") % {"name": found.name}, _address(found))


def explorer_addresses(by: Actor, place: Place, measures: Iterable[Measure]) -> dict[int, str]:
    """For a list of measures, by the measure's number."""
    return {number: _address(found) for number, found in followed_by(by, place, measures).items()}


def _address(found: Followed) -> str:
    choice = Choice(period=found.period, group_set=found.group_set, group=found.group)
    return Address(found.place, found.indicator, choice, "time").with_()
