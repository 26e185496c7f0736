"""Which organizations of the live release a place may be, and how many places wait to be linked."""

from dataclasses import dataclass

from groundswell.domain.indicators.folder import store_folder
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.queries.alike import alike
from groundswell.domain.places.models import Place
from groundswell.store.release import reading
from groundswell.store.release.reading import DataPlace


@dataclass(frozen=True)
class Linking:
    """`offered` are of the place's kind and no other place's; `suggested` is the id it has, or probably has.

    `waiting` counts the unlinked places from here down, `missing` the districts and schools of the data that are
    no places of ours.
    """

    linked: PlaceInData | None
    offered: tuple[DataPlace, ...]
    suggested: str
    waiting: int
    missing: int
    organizations: tuple[DataPlace, ...]


def linking_of(place: Place) -> Linking:
    """Nothing is offered before the first release."""
    store = store_folder()
    manifest = reading.current(store)
    known = reading.places(store, manifest).values() if manifest else ()
    organizations = tuple(sorted(known, key=lambda each: each.name))
    linked = PlaceInData.objects.filter(place=place).first()
    offered = _offered(place, organizations)
    found = alike(place, offered)
    return Linking(
        linked=linked,
        offered=offered,
        suggested=linked.organization_id if linked else found.id if found else "",
        waiting=_waiting(place),
        missing=_missing(organizations),
        organizations=organizations,
    )


def _offered(place: Place, organizations: tuple[DataPlace, ...]) -> tuple[DataPlace, ...]:
    others = PlaceInData.objects.filter(kind=place.kind).exclude(place=place)
    taken = set(others.values_list("organization_id", flat=True))
    return tuple(each for each in organizations if each.kind == place.kind and each.id not in taken)


def _waiting(place: Place) -> int:
    below = Place.objects.filter(path__startswith=place.path, kind__in=PlaceInData.Kind.values)
    return below.filter(in_data=None).count()


def _missing(organizations: tuple[DataPlace, ...]) -> int:
    taken = set(PlaceInData.objects.values_list("kind", "organization_id"))
    return sum((each.kind, each.id) not in taken for each in organizations if each.kind != "network")
