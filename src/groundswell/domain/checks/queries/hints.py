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
    """At most three, the most upstream first; how many more wait; and what was set aside, with the reason."""

    shown: tuple[Finding, ...]
    waiting: int
    set_aside: tuple[tuple[Finding, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shown or self.set_aside)


NONE = Hints((), 0)


def hints_for(
    project: Project,
    *,
    by: Actor,
    forms: Collection[str] | None = None,
    subject: tuple[str, str] | None = None,
) -> Hints:
    """Hints on the whole project, or on some forms, or on one (kind, key). None for who is not in the team."""
    if not can(by, Permission.PROJECT_WORK, within=project.path).allowed:
        return NONE
    mode: Mode = "simple" if project.mode == Project.Mode.SIMPLE else "guided"
    findings = evaluate(project_facts(project, today=by.today), check_definitions(), mode=mode)
    reasons = {f"{row.check_id}:{row.subject}": row.reason for row in project.dismissals.all()}
    there = choose(findings, limit=len(findings), mode=mode, forms=forms, subject=subject)
    shown = choose(findings, reasons, mode=mode, forms=forms, subject=subject)
    aside = tuple((finding, reasons[finding.key]) for finding in there if finding.key in reasons)
    return Hints(tuple(shown), max(len(there) - len(aside) - len(shown), 0), aside)
