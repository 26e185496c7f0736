"""Who is in the team, in which role and from when to when."""

from datetime import date

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.people.models import Person
from groundswell.domain.people.queries import belongs_to_network
from groundswell.domain.projects import policies
from groundswell.domain.projects.models import Membership, Project
from groundswell.domain.refusals import refuse_if
from groundswell.domain.versions import save_if_unchanged


@transaction.atomic
def add_member(
    *,
    by: Actor,
    project: Project,
    person: Person,
    role: str,
    function: str = "",
    is_frontline: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a person a role in the project. A coach's ends after 90 days at most; others go on until ended."""
    require(by, Permission.TEAM_MANAGE, within=project.path)
    start = starts_on or by.today
    reasons = policies.against_member(
        role=role,
        holds=_roles_of(project, person, on=by.today),
        in_network=belongs_to_network(person, project.path, on=by.today),
        is_active=person.is_active,
        starts_on=start,
        ends_on=ends_on,
    )
    refuse_if(policies.against_change(project.state) + reasons)
    row = Membership.objects.create(
        project=project,
        person=person,
        role=role,
        function=function.strip(),
        is_frontline=is_frontline,
        starts_on=start,
        ends_on=policies.last_day(role=role, starts_on=start, asked=ends_on),
    )
    record(by, "projects.add_member", row, path=project.path, person=person.pk, name=person.name, role=role)
    return row


@transaction.atomic
def change_member(
    *, by: Actor, membership: Membership, function: str, is_frontline: bool, version: int
) -> Membership:
    """What the person does in the team, and whether they work with students every day."""
    project = membership.project
    require(by, Permission.TEAM_MANAGE, within=project.path)
    refuse_if(policies.against_change(project.state) + policies.against_ending(ended=_ended(membership)))
    changes: dict[str, object] = {"function": function.strip(), "is_frontline": is_frontline}
    save_if_unchanged(membership, version=version, changes=changes)
    record(
        by, "projects.change_member", membership, path=project.path, person=membership.person_id, **changes
    )
    return membership


@transaction.atomic
def change_role(*, by: Actor, membership: Membership, role: str) -> Membership:
    """End the old role now and start the new one today, so that both stay readable in the team's history."""
    if role == membership.role:
        return membership
    project = membership.project
    require(by, Permission.TEAM_MANAGE, within=project.path)
    refuse_if(_against_leaving(membership))
    _end(by, membership)
    record(by, "projects.change_role", membership, path=project.path, before=membership.role, after=role)
    return add_member(
        by=by,
        project=project,
        person=membership.person,
        role=role,
        function=membership.function,
        is_frontline=membership.is_frontline,
    )


@transaction.atomic
def renew_coach(*, by: Actor, membership: Membership) -> Membership:
    """Invite the coach for another 90 days from today."""
    project = membership.project
    require(by, Permission.TEAM_MANAGE, within=project.path)
    refuse_if(policies.against_change(project.state) + policies.against_ending(ended=_ended(membership)))
    membership.ends_on = policies.last_day(role=membership.role, starts_on=by.today, asked=None)
    membership.save(update_fields=["ends_on"])
    ends_on = membership.ends_on.isoformat() if membership.ends_on else ""
    record(
        by,
        "projects.renew_coach",
        membership,
        path=project.path,
        person=membership.person_id,
        ends_on=ends_on,
    )
    return membership


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership) -> Membership:
    """The person leaves the team; from this moment they see nothing of its work."""
    project = membership.project
    require(by, Permission.TEAM_MANAGE, within=project.path)
    refuse_if(_against_leaving(membership))
    _end(by, membership)
    about = {"person": membership.person_id, "name": membership.person.name, "role": membership.role}
    record(by, "projects.end_membership", membership, path=project.path, **about)
    return membership


def _end(by: Actor, membership: Membership) -> None:
    membership.ended_at, membership.ended_by_id = by.now, by.person_id
    membership.ends_on = max(by.today, membership.starts_on)
    membership.save(update_fields=["ended_at", "ended_by", "ends_on"])


def _ended(membership: Membership) -> bool:
    return membership.ended_at is not None


def _against_leaving(membership: Membership) -> list[str]:
    project = membership.project
    Project.objects.select_for_update().get(pk=project.pk)  # two leads who leave at once: one of them stays
    membership.refresh_from_db(fields=["ended_at", "ends_on"])
    others = project.memberships.filter(role="lead", ended_at__isnull=True, ends_on__isnull=True)
    leads = others.exclude(pk=membership.pk).count()
    return (
        policies.against_change(project.state)
        + policies.against_ending(ended=_ended(membership))
        + policies.against_losing_lead(role=membership.role, other_leads=leads)
    )


def _roles_of(project: Project, person: Person, *, on: date) -> list[str]:
    return list(project.memberships.active(on).filter(person=person).values_list("role", flat=True))
