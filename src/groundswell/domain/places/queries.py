"""Read places and their calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from groundswell.domain.places.models import CalendarEvent, Place, ancestors


@dataclass(frozen=True)
class CalendarMark:
    """A dated event that touches a place; both days included. `not_judged_for` names measures, or is "*"."""

    kind: str
    starts_on: date
    ends_on: date
    label: str
    source: str = ""
    not_judged_for: tuple[str, ...] = ()

    def sets_aside(self, measure_code: str, period: date) -> bool:
        """Whether a period that starts on `period` is shown for this measure without being judged."""
        named = "*" in self.not_judged_for or measure_code in self.not_judged_for
        return named and self.starts_on <= period <= self.ends_on


def words(listed: str) -> tuple[str, ...]:
    """The words of a list in text: "elementary, k8" -> ("elementary", "k8")."""
    return tuple(word.strip() for word in listed.split(",") if word.strip())


def places_above(place: Place) -> QuerySet[Place]:
    """The places on the way to this one, top first, itself included."""
    return Place.objects.filter(path__in=ancestors(place.path)).order_by("path")


def schools_below(place: Place) -> QuerySet[Place]:
    """Schools under a district or network, in alphabetical order: a list is not a ranking."""
    return Place.objects.below(place.path).filter(kind=Place.Kind.SCHOOL).order_by("name")


def children_of(place: Place) -> QuerySet[Place]:
    return Place.objects.filter(parent=place).order_by("kind", "name")


def place_with_code(code: str) -> Place:
    """The place, or Place.DoesNotExist. Codes are unique and never change."""
    return Place.objects.get(code=code)


def has_begun() -> bool:
    """Whether this installation holds a network yet."""
    return Place.objects.exists()


def free_code(name: str) -> str:
    """A code made from a place's name ("Cedar School" -> "cedar-school"), numbered when it is taken."""
    stem = slugify(name)[:34].strip("-") or "place"
    taken = set(Place.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 1
    while _numbered(stem, number) in taken:
        number += 1
    return _numbered(stem, number)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def levels_below(place: Place) -> list[str]:
    """The school levels in use at a place and below it, in alphabetical order."""
    rows = Place.objects.filter(path__startswith=place.path).exclude(level="")
    return list(rows.order_by("level").values_list("level", flat=True).distinct())


def events_at(place: Place) -> QuerySet[CalendarEvent]:
    """Events of this place and of the places above it, for whatever level, the newest first."""
    rows = CalendarEvent.objects.filter(place__path__in=ancestors(place.path)).select_related("place")
    return rows.order_by("-starts_on", "-id")


def calendar_for(
    place: Place, *, start: date | None = None, end: date | None = None
) -> tuple[CalendarMark, ...]:
    """Events that touch the span, from the place and the places above it, if they mean its level."""
    touching = Q(place__path__in=ancestors(place.path))
    touching &= Q() if start is None else Q(ends_on__gte=start)
    touching &= Q() if end is None else Q(starts_on__lte=end)
    rows = CalendarEvent.objects.filter(touching).order_by("starts_on", "id")
    return tuple(_mark(row) for row in rows if concerns(row.levels, place.level))


def calendars_for(places: Sequence[Place]) -> dict[int, tuple[CalendarMark, ...]]:
    """All events of several places in one query, by the place's number."""
    paths = {path for place in places for path in ancestors(place.path)}
    rows = list(
        CalendarEvent.objects.filter(place__path__in=paths)
        .select_related("place")
        .order_by("starts_on", "id")
    )
    return {
        place.pk: tuple(
            _mark(row)
            for row in rows
            if place.path.startswith(row.place.path) and concerns(row.levels, place.level)
        )
        for place in places
    }


def concerns(levels: str, level: str) -> bool:
    """Does an event for these levels concern a place at this level? No levels means all of them."""
    return not levels or _plain(level) in {_plain(word) for word in words(levels)}


def _plain(level: str) -> str:
    return "".join(letter for letter in level.lower() if letter.isalnum())


def _mark(row: CalendarEvent) -> CalendarMark:
    return CalendarMark(
        row.kind, row.starts_on, row.ends_on, row.label, row.source, words(row.not_judged_for)
    )
