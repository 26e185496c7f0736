"""When a place may be tied to an organization of the student data, and a way of looking kept."""

from collections.abc import Sequence

from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.places.models import Place
from groundswell.store.release.reading import DataPlace

LONGEST_NAME, LONGEST_QUERY = 120, 400


def against_linking(*, place: Place, kind: str, organization_id: str) -> list[str]:
    """Every reason at once; none when it may be done."""
    reasons = []
    if kind not in PlaceInData.Kind.values:
        return [f"“{kind}” has no student data of its own. Use one of: {', '.join(PlaceInData.Kind.values)}."]
    if place.kind != kind:
        reasons.append(
            f"{place.name} is a {place.kind} here and a {kind} in the data. Choose one of its kind."
        )
    if not organization_id:
        reasons.append("Give the organization's id, as the data write it.")
    taken = PlaceInData.objects.filter(kind=kind, organization_id=organization_id).exclude(place=place)
    if other := taken.select_related("place").first():
        reasons.append(f"These numbers belong to {other.place.name} already. Unlink it first.")
    return reasons


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


def against_keeping(*, name: str, query: str) -> list[str]:
    reasons = [] if name.strip() else ["Give the view a name that you will know again."]
    if len(name.strip()) > LONGEST_NAME:
        reasons.append(f"A name has {LONGEST_NAME} characters at most.")
    if len(query) > LONGEST_QUERY:
        reasons.append("This view has too many choices to keep.")
    return reasons
