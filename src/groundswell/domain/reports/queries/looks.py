"""Who looked at a team's work: the team sees each line."""

from dataclasses import dataclass
from datetime import datetime

from groundswell.domain.access.roles import ROLES
from groundswell.domain.audit.queries import looks_at
from groundswell.domain.projects.models import Project
from groundswell.domain.reports.models import Storyboard

MOST = 200


@dataclass(frozen=True)
class Looked:
    """One look: who, in which role, at what, when."""

    name: str
    role: str
    what: str
    at: datetime


def looks_of(project: Project) -> tuple[Looked, ...]:
    """The latest looks at the project's work, newest first. Two queries."""
    headlines = dict(Storyboard.objects.filter(project=project).values_list("pk", "headline"))
    return tuple(
        Looked(
            name=row.person_name,
            role=role_words(row.roles),
            what=headlines.get(row.subject_id, row.purpose)
            if row.subject_kind == "storyboard"
            else row.purpose,
            at=row.at,
        )
        for row in looks_at(project.path)[:MOST]
    )


def role_words(codes: str) -> str:
    """Role codes in words: "sponsor,staff" -> "Sponsor, Staff member"."""
    return ", ".join(ROLES[code].name for code in codes.split(",") if code in ROLES)
