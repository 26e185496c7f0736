"""When a place or a dated event may be added."""

from datetime import date

from groundswell.domain.places.models import CalendarEvent, Place

INSIDE = {
    Place.Kind.NETWORK: (),
    Place.Kind.DISTRICT: (Place.Kind.NETWORK,),
    Place.Kind.SCHOOL: (Place.Kind.NETWORK, Place.Kind.DISTRICT),
    Place.Kind.DEPARTMENT: (Place.Kind.NETWORK, Place.Kind.DISTRICT, Place.Kind.SCHOOL),
    Place.Kind.TEAM: (Place.Kind.NETWORK, Place.Kind.DISTRICT, Place.Kind.SCHOOL, Place.Kind.DEPARTMENT),
}


def against_adding_place(*, kind: str, code: str, parent: Place | None) -> list[str]:
    reasons = []
    if kind not in INSIDE:
        return [f"“{kind}” is not a kind of place. Use one of: {', '.join(INSIDE)}."]
    if parent is None and Place.objects.exists():
        reasons.append("There is a top place already. Say which place the new one belongs to.")
    if parent is not None and parent.kind not in INSIDE[Place.Kind(kind)]:
        reasons.append(f"A {kind} does not sit inside a {parent.kind}.")
    if Place.objects.filter(code=code).exists():
        reasons.append(f"The code “{code}” is taken. Each place has its own.")
    return reasons


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
