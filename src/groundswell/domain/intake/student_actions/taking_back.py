"""Take a load of student data back: a piece of work of its own, with its reason, its edition and its release."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import student_policies
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_queries import places_held
from groundswell.domain.refusals import NotNow, refuse_if


@transaction.atomic
def ask_to_take_back(by: Actor, *, load: StudentLoad, reason: str) -> StudentLoad:
    """Queue the taking back. The door enqueues it in the same transaction. Raises `NotNow`."""
    require(by, Permission.STUDENT_DATA_LOAD, within=load.place.path)
    refuse_if(student_policies.take_back_refusals(load, reason=reason))
    refuse_if(student_policies.place_refusals(load.place, others=places_held()))
    back = StudentLoad(
        place=load.place,
        kind=StudentLoad.Kind.TAKE_BACK,
        takes_back=load,
        reason=reason.strip()[:400],
        format=load.format,
        filename=load.filename,
        state=StudentLoad.State.QUEUED,
        made_at=by.now.isoformat(timespec="microseconds"),
        by_id=by.id,
        created_at=by.now,
        heartbeat_at=by.now,
    )
    try:
        with transaction.atomic():
            back.save()
    except IntegrityError as twice:
        raise NotNow([_("This load is being taken back already.")]) from twice
    record(by, "student_load.take_back", load, path=load.place.path, reason=back.reason, by_load=back.pk)
    return back
