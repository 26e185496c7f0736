"""The people of a place: who is here with which role, who is to come, who was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django import forms
from django.urls import reverse

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import PLACE_ROLES
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.people.policies import grantable
from groundswell.domain.people.queries import affiliations_at
from groundswell.domain.places.models import Place
from groundswell.web.design.nav import Link

DESCRIPTIONS = {code: role.description for code, role in PLACE_ROLES.items()}


@dataclass(frozen=True)
class RoleRow:
    """One role of one person here. `end_url` is empty for who may not end it."""

    role: str
    starts_on: date
    ends_on: date | None
    is_to_come: bool
    end_url: str


@dataclass(frozen=True)
class PersonRow:
    """`link_url` is there while the person has chosen no password yet."""

    person: Person
    roles: tuple[RoleRow, ...]
    link_url: str


@dataclass(frozen=True)
class PeoplePage:
    place: Place
    present: tuple[PersonRow, ...]
    former: tuple[PersonRow, ...]
    invite_url: str
    role_url: str
    below: tuple[Link, ...]


@dataclass(frozen=True)
class PeopleForm:
    """A form about the people of a place. `asked` and `found` tell of a search, where there is one."""

    place: Place
    form: forms.Form
    back: str
    descriptions: dict[str, str]
    row: Affiliation | None = None
    role: str = ""
    asked: str = ""
    found: int = 0


def people_page(place: Place, by: Actor) -> PeoplePage:
    may_manage = can(by, Permission.PEOPLE_MANAGE, within=place.path).allowed
    rows = list(affiliations_at(place))
    present = [row for row in rows if row.ends_on is None or row.ends_on >= by.today]
    here = {row.person_id for row in present}
    former = [row for row in rows if row.person_id not in here]
    may_end = grantable(by.roles_within(place.path))
    return PeoplePage(
        place=place,
        present=_people(present, by, may_end if may_manage else None),
        former=_people(former, by, None),
        invite_url=reverse("place_people_invite", args=[place.code]) if may_manage else "",
        role_url=reverse("place_people_role", args=[place.code]) if may_manage else "",
        below=_below(place, by),
    )


def _people(rows: Iterable[Affiliation], by: Actor, may_end: frozenset[str] | None) -> tuple[PersonRow, ...]:
    """`may_end` is None where nothing can be changed."""
    people = []
    for _number, own in groupby(rows, key=lambda row: row.person_id):
        each = list(own)
        person = each[0].person
        waits = may_end is not None and not person.has_usable_password() and person.is_active
        link_url = reverse("place_people_link", args=[each[0].place.code, each[0].pk]) if waits else ""
        people.append(PersonRow(person, tuple(_role(row, by, may_end) for row in each), link_url))
    return tuple(people)


def _role(row: Affiliation, by: Actor, may_end: frozenset[str] | None) -> RoleRow:
    ends = may_end is not None and (row.role in may_end or row.person_id == by.person_id)
    return RoleRow(
        role=PLACE_ROLES[row.role].name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_to_come=row.starts_on > by.today,
        end_url=reverse("place_people_end", args=[row.place.code, row.pk]) if ends else "",
    )


def _below(place: Place, by: Actor) -> tuple[Link, ...]:
    """The lists of the places right below, for who may see them."""
    rows = Place.objects.visible_to(by).filter(parent=place).order_by("name")
    return tuple(
        Link(row.name, reverse("place_people", args=[row.code]))
        for row in rows
        if can(by, Permission.PEOPLE_VIEW, within=row.path).allowed
    )
