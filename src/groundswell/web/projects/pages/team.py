"""The team page: who is here, who was, and how to welcome someone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.people.models import Person
from groundswell.domain.people.queries import people_of_network
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.queries import Part, TeamMember, overview
from groundswell.web.design.nav import Link, Tab
from groundswell.web.projects.crumbs import first_question_crumb, first_question_tabs
from groundswell.web.projects.forms.team import AddMemberForm, ChangeMemberForm

MOST_FOUND = 40


@dataclass(frozen=True)
class PartRow:
    """One role of one person, with the form that changes it (for who may)."""

    part: Part
    form: ChangeMemberForm | None


@dataclass(frozen=True)
class MemberRow:
    member: TeamMember
    parts: tuple[PartRow, ...]


@dataclass(frozen=True)
class TeamPage:
    """`found` counts the people to choose from; `asked` is what was searched for."""

    project: Project
    present: tuple[MemberRow, ...]
    former: tuple[TeamMember, ...]
    has_frontline: bool
    can_manage: bool
    form: AddMemberForm | None
    asked: str
    found: int
    crumb: tuple[Link, ...]
    tabs: tuple[Tab, ...]


def people_to_choose(project: Project, by: Actor, *, text: str) -> list[Person]:
    """Those found by name, title or address in the network; without a search, the colleagues at the place."""
    on = by.today
    if text.strip():
        return list(people_of_network(project.path, on=on, text=text)[:MOST_FOUND])
    return list(
        Person.objects.at(project.place.path, on=on).filter(is_active=True).order_by("name")[:MOST_FOUND]
    )


def team_page(
    project: Project, by: Actor, *, text: str = "", form: AddMemberForm | None = None, is_reader: bool = False
) -> TeamPage:
    seen = overview(project, on=by.today)
    can_manage = can(by, Permission.TEAM_MANAGE, within=project.path).allowed and project.state != "closed"
    people = people_to_choose(project, by, text=text) if can_manage else []
    return TeamPage(
        project=project,
        present=tuple(_row(member, can_manage=can_manage) for member in seen.team.present),
        former=seen.team.former,
        has_frontline=seen.team.has_frontline,
        can_manage=can_manage,
        form=(form or AddMemberForm(people=people)) if can_manage else None,
        asked=text,
        found=len(people),
        crumb=first_question_crumb(_("Team"), project, seen.aim),
        tabs=() if is_reader else first_question_tabs("team", project),
    )


def _row(member: TeamMember, *, can_manage: bool) -> MemberRow:
    return MemberRow(
        member, tuple(PartRow(part, _change(part) if can_manage else None) for part in member.parts)
    )


def _change(part: Part) -> ChangeMemberForm:
    start: dict[str, object] = {
        "role": part.role,
        "function": part.function,
        "is_frontline": part.is_frontline,
        "version": part.version,
    }
    return ChangeMemberForm(initial=start, auto_id=f"id_{part.membership_id}_%s")
