from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from groundswell.domain.access.actor import Actor
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.places.models import Place
from groundswell.domain.projects.queries import actor_for

NOW = datetime(2016, 6, 10, 8, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
_numbers = count(1)


def make_person(
    *, name: str = "", place: Place | None = None, role: str = "staff", **fields: object
) -> Person:
    number = next(_numbers)
    person = Person(
        username=str(fields.pop("username", f"person{number}")),
        email=str(fields.pop("email", f"person{number}@test.example")),
        name=name or f"Person {number}",
        **fields,
    )
    person.set_unusable_password()
    person.save()
    if place is not None:
        make_affiliation(person, place, role=role)
    return person


def make_affiliation(
    person: Person,
    place: Place,
    *,
    role: str = "staff",
    starts_on: date = date(2014, 8, 25),
    ends_on: date | None = None,
) -> Affiliation:
    return Affiliation.objects.create(
        person=person, place=place, role=role, starts_on=starts_on, ends_on=ends_on
    )


def make_actor(person: Person, *, now: datetime = NOW) -> Actor:
    return actor_for(person, now=now)
