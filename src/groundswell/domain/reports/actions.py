"""Write a storyboard, lift it out of the team as a frozen version, withdraw it, open it."""

from collections.abc import Sequence

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record, record_look
from groundswell.domain.projects.models import Project
from groundswell.domain.refusals import refuse_if
from groundswell.domain.reports import policies
from groundswell.domain.reports.models import Storyboard
from groundswell.domain.reports.queries.compose import compose
from groundswell.domain.reports.queries.release import blocking_findings
from groundswell.domain.versions import require_latest


@transaction.atomic
def write_storyboard(
    *,
    by: Actor,
    project: Project,
    headline: str,
    story: str,
    ask: str = "",
    measures: Sequence[int] = (),
    cycles: Sequence[int] = (),
    based_on: int,
) -> Storyboard:
    """Save the next version, seen by the team alone. `measures` and `cycles` are what it will show."""
    require(by, Permission.PROJECT_EDIT, within=project.path)
    refuse_if(policies.why_not_saved(headline=headline, story=story))
    latest = project.storyboards.select_related("by").order_by("-number").first()
    texts = {"headline": headline, "story": story, "ask": ask}
    require_latest(
        latest=latest.number if latest else 0,
        based_on=based_on,
        theirs={name: getattr(latest, name) for name in texts} if latest else {},
        yours=texts,
        by=latest.by.name if latest else "",
    )
    storyboard = Storyboard.objects.create(
        project=project,
        number=based_on + 1,
        content={"chosen": {"measures": list(measures), "cycles": list(cycles)}},
        by_id=by.id,
        at=by.now,
        **{name: text.strip() for name, text in texts.items()},
    )
    record(by, "storyboard.written", storyboard, path=project.path, number=storyboard.number)
    return storyboard


@transaction.atomic
def share(*, by: Actor, storyboard: Storyboard, level: str) -> Storyboard:
    """Freeze words, numbers and pictures, and show them to a school, district or network."""
    project = storyboard.project
    require(by, Permission.STORYBOARD_SHARE, within=project.path)
    content = compose(storyboard, by=by)
    refuse_if(
        policies.why_not_shared(
            storyboard, level=level, blocking=blocking_findings(storyboard, content, by=by)
        )
    )
    storyboard.content = content
    storyboard.level = level
    storyboard.audience_path = policies.audiences(project.place)[level]
    storyboard.shared_by_id = by.id
    storyboard.shared_at = by.now
    storyboard.save()
    record(by, "storyboard.shared", storyboard, path=project.path, level=level, number=storyboard.number)
    return storyboard


@transaction.atomic
def withdraw(*, by: Actor, storyboard: Storyboard) -> Storyboard:
    """Take it back. That it was shared, and who read it, stays known to the team."""
    require(by, Permission.STORYBOARD_SHARE, within=storyboard.project.path)
    refuse_if(policies.why_not_withdrawn(storyboard))
    storyboard.withdrawn_by_id = by.id
    storyboard.withdrawn_at = by.now
    storyboard.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(by, "storyboard.withdrawn", storyboard, path=storyboard.project.path, number=storyboard.number)
    return storyboard


@transaction.atomic
def open_shared(*, by: Actor, storyboard: Storyboard, purpose: str = "") -> Storyboard:
    """Record the look before anything is shown. The team's own looks are not counted."""
    if not can(by, Permission.PROJECT_WORK, within=storyboard.project.path).allowed:
        record_look(
            by,
            storyboard,
            path=storyboard.project.path,
            purpose=purpose or "read the storyboard",
            fields="storyboard",
        )
    return storyboard
