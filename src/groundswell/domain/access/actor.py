"""Who acts: a person, what they hold where, and when."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Grant:
    """A role held on a path. A path is a place or a project; a grant reaches everything below it."""

    role: str
    path: str


@dataclass(frozen=True)
class Actor:
    """The person behind a request, with the roles in force at `now`."""

    person_id: int | None
    name: str
    now: datetime
    grants: tuple[Grant, ...] = ()
    request_id: str = ""

    @property
    def today(self) -> date:
        return self.now.date()

    def roles_within(self, path: str) -> tuple[str, ...]:
        """Roles that reach `path`, nearest first."""
        reaching = [grant for grant in self.grants if path.startswith(grant.path)]
        return tuple(grant.role for grant in sorted(reaching, key=lambda grant: -len(grant.path)))


def system_actor(*, now: datetime, name: str = "Groundswell") -> Actor:
    """The software itself, for work that no person asked for. It holds no roles: actions refuse it."""
    return Actor(person_id=None, name=name, now=now)
