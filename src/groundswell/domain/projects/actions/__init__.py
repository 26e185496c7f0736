"""Every write of this room."""

from groundswell.domain.projects.actions.data_reading import read_data
from groundswell.domain.projects.actions.documents import revise_aim, revise_charter, revise_problem
from groundswell.domain.projects.actions.project import rename, set_mode, set_state, start_project
from groundswell.domain.projects.actions.team import (
    add_member,
    change_member,
    change_role,
    end_membership,
    renew_coach,
)

__all__ = [
    "add_member",
    "change_member",
    "change_role",
    "end_membership",
    "read_data",
    "rename",
    "renew_coach",
    "revise_aim",
    "revise_charter",
    "revise_problem",
    "set_mode",
    "set_state",
    "start_project",
]
