"""Say which organization of the student data a place is, and keep ways of looking."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.indicators.models import PlaceInData, SavedView
from groundswell.domain.indicators.policies import against_keeping, against_linking
from groundswell.domain.indicators.queries.alike import alike
from groundswell.domain.places.actions import add_place
from groundswell.domain.places.models import Place
from groundswell.domain.places.queries import free_code
from groundswell.domain.refusals import refuse_if
from groundswell.store.release.reading import DataPlace

ADDED = ("district", "school")


@transaction.atomic
def link_place(by: Actor, *, place: Place, kind: str, organization_id: str) -> PlaceInData:
    """From now on the organization's numbers are the place's. A place that was linked before is linked anew.

    For who brings numbers in at the place.
    """
    require(by, Permission.IMPORT_RUN, within=place.path)
    organization_id = organization_id.strip()
    refuse_if(against_linking(place=place, kind=kind, organization_id=organization_id))
    linked, _ = PlaceInData.objects.update_or_create(
        place=place, defaults={"kind": kind, "organization_id": organization_id}
    )
    record(by, "place.linked", linked, path=place.path, kind=kind, organization=organization_id)
    return linked


@transaction.atomic
def unlink_place(by: Actor, *, linked: PlaceInData) -> None:
    """The place shows no student data from now on; the data stay as they are."""
    require(by, Permission.IMPORT_RUN, within=linked.place.path)
    record(
        by, "place.unlinked", linked, path=linked.place.path, kind=linked.kind,
        organization=linked.organization_id,
    )  # fmt: skip
    linked.delete()


@transaction.atomic
def link_alike(by: Actor, *, place: Place, organizations: Sequence[DataPlace]) -> int:
    """Link every unlinked place from here down whose code or name one organization alone has; how many."""
    require(by, Permission.IMPORT_RUN, within=place.path)
    waiting = Place.objects.filter(
        path__startswith=place.path, kind__in=PlaceInData.Kind.values, in_data=None
    )
    taken = set(PlaceInData.objects.values_list("kind", "organization_id"))
    free = [each for each in organizations if (each.kind, each.id) not in taken]
    pairs = [(here, found) for here in waiting if (found := alike(here, free)) is not None]
    wanted = Counter((found.kind, found.id) for _, found in pairs)
    sure = [(here, found) for here, found in pairs if wanted[found.kind, found.id] == 1]
    for here, found in sure:
        link_place(by, place=here, kind=found.kind, organization_id=found.id)
    return len(sure)


@transaction.atomic
def add_places_of_data(by: Actor, *, place: Place, organizations: Sequence[DataPlace]) -> int:
    """Add and link every district and school of the data that no place is yet, below `place`; how many.

    Schools come below their district where that is a place of ours, else straight below `place`.
    """
    require(by, Permission.IMPORT_RUN, within=place.path)
    taken = set(PlaceInData.objects.values_list("kind", "organization_id"))
    missing = [each for each in organizations if (each.kind, each.id) not in taken and each.kind in ADDED]
    for found in sorted(missing, key=lambda each: ADDED.index(each.kind)):
        above = PlaceInData.objects.filter(kind="district", organization_id=found.parent or "").first()
        inside = above is not None and above.place.path.startswith(place.path)
        parent = above.place if above is not None and inside else place
        added = add_place(by=by, kind=found.kind, code=free_code(found.name), name=found.name, parent=parent)
        link_place(by, place=added, kind=found.kind, organization_id=found.id)
    return len(missing)


@transaction.atomic
def keep_view(by: Actor, *, place: Place, name: str, indicator: str, query: str) -> SavedView:
    """A way of looking under a name of one's own. The same name again takes the place of the earlier one."""
    require(by, Permission.MEASURE_VIEW, within=place.path)
    refuse_if(against_keeping(name=name, query=query))
    kept, _ = SavedView.objects.update_or_create(
        place=place,
        person_id=by.id,
        name=name.strip(),
        defaults={"indicator": indicator, "query": query, "at": by.now},
    )
    record(by, "view.kept", kept, path=place.path, indicator=indicator)
    return kept


@transaction.atomic
def forget_view(by: Actor, *, view: SavedView) -> None:
    """Take one's own view away."""
    require(by, Permission.MEASURE_VIEW, within=view.place.path)
    refuse_if([] if view.person_id == by.person_id else ["This view is somebody else's."])
    record(by, "view.forgotten", view, path=view.place.path, indicator=view.indicator)
    view.delete()
