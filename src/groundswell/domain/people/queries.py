"""Who is where, and with which roles."""

from datetime import date

from django.db.models import Q, QuerySet

from groundswell.domain.access.actor import Grant
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.places.models import Place, ancestors


def current_affiliations(person: Person, *, on: date) -> QuerySet[Affiliation]:
    """The person's affiliations on a date, with their places."""
    open_ended = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return person.affiliations.filter(open_ended, starts_on__lte=on).select_related("place").order_by("id")


def place_grants(person: Person, *, on: date) -> tuple[Grant, ...]:
    """The roles at places that are in force on a date."""
    return tuple(Grant(row.role, row.place.path) for row in current_affiliations(person, on=on))


def people_of_network(path: str, *, on: date, text: str = "") -> QuerySet[Person]:
    """People working anywhere in the network that `path` lies in, whose name, title or address has `text`."""
    people = Person.objects.at(ancestors(path)[0], on=on).filter(is_active=True)
    if text.strip():
        words = text.strip()
        people = people.filter(
            Q(name__icontains=words) | Q(title__icontains=words) | Q(email__icontains=words)
        )
    return people.order_by("name", "id")


def belongs_to_network(person: Person, path: str, *, on: date) -> bool:
    """Whether the person works somewhere in the network that `path` lies in."""
    return Person.objects.at(ancestors(path)[0], on=on).filter(pk=person.pk).exists()


def workplaces(person: Person, *, on: date) -> list[Place]:
    """The person's places on a date, the first affiliation first, each once."""
    return list({row.place_id: row.place for row in current_affiliations(person, on=on)}.values())
