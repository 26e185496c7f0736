"""The people of the example, acting on the days of the story."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from groundswell.domain.access.actor import Actor, Grant
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.domain.projects.queries import actor_for

MORNING, AFTERNOON = time(7, 40), time(15, 40)


def at(day: date, hour: time = AFTERNOON) -> datetime:
    """A day of the story as a moment, by the network's clock on the wall."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(settings.TIME_ZONE))


def acting(key: str, day: date, hour: time = AFTERNOON) -> Actor:
    """The person as an actor, with the roles of that day."""
    return actor_for(Person.objects.get(username=key), now=at(day, hour))


def set_up(day: date) -> Actor:
    """Whoever sets a new network up, before anybody has an account."""
    return Actor(person_id=None, name="Set-up", now=at(day), grants=(Grant("hub", "/"),))


def place(code: str) -> Place:
    return Place.objects.get(code=code)
