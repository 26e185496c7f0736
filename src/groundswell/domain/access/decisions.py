"""Ask and require from one decision, and lists restricted by the same rule."""

from dataclasses import dataclass

from django.db.models import Q

from groundswell.domain.access.actor import PROJECT_STEP, Actor
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import ROLES


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reason: str


class Refused(Exception):
    """The person may not do this here. The message says who can."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


def can(by: Actor, permission: Permission, *, within: str) -> Decision:
    """May `by` use `permission` on something at path `within`? Roles at places stop at projects."""
    holding = [code for code in by.roles_within(within) if permission in ROLES[code].permissions]
    if holding:
        return Decision(allowed=True, reason=f"as {ROLES[holding[0]].name.lower()}")
    return Decision(allowed=False, reason=f"This needs one of these roles here: {who_can(permission)}.")


def require(by: Actor, permission: Permission, *, within: str) -> Decision:
    """The same decision, raised as `Refused` when it is no."""
    decision = can(by, permission, within=within)
    if not decision.allowed:
        raise Refused(decision)
    return decision


def reach(by: Actor, permission: Permission, *, field: str = "path") -> Q:
    """The rows whose `field` lies within a grant that holds `permission`: `can`, as a filter."""
    holding = {grant for grant in by.grants if permission in ROLES[grant.role].permissions}
    chosen = Q(pk__in=())
    for grant in holding:
        within = Q(**{f"{field}__startswith": grant.path})
        chosen |= within if grant.is_in_project else within & ~Q(**{f"{field}__contains": PROJECT_STEP})
    return chosen


def who_can(permission: Permission) -> str:
    """The names of the roles that hold `permission`, for people to read."""
    return ", ".join(role.name.lower() for role in ROLES.values() if permission in role.permissions)
