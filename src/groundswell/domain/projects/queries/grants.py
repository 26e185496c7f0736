"""A person's roles, of every kind."""

from datetime import datetime

from groundswell.domain.access.actor import Actor, Grant
from groundswell.domain.people.models import Person
from groundswell.domain.people.queries import place_grants
from groundswell.domain.projects.models import Membership


def actor_for(person: Person, *, now: datetime, request_id: str = "") -> Actor:
    """The person as an actor: roles at places and in projects, as they stand at `now`.

    This room is the first that knows every kind of grant. Both are read afresh for each request, so a
    right that ends is gone with the next one.
    """
    on = now.date()
    teams = Membership.objects.active(on).filter(person=person).select_related("project")
    in_projects = tuple(Grant(row.role, row.project.path) for row in teams)
    return Actor(
        person_id=person.pk,
        name=person.name,
        now=now,
        grants=place_grants(person, on=on) + in_projects,
        request_id=request_id,
    )
