from dataclasses import dataclass
from datetime import date
from itertools import count

from groundswell.domain.places.models import CalendarEvent, Place

_numbers = count(1)


@dataclass(frozen=True)
class Network:
    """A network of two districts: one with two schools, one with one."""

    top: Place
    district: Place
    school: Place
    other_school: Place
    other_district: Place
    far_school: Place


def make_place(
    *, parent: Place | None = None, kind: str = "school", name: str = "", **fields: object
) -> Place:
    number = next(_numbers)
    place = Place.objects.create(
        kind=kind,
        code=str(fields.pop("code", f"{kind}-{number}")),
        name=name or f"{kind.title()} {number}",
        parent=parent,
        path=f"pending-{number}",
        **fields,
    )
    place.path = f"{parent.path if parent else '/'}{place.pk}/"
    place.save(update_fields=["path"])
    return place


def make_network() -> Network:
    top = make_place(kind="network", name="Test Network")
    district = make_place(parent=top, kind="district", name="Near District")
    other_district = make_place(parent=top, kind="district", name="Far District")
    return Network(
        top=top,
        district=district,
        school=make_place(parent=district, name="Near School", enrolled=400, level="K-8"),
        other_school=make_place(parent=district, name="Next School", enrolled=300, level="K-8"),
        other_district=other_district,
        far_school=make_place(parent=other_district, name="Far School", enrolled=500, level="K-8"),
    )


def make_calendar_event(place: Place, *, label: str = "Snow day", **fields: object) -> CalendarEvent:
    defaults: dict[str, object] = {
        "kind": "weather",
        "starts_on": date(2015, 10, 5),
        "ends_on": date(2015, 10, 5),
    }
    return CalendarEvent.objects.create(place=place, label=label, **(defaults | fields))
