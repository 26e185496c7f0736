"""Add places and the dated events that explain their numbers."""

from datetime import date

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.places.models import CalendarEvent, Place
from groundswell.domain.places.policies import against_adding_event, against_adding_place
from groundswell.domain.refusals import refuse_if


@transaction.atomic
def add_place(
    *,
    by: Actor,
    kind: str,
    code: str,
    name: str,
    parent: Place | None = None,
    level: str = "",
    enrolled: int | None = None,
    enrolled_source: str = "",
    about: str = "",
) -> Place:
    """Add a place below `parent`. The first place of all has none, and nobody can hold a role yet.

    Who keeps the calendar of a place keeps the tree below it.
    """
    if parent is not None:
        require(by, Permission.CALENDAR_EDIT, within=parent.path)
    refuse_if(against_adding_place(kind=kind, code=code, name=name, parent=parent))
    place = Place.objects.create(
        kind=kind,
        code=code,
        name=name,
        parent=parent,
        path=f"new-{code}",
        level=level,
        enrolled=enrolled,
        enrolled_source=enrolled_source,
        about=about,
    )
    place.path = f"{parent.path if parent else '/'}{place.pk}/"
    place.save(update_fields=["path"])
    record(by, "place.add", place, path=place.path, kind=kind, code=code, name=name)
    return place


@transaction.atomic
def add_calendar_event(
    *,
    by: Actor,
    place: Place,
    kind: str,
    starts_on: date,
    label: str,
    ends_on: date | None = None,
    levels: str = "",
    source: str = "",
    not_judged_for: str = "",
) -> CalendarEvent:
    """Put a dated event on the calendar of a place and of everything below it.

    `levels`: words separated by commas; empty means every level. `not_judged_for`: codes of measures whose
    periods that start within the event are shown, not judged ("*" for every measure).
    """
    require(by, Permission.CALENDAR_EDIT, within=place.path)
    end = ends_on or starts_on
    refuse_if(against_adding_event(kind=kind, starts_on=starts_on, ends_on=end, label=label))
    event = CalendarEvent.objects.create(
        place=place,
        kind=kind,
        starts_on=starts_on,
        ends_on=end,
        label=label.strip(),
        levels=levels,
        source=source,
        not_judged_for=not_judged_for,
    )
    record(
        by, "calendar.add", event, path=place.path, kind=kind, label=label, starts_on=starts_on.isoformat()
    )
    return event


@transaction.atomic
def remove_calendar_event(*, by: Actor, event: CalendarEvent) -> None:
    """Take an event off the calendar, say a wrong date. The log keeps what it said."""
    require(by, Permission.CALENDAR_EDIT, within=event.place.path)
    record(
        by,
        "calendar.remove",
        event,
        path=event.place.path,
        kind=event.kind,
        label=event.label,
        starts_on=event.starts_on.isoformat(),
        ends_on=event.ends_on.isoformat(),
    )
    event.delete()
