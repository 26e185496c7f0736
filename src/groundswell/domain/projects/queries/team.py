"""The team as people see it: who, in which roles, doing what, from when to when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from groundswell.domain.access.roles import PROJECT_ROLES
from groundswell.domain.projects.models import Membership, Project

SOON_DAYS = 14


@dataclass(frozen=True)
class Part:
    """One role of one person. `ends_soon`: within two weeks, so that a coach can be renewed in time."""

    membership_id: int
    role: str
    role_name: str
    function: str
    is_frontline: bool
    starts_on: date
    ends_on: date | None
    ends_soon: bool
    version: int


@dataclass(frozen=True)
class TeamMember:
    """One person with every role they have (or had) in the project."""

    person_id: int
    name: str
    title: str
    parts: tuple[Part, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(part.role_name for part in self.parts)

    @property
    def function(self) -> str:
        return next((part.function for part in self.parts if part.function), self.title)

    @property
    def is_frontline(self) -> bool:
        return any(part.is_frontline for part in self.parts)


@dataclass(frozen=True)
class Team:
    """`present` on the day asked for, `former` before it, each by role and then name."""

    present: tuple[TeamMember, ...]
    former: tuple[TeamMember, ...]

    @property
    def has_frontline(self) -> bool:
        return any(member.is_frontline for member in self.present)


def team(project: Project, *, on: date) -> Team:
    """One query, whatever the size of the team."""
    rows = list(project.memberships.select_related("person").order_by("starts_on", "id"))
    present = [row for row in rows if _is_present(row, on)]
    here = {row.person_id for row in present}
    former = [row for row in rows if row.person_id not in here and not _is_to_come(row, on)]
    return Team(present=_grouped(present, on), former=_grouped(former, on))


def _is_present(row: Membership, on: date) -> bool:
    return row.ended_at is None and row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)


def _is_to_come(row: Membership, on: date) -> bool:
    return row.ended_at is None and row.starts_on > on


def _grouped(rows: list[Membership], on: date) -> tuple[TeamMember, ...]:
    by_person: dict[int, list[Membership]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
    members = [_member(own, on) for own in by_person.values()]
    order = list(PROJECT_ROLES)
    return tuple(sorted(members, key=lambda m: (min(order.index(part.role) for part in m.parts), m.name)))


def _member(rows: list[Membership], on: date) -> TeamMember:
    person = rows[0].person
    parts = tuple(_part(row, on) for row in rows)
    return TeamMember(person_id=person.pk, name=person.name, title=person.title, parts=parts)


def _part(row: Membership, on: date) -> Part:
    ends_soon = row.ended_at is None and row.ends_on is not None and 0 <= (row.ends_on - on).days <= SOON_DAYS
    return Part(
        membership_id=row.pk,
        role=row.role,
        role_name=PROJECT_ROLES[row.role].name,
        function=row.function,
        is_frontline=row.is_frontline,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ends_soon=ends_soon,
        version=row.version,
    )
