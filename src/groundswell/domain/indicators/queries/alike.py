"""Which organization of the student data a place probably is."""

from collections.abc import Sequence

from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.places.models import Place
from groundswell.store.release.reading import DataPlace


def alike(place: Place, organizations: Sequence[DataPlace]) -> DataPlace | None:
    """The one organization of the place's kind whose id is its code, or else that has its name; None when in doubt.

    The top of our tree is the top of theirs.
    """
    same_kind = [each for each in organizations if each.kind == place.kind]
    if place.kind == PlaceInData.Kind.NETWORK and place.parent_id is None and len(same_kind) == 1:
        return same_kind[0]  # the whole of the data is the whole of us
    for found in (
        [each for each in same_kind if each.id.casefold() == place.code.casefold()],
        [each for each in same_kind if each.name.strip().casefold() == place.name.strip().casefold()],
    ):
        if found:
            return found[0] if len(found) == 1 else None
    return None
