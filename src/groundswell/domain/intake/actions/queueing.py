"""Put an import in the worker's queue, stop it, and pick up what a stopped worker left."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor, system_actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import policies
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.queries import stale
from groundswell.domain.intake.targets import Target
from groundswell.domain.refusals import refuse_if

State = Import.State
SILENT_FOR = timedelta(minutes=2)


@transaction.atomic
def queue(by: Actor, *, load: Import, target: Target) -> Import:
    """Mark a previewed import as waiting for the worker. The door enqueues it in the same transaction."""
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    refuse_if(policies.accept_refusals(load, target))
    waiting = Import.objects.filter(pk=load.pk, state=State.PREVIEW).update(
        state=State.QUEUED, heartbeat_at=by.now
    )
    refuse_if([] if waiting else [_("This import is already waiting its turn.")])
    record(by, "import.queued", load, path=load.place.path)
    load.refresh_from_db()
    return load


@transaction.atomic
def cancel(by: Actor, *, load: Import, target: Target) -> Import:
    """Set an import down before it is in. One that is running stops at its next piece; nothing comes in."""
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    refuse_if(policies.cancel_refusals(load))
    why = _("%(person)s set this import down. Nothing was changed.") % {"person": by.name}
    nothing = {"rows_read": 0, "accepted": 0, "quarantined": 0, "skipped": 0}
    stopped = Import.objects.filter(pk=load.pk, state__in=policies.UNDER_WAY).update(
        state=State.REFUSED, refusal=why, finished_at=by.now, **nothing
    )
    refuse_if([] if stopped else [_("This import is already finished.")])
    target.unstage(load)
    load.set_aside.all().delete()
    record(by, "import.cancelled", load, path=load.place.path)
    load.refresh_from_db()
    return load


@transaction.atomic
def refuse_waiting(*, load: Import, why: str, now: datetime) -> None:
    """End a queued import that may not start, such as when the right to bring data in has ended."""
    waiting = Import.objects.filter(pk=load.pk, state=State.QUEUED)
    nothing = {"rows_read": 0, "accepted": 0, "quarantined": 0, "skipped": 0}
    if waiting.update(state=State.REFUSED, refusal=why, finished_at=now, **nothing):
        load.set_aside.all().delete()
        record(system_actor(now=now), "import.refused", load, path=load.place.path, why=why)


@transaction.atomic
def requeue_stale(*, now: datetime, silent_for: timedelta = SILENT_FOR) -> list[Import]:
    """Put running imports that gave no sign of life for `silent_for` back in the queue; hand them back.

    No person asks for this: the worker does it when it starts. What the stopped attempt staged was never
    seen, and the next attempt removes it.
    """
    left = list(stale(before=now - silent_for))
    for load in left:
        Import.objects.filter(pk=load.pk, state=State.RUNNING).update(
            state=State.QUEUED, heartbeat_at=now, rows_done=0
        )
        record(system_actor(now=now), "import.requeued", load, path=load.place.path)
    return left
