"""Who acts: a person, what they hold where, and when."""

from dataclasses import dataclass
from datetime import date, datetime

PROJECT_STEP = "/p"  # a project's step in a path: "/1/4/17/p12/"


@dataclass(frozen=True)
class Grant:
    """A role held on a path, the path of a place or of a project."""

    role: str
    path: str

    @property
    def is_in_project(self) -> bool:
        return PROJECT_STEP in self.path

    def reaches(self, path: str) -> bool:
        """A grant reaches its path and all below. One at a place stops at projects: they are the team's."""
        return path.startswith(self.path) and (self.is_in_project or PROJECT_STEP not in path)


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

    @property
    def id(self) -> int:
        """The person's number, for rows that need one. Raises PermissionError when nobody is signed in."""
        if self.person_id is None:
            raise PermissionError("Nobody is signed in.")
        return self.person_id

    def roles_within(self, path: str) -> tuple[str, ...]:
        """Roles that reach `path`, nearest first."""
        reaching = [grant for grant in self.grants if grant.reaches(path)]
        return tuple(grant.role for grant in sorted(reaching, key=lambda grant: -len(grant.path)))


def system_actor(*, now: datetime, name: str = "Groundswell") -> Actor:
    """The software itself, for work that no person asked for. It holds no roles: actions refuse it."""
    return Actor(person_id=None, name=name, now=now)
