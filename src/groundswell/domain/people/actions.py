"""Accounts by invitation, dated affiliations, and a person's own preferences."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Decision, Refused, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.people import policies
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import refuse_if


@transaction.atomic
def invite(
    *,
    by: Actor,
    place: Place,
    role: str,
    username: str,
    email: str,
    name: str,
    title: str = "",
    expertise: str = "",
    starts_on: date | None = None,
) -> Person:
    """Make an account without a password, with its first affiliation. The person sets a password by mail."""
    require(by, Permission.PEOPLE_MANAGE, within=place.path)
    refuse_if(
        policies.against_account(username=username, email=email, name=name, taken=_taken(username, email))
    )
    person = Person(
        username=username, email=email.strip().lower(), name=name.strip(), title=title, expertise=expertise
    )
    person.set_unusable_password()
    person.save()
    record(by, "people.invite", person, path=place.path, name=person.name)
    affiliate(by=by, person=person, place=place, role=role, starts_on=starts_on)
    return person


@transaction.atomic
def affiliate(
    *,
    by: Actor,
    person: Person,
    place: Place,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Affiliation:
    """Give a person a role at a place from a day on (today, unless said). `ends_on` is the last day."""
    require(by, Permission.PEOPLE_MANAGE, within=place.path)
    start = starts_on or by.today
    may_grant = policies.grantable(by.roles_within(place.path))
    refuse_if(policies.against_affiliation(role=role, may_grant=may_grant, starts_on=start, ends_on=ends_on))
    row, new = Affiliation.objects.get_or_create(
        person=person, place=place, role=role, starts_on=start, defaults={"ends_on": ends_on}
    )
    if new:
        record(
            by,
            "people.affiliate",
            row,
            path=place.path,
            person=person.pk,
            role=role,
            starts_on=start.isoformat(),
        )
    return row


@transaction.atomic
def end_affiliation(*, by: Actor, affiliation: Affiliation, last_day: date | None = None) -> Affiliation:
    """The person leaves. Without a `last_day` the last one was yesterday, so that access ends now.

    A role that began today is taken back as a whole.
    Refused for a role that `by` could not hand out (one's own excepted), and for the network's last hub
    member: somebody has to be able to let people in.
    """
    path = affiliation.place.path
    require(by, Permission.PEOPLE_MANAGE, within=path)
    last = last_day or max(affiliation.starts_on, date.fromordinal(by.today.toordinal() - 1))
    may_end = policies.grantable(by.roles_within(path)) | _own_role(by, affiliation)
    refuse_if(
        policies.against_ending(starts_on=affiliation.starts_on, last_day=last, already=affiliation.ends_on)
        + policies.against_taking_away(
            role=affiliation.role, may_end=may_end, is_last_hub=_is_last_hub(affiliation, on=by.today)
        )
    )
    affiliation.ends_on = last
    record(
        by,
        "people.end_affiliation",
        affiliation,
        path=path,
        person=affiliation.person_id,
        ends_on=last.isoformat(),
    )
    if last_day is None and affiliation.starts_on >= by.today:
        affiliation.delete()
    else:
        affiliation.save(update_fields=["ends_on"])
    return affiliation


@transaction.atomic
def set_preferences(*, by: Actor, person: Person, name: str, language: str, theme: str) -> Person:
    """A person's own name, language (en, es) and theme (system, light, dark). Nobody else's."""
    if by.person_id != person.pk:
        raise Refused(Decision(allowed=False, reason="These are another person's own choices."))
    refuse_if(policies.against_preferences(name=name, language=language, theme=theme))
    person.name, person.language, person.theme = name.strip(), language, theme
    person.save(update_fields=["name", "language", "theme"])
    record(by, "people.set_preferences", person, path="/", language=language, theme=theme)
    return person


def _own_role(by: Actor, affiliation: Affiliation) -> frozenset[str]:
    return frozenset({affiliation.role}) if affiliation.person_id == by.person_id else frozenset()


def _is_last_hub(affiliation: Affiliation, *, on: date) -> bool:
    """Whether nobody else looks after the whole network for as long as it lasts."""
    if affiliation.role != "hub" or affiliation.place.parent_id is not None:
        return False
    others = Affiliation.objects.filter(
        role="hub", place=affiliation.place, starts_on__lte=on, ends_on=None, person__is_active=True
    )
    return not others.exclude(person=affiliation.person_id).exists()


def _taken(username: str, email: str) -> list[str]:
    rows = Person.objects.filter(Q(username__iexact=username) | Q(email__iexact=email))
    return [text.lower() for row in rows.values_list("username", "email") for text in row]
