"""When a place or a dated event may be added."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from groundswell.domain.places.models import CalendarEvent, Place

INSIDE = {
    Place.Kind.NETWORK: (),
    Place.Kind.DISTRICT: (Place.Kind.NETWORK,),
    Place.Kind.SCHOOL: (Place.Kind.NETWORK, Place.Kind.DISTRICT),
    Place.Kind.DEPARTMENT: (Place.Kind.NETWORK, Place.Kind.DISTRICT, Place.Kind.SCHOOL),
    Place.Kind.TEAM: (Place.Kind.NETWORK, Place.Kind.DISTRICT, Place.Kind.SCHOOL, Place.Kind.DEPARTMENT),
}


def kinds_inside(parent: Place) -> list[str]:
    """The kinds of place that may stand right below this one, the larger ones first."""
    return [kind.value for kind, parents in INSIDE.items() if parent.kind in parents]


def against_adding_place(*, kind: str, code: str, name: str, parent: Place | None) -> list[str]:
    reasons = []
    if kind not in INSIDE:
        return [f"“{kind}” is not a kind of place. Use one of: {', '.join(INSIDE)}."]
    if parent is None and Place.objects.exists():
        reasons.append("There is a top place already. Say which place the new one belongs to.")
    if parent is not None and parent.kind not in INSIDE[Place.Kind(kind)]:
        reasons.append(f"A {kind} does not sit inside a {parent.kind}.")
    if not name.strip():
        reasons.append("Give the place its name, as people say it.")
    if not _is_code(code):
        reasons.append("A code has letters, digits and dashes, such as cedar-school.")
    if Place.objects.filter(code=code).exists():
        reasons.append(f"The code “{code}” is taken. Each place has its own.")
    return reasons


def _is_code(code: str) -> bool:
    try:
        validate_slug(code)
    except ValidationError:
        return False
    return True


def against_adding_event(*, kind: str, starts_on: date, ends_on: date, label: str) -> list[str]:
    reasons = []
    if kind not in CalendarEvent.Kind.values:
        reasons.append(
            f"“{kind}” is not a kind of event. Use one of: {', '.join(CalendarEvent.Kind.values)}."
        )
    if ends_on < starts_on:
        reasons.append("The event ends before it starts. Check the two dates.")
    if not label.strip():
        reasons.append("Say in a few words what happened.")
    return reasons
