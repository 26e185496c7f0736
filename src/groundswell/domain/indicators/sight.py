"""How much of a place's released numbers a person may see."""

from typing import Literal

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import ROLES
from groundswell.domain.places.models import ancestors

Sight = Literal["all", "totals"]


def paths_above(by: Actor) -> set[str]:
    """The places above those at which the person sees numbers. A role in a project opens its own place alone."""
    held = (
        grant.path
        for grant in by.grants
        if not grant.is_in_project and Permission.MEASURE_VIEW in ROLES[grant.role].permissions
    )
    return {path for below in held for path in ancestors(below)[:-1]}


def sight_of(by: Actor, path: str) -> Sight:
    """All of a place and what lies below it, or its totals for who works below it. Raises `Refused`."""
    if can(by, Permission.MEASURE_VIEW, within=path).allowed:
        return "all"
    if path in paths_above(by):
        return "totals"
    require(by, Permission.MEASURE_VIEW, within=path)
    raise AssertionError("require refuses what can refused")
