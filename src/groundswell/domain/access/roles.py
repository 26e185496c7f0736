"""Roles as data: who may do what. The reference docs and the access tests are made from this table."""

from dataclasses import dataclass

from groundswell.domain.access.permissions import Permission

P = Permission


@dataclass(frozen=True)
class Role:
    """A named set of permissions, held at a place or in a project and inherited by everything below it."""

    code: str
    name: str
    description: str
    scope: str
    permissions: frozenset[P]


def _at_place(code: str, name: str, description: str, *permissions: P) -> Role:
    return Role(code, name, description, "place", frozenset({P.PLACE_VIEW, *permissions}))


def _in_project(code: str, name: str, description: str, *permissions: P) -> Role:
    return Role(code, name, description, "project", frozenset({P.PROJECT_BRIEF, *permissions}))


_TEAM_WORK = (P.PROJECT_WORK, P.PROJECT_EDIT, P.CYCLE_RECORD, P.MEASURE_VIEW, P.MEASURE_EDIT, P.LOOKS_VIEW)
_STAFF = (P.MEASURE_VIEW, P.PROJECT_START, P.STORYBOARD_READ)

_ALL = (
    _at_place(
        "staff",
        "Staff member",
        "Works at a school or office; sees its numbers and can start a project.",
        *_STAFF,
    ),
    _at_place(
        "school_leader",
        "School leader",
        "Leads a school; sees its numbers, never a team's drafts.",
        *_STAFF,
        P.PEOPLE_VIEW,
        P.PEOPLE_MANAGE,
        P.CALENDAR_EDIT,
    ),
    _at_place(
        "data_steward",
        "Data steward",
        "Brings data in, explains what was set aside, can take an import back.",
        P.MEASURE_VIEW,
        P.MEASURE_EDIT,
        P.IMPORT_RUN,
        P.STUDENT_DATA_LOAD,
        P.STUDENT_ROWS_VIEW,
        P.CALENDAR_EDIT,
        P.STORYBOARD_READ,
    ),
    _at_place(
        "district_leader",
        "District leader",
        "Supports the district's schools; sees what teams shared.",
        P.MEASURE_VIEW,
        P.PEOPLE_VIEW,
        P.PEOPLE_MANAGE,
        P.STORYBOARD_READ,
        P.CALENDAR_EDIT,
    ),
    _at_place(
        "network_coach",
        "Network coach",
        "Coaches teams; sees a team's work when the team invites.",
        P.MEASURE_VIEW,
        P.STORYBOARD_READ,
    ),
    _at_place(
        "hub",
        "Hub member",
        "Looks after the network's common aim, measures and learning.",
        P.MEASURE_VIEW,
        P.MEASURE_EDIT,
        P.CALENDAR_EDIT,
        P.STORYBOARD_READ,
        P.PEOPLE_VIEW,
        P.PEOPLE_MANAGE,
    ),
    _at_place(
        "adviser",
        "County adviser",
        "Supports several districts; sees shared work.",
        P.MEASURE_VIEW,
        P.STORYBOARD_READ,
    ),
    _at_place("researcher", "Researcher", "Studies shared work with consent.", P.STORYBOARD_READ),
    _in_project(
        "sponsor",
        "Sponsor",
        "Clears barriers; sees the aim, measures and decisions, not drafts or hints.",
        P.MEASURE_VIEW,
    ),
    _in_project(
        "lead",
        "Team lead",
        "Leads the team's work and its sharing.",
        *_TEAM_WORK,
        P.TEAM_MANAGE,
        P.STORYBOARD_SHARE,
    ),
    _in_project(
        "facilitator",
        "Facilitator",
        "Keeps the meetings and the method going.",
        *_TEAM_WORK,
        P.TEAM_MANAGE,
        P.STORYBOARD_SHARE,
    ),
    _in_project(
        "member", "Team member", "Plans, tests, records and studies.", *_TEAM_WORK, P.STORYBOARD_SHARE
    ),
    _in_project("content_expert", "Content expert", "Brings deep knowledge of the subject.", *_TEAM_WORK),
    _in_project(
        "coach",
        "Coach",
        "Invited by the team; sees its work and suggests.",
        P.PROJECT_WORK,
        P.MEASURE_VIEW,
        P.LOOKS_VIEW,
    ),
)

ROLES: dict[str, Role] = {role.code: role for role in _ALL}
PLACE_ROLES: dict[str, Role] = {code: role for code, role in ROLES.items() if role.scope == "place"}
PROJECT_ROLES: dict[str, Role] = {code: role for code, role in ROLES.items() if role.scope == "project"}
