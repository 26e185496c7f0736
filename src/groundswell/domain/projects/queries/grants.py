"""A person's roles, of every kind."""

from datetime import datetime

from groundswell.domain.access.actor import Actor, Grant
from groundswell.domain.people.models import Person
from groundswell.domain.people.queries import standing
from groundswell.domain.places.models import ancestors
from groundswell.domain.projects.models import Membership


def actor_for(person: Person, *, now: datetime, request_id: str = "") -> Actor:
    """The person as an actor: roles at places and in projects, as they stand at `now`.

    This room is the first that knows every kind of grant. Both are read afresh for each request, so a
    right that ends is gone with the next one. Who has left a network has left its teams, too.
    """
    on = now.date()
    teams = Membership.objects.active(on).filter(person=person).select_related("project")
    at_places = standing(person, on=on)
    in_projects = tuple(
        Grant(row.role, row.project.path)
        for row in teams
        if ancestors(row.project.path)[0] not in at_places.left
    )
    return Actor(
        person_id=person.pk,
        name=person.name,
        now=now,
        grants=at_places.grants + in_projects,
        request_id=request_id,
    )
