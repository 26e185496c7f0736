"""From a measure that follows an indicator back to where the indicator is explored, for who may see it there."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.core.indicators.results import ALL
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Refused
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.names import catalog_code
from groundswell.domain.indicators.queries import Choice, data_at, indicator_at
from groundswell.domain.indicators.sight import sight_of
from groundswell.domain.measures.models import Feed, Measure
from groundswell.domain.places.models import Place


@dataclass(frozen=True)
class Followed:
    """What a measure follows at a place, with the group of the measure as the indicator calls it."""

    place: Place
    indicator: str
    name: str
    period: str
    group_set: str = ""
    group: str = ""


def followed(by: Actor, measure: Measure, place: Place, *, group: str = "") -> Followed | None:
    """None for a measure that follows none, and where the explorer shows this person nothing of it."""
    found = followed_by(by, place, [measure]).get(measure.pk)
    if found is None or not group:
        return found
    here = indicator_at(data_at(by, place), found.indicator, Choice(period=found.period))
    named = (
        {catalog_code(row.group_set, row.group): (row.group_set, row.group) for row in here.rows.rows}
        if here
        else {}
    )
    group_set, name = named.get(group, ALL)
    if (group_set, name) == ALL:
        return found
    return Followed(place, found.indicator, found.name, found.period, group_set, name)


def followed_by(by: Actor, place: Place, measures: Iterable[Measure]) -> dict[int, Followed]:
    """The same for a list of measures, for all students: by the measure's number."""
    feeds = list(Feed.objects.filter(measure__in=[measure.pk for measure in measures]))
    if not feeds or not _may_explore(by, place):
        return {}
    known = definitions()
    return {
        feed.measure_id: Followed(place, feed.indicator, known[feed.indicator].name, feed.period)
        for feed in feeds
        if feed.indicator in known
    }


def _may_explore(by: Actor, place: Place) -> bool:
    try:
        sight_of(by, place.path)
    except Refused:
        return False
    return PlaceInData.objects.filter(place=place).exists()
