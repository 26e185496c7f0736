"""What the team does about a hint."""

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.checks.models import Dismissal
from groundswell.domain.checks.policies import why_not_set_aside
from groundswell.domain.projects.models import Project
from groundswell.domain.refusals import refuse_if


@transaction.atomic
def set_aside(*, by: Actor, project: Project, check_id: str, subject: str, reason: str) -> Dismissal:
    """Set a hint aside for good, with the reason. Saying it again keeps the newer reason."""
    require(by, Permission.PROJECT_EDIT, within=project.path)
    refuse_if(why_not_set_aside(check_id=check_id, reason=reason))
    dismissal, _ = Dismissal.objects.update_or_create(
        project=project,
        check_id=check_id,
        subject=subject,
        defaults={"reason": reason.strip(), "by_id": by.id, "at": by.now},
    )
    record(
        by,
        "hint.set_aside",
        dismissal,
        path=project.path,
        check=check_id,
        about=subject,
        reason=reason.strip(),
    )
    return dismissal


@transaction.atomic
def bring_back(*, by: Actor, dismissal: Dismissal) -> None:
    """Hear the hint again."""
    require(by, Permission.PROJECT_EDIT, within=dismissal.project.path)
    record(
        by,
        "hint.brought_back",
        dismissal,
        path=dismissal.project.path,
        check=dismissal.check_id,
        about=dismissal.subject,
    )
    dismissal.delete()
