"""The calendar of a place: what happened when, so that a number can be understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.measures.queries.cards import measures_at
from groundswell.domain.places import actions
from groundswell.domain.places.models import CalendarEvent, Place
from groundswell.domain.places.queries import events_at, levels_below
from groundswell.web.page import Where, render_page
from groundswell.web.places.adding import done
from groundswell.web.places.forms import EVENTS, EventForm
from groundswell.web.request import Request

SHOWN = 60
KINDS = dict(EVENTS) | {CalendarEvent.Kind.SCHOOL_YEAR: gettext_lazy("School year")}


@dataclass(frozen=True)
class EventRow:
    """One event. `place` names where it comes from, if that is a place above. `number` is 0 where it stays."""

    starts_on: date
    ends_on: date | None
    kind: str
    label: str
    under: str
    number: int


@dataclass(frozen=True)
class CalendarPage:
    place: Place
    rows: tuple[EventRow, ...]
    more: int
    form: EventForm | None


@require_http_methods(["GET", "POST"])
def calendar(request: Request, code: str) -> HttpResponse:
    """The list for everyone of the place; the form for who keeps its calendar."""
    place = _place(request, code)
    require(request.actor, Permission.PLACE_VIEW, within=place.path)
    if request.method == "GET":
        form = _form(request, place) if _may_edit(request.actor, place) else None
        return _page(request, place, form, status=200)
    require(request.actor, Permission.CALENDAR_EDIT, within=place.path)
    form = _form(request, place)
    if form.is_valid() and done(
        form,
        lambda: actions.add_calendar_event(by=request.actor, place=place, **form.facts()),  # type: ignore[arg-type]
    ):
        messages.success(request, _("It is on the calendar. Charts tell it where it belongs."))
        return redirect("place_calendar", place.code)
    return _page(request, place, form, status=422)


@require_POST
def remove_event(request: Request, code: str, number: int) -> HttpResponse:
    place = _place(request, code)
    require(request.actor, Permission.CALENDAR_EDIT, within=place.path)
    event = get_object_or_404(place.calendar_events.select_related("place"), pk=number)
    actions.remove_calendar_event(by=request.actor, event=event)
    messages.success(request, _("It is off the calendar. The log keeps it."))
    return redirect("place_calendar", place.code)


def _place(request: Request, code: str) -> Place:
    return get_object_or_404(Place.objects.visible_to(request.actor), code=code)


def _may_edit(by: Actor, place: Place) -> bool:
    return can(by, Permission.CALENDAR_EDIT, within=place.path).allowed


def _form(request: Request, place: Place) -> EventForm:
    set_aside = _("are set aside, for %(measure)s")
    measures = [(each.code, set_aside % {"measure": each.name}) for each in measures_at(place)]
    return EventForm(
        request.POST or None,
        levels=levels_below(place),
        measures=measures,
        initial={"starts_on": request.actor.today},
    )


def _page(request: Request, place: Place, form: EventForm | None, *, status: int) -> HttpResponse:
    events = list(events_at(place))
    shown = events if "all" in request.GET else events[:SHOWN]
    page = CalendarPage(place, _rows(shown, place, may_edit=form is not None), len(events) - len(shown), form)
    return render_page(
        request, "places/calendar.html", page=page, where=Where("calendar", place=place), status=status
    )


def _rows(events: Sequence[CalendarEvent], place: Place, *, may_edit: bool) -> tuple[EventRow, ...]:
    return tuple(
        EventRow(
            starts_on=event.starts_on,
            ends_on=event.ends_on if event.ends_on != event.starts_on else None,
            kind=str(KINDS[CalendarEvent.Kind(event.kind)]),
            label=event.label,
            under=_under(event, place),
            number=event.pk if may_edit and event.place_id == place.pk else 0,
        )
        for event in events
    )


def _under(event: CalendarEvent, place: Place) -> str:
    """For whom, from where, and whether charts set it aside."""
    above = _("set by %(place)s") % {"place": event.place.name} if event.place_id != place.pk else ""
    aside = _("charts set it aside") if event.not_judged_for else ""
    return " · ".join(part for part in (event.levels, above, event.source, aside) if part)
