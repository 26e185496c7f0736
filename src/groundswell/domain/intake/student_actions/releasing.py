"""Ask for a release of what is live now: a piece of work of its own, as a load is."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake.student_mappings import place_for_all
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_releases import release_refusals_now
from groundswell.domain.refusals import NotNow, refuse_if


@transaction.atomic
def ask_for_release(by: Actor) -> StudentLoad:
    """Queue it. The door enqueues it in the same transaction. Raises `NotNow` while a load or release is under way."""
    place = place_for_all(by)
    require(by, Permission.STUDENT_DATA_LOAD, within=place.path)
    refuse_if(release_refusals_now(by))
    work = StudentLoad(
        place=place,
        kind=StudentLoad.Kind.RELEASE,
        state=StudentLoad.State.QUEUED,
        made_at=by.now.isoformat(timespec="microseconds"),
        by_id=by.id,
        created_at=by.now,
        heartbeat_at=by.now,
    )
    try:
        with transaction.atomic():
            work.save()
    except IntegrityError as twice:
        raise NotNow([_("A release is being made already.")]) from twice
    record(by, "student_release.queued", work, path=place.path)
    return work
