"""The few hints to show now, for someone who works in the team."""

from collections.abc import Collection
from dataclasses import dataclass

from groundswell.core.methods.coach import Mode, choose, evaluate
from groundswell.core.methods.findings import Finding
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.checks.queries.facts import project_facts
from groundswell.domain.projects.models import Project
from groundswell.library import check_definitions


@dataclass(frozen=True)
class Hints:
    """At most three, the most upstream first, and how many more wait."""

    shown: tuple[Finding, ...]
    waiting: int

    def __bool__(self) -> bool:
        return bool(self.shown)


NONE = Hints((), 0)


def hints_for(
    project: Project, *, by: Actor, forms: Collection[str] | None = None, subject: tuple[str, str] | None = None
) -> Hints:
    """Hints on the whole project, or on some forms, or on one (kind, key). None for who is not in the team."""
    if not can(by, Permission.PROJECT_WORK, within=project.path).allowed:
        return NONE
    mode: Mode = "simple" if project.mode == Project.Mode.SIMPLE else "guided"
    findings = evaluate(project_facts(project, today=by.today), check_definitions(), mode=mode)
    dismissed = {f"{row.check_id}:{row.subject}" for row in project.dismissals.all()}
    everything = choose(findings, dismissed, limit=len(findings), mode=mode, forms=forms, subject=subject)
    shown = choose(findings, dismissed, mode=mode, forms=forms, subject=subject)
    return Hints(tuple(shown), len(everything) - len(shown))
