"""When a place may be tied to an organization of the student data, and a way of looking kept."""

from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.places.models import Place

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


def against_keeping(*, name: str, query: str) -> list[str]:
    reasons = [] if name.strip() else ["Give the view a name that you will know again."]
    if len(name.strip()) > LONGEST_NAME:
        reasons.append(f"A name has {LONGEST_NAME} characters at most.")
    if len(query) > LONGEST_QUERY:
        reasons.append("This view has too many choices to keep.")
    return reasons
