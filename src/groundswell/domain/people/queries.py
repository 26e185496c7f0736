"""Who is where, and with which roles."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from groundswell.domain.access.actor import Grant
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.places.models import Place, ancestors


def current_affiliations(person: Person, *, on: date) -> QuerySet[Affiliation]:
    """The person's affiliations on a date, with their places."""
    open_ended = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return person.affiliations.filter(open_ended, starts_on__lte=on).select_related("place").order_by("id")


@dataclass(frozen=True)
class Standing:
    """What a person holds at places on a date, and the networks (by path) where their last role has ended."""

    grants: tuple[Grant, ...]
    left: frozenset[str]


def standing(person: Person, *, on: date) -> Standing:
    """In one query, since every request asks."""
    rows = list(person.affiliations.filter(starts_on__lte=on).select_related("place").order_by("id"))
    held = [row for row in rows if row.ends_on is None or row.ends_on >= on]
    networks = {ancestors(row.place.path)[0] for row in rows}
    return Standing(
        grants=tuple(Grant(row.role, row.place.path) for row in held),
        left=frozenset(networks - {ancestors(row.place.path)[0] for row in held}),
    )


def place_grants(person: Person, *, on: date) -> tuple[Grant, ...]:
    """The roles at places that are in force on a date."""
    return standing(person, on=on).grants


def people_of_network(path: str, *, on: date, text: str = "") -> QuerySet[Person]:
    """People working anywhere in the network that `path` lies in, whose name, title or address has `text`."""
    people = Person.objects.at(ancestors(path)[0], on=on).filter(is_active=True)
    return _matching(people, text).order_by("name", "id")


def once_of_network(path: str, *, text: str) -> QuerySet[Person]:
    """As `people_of_network`, with those who left: someone who comes back has an account already."""
    top = ancestors(path)[0]
    people = Person.objects.filter(affiliations__place__path__startswith=top, is_active=True).distinct()
    return _matching(people, text).order_by("name", "id")


def _matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    words = text.strip()
    if not words:
        return people
    return people.filter(Q(name__icontains=words) | Q(title__icontains=words) | Q(email__icontains=words))


def belongs_to_network(person: Person, path: str, *, on: date) -> bool:
    """Whether the person works somewhere in the network that `path` lies in."""
    return Person.objects.at(ancestors(path)[0], on=on).filter(pk=person.pk).exists()


def workplaces(person: Person, *, on: date) -> list[Place]:
    """The person's places on a date, the first affiliation first, each once."""
    return list({row.place_id: row.place for row in current_affiliations(person, on=on)}.values())


def affiliations_at(place: Place) -> QuerySet[Affiliation]:
    """Everyone's roles at this very place, past and to come, by the person's name."""
    return place.affiliations.select_related("person").order_by(
        "person__name", "person_id", "starts_on", "id"
    )


def works_below(place: Place, *, besides: int | None, on: date) -> bool:
    """Whether anybody else has a role at the place or below it."""
    others = Person.objects.at(place.path, on=on)
    return (others if besides is None else others.exclude(pk=besides)).exists()


def free_username(name: str) -> str:
    """A sign-in name made from a person's name ("Ana Ruiz" -> "ana.ruiz"), numbered when it is taken."""
    stem = slugify(name).replace("-", ".")[:50] or "person"
    taken = {each.lower() for each in _usernames_like(stem)}
    number = 1
    while _numbered(stem, number) in taken:
        number += 1
    return _numbered(stem, number)


def _usernames_like(stem: str) -> QuerySet[Person, str]:
    return Person.objects.filter(username__istartswith=stem).values_list("username", flat=True)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}{number}"
