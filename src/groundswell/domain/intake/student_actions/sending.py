"""A file of student data arrives: keep it, say what would happen, put it in the queue, or set it down."""

from collections.abc import Mapping
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import student_files, student_mappings, student_policies
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_queries import places_held
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import refuse_if

State = StudentLoad.State


@transaction.atomic
def send(
    by: Actor,
    *,
    place: Place,
    format: str,  # noqa: A002  (what people call it)
    filename: str,
    stream: BinaryIO | None = None,
    options: Mapping[str, object] | None = None,
) -> StudentLoad:
    """Keep the file of a `stream`, or name one of the inbox. A load in `PREVIEW`: nothing comes in yet.

    Raises `NotNow` for a file that is too large, is not there, or is not of this format.
    """
    require(by, Permission.STUDENT_DATA_LOAD, within=place.path)
    refuse_if(student_policies.place_refusals(place, others=places_held()))
    load = StudentLoad(
        place=place, format=format, options=dict(options or {}), by_id=by.id, created_at=by.now
    )
    if stream is None:
        _name_from_inbox(load, filename)
    else:
        student_files.keep(load, stream, filename=filename)
    try:
        refuse_if(student_files.path_refusals(load))
    except BaseException:
        student_files.delete(load)
        raise
    load.contents = student_files.contents_of(student_files.path_of(load))
    load.save()
    record(by, "student_load.sent", load, path=place.path, format=format, size=load.size)
    return load


def _name_from_inbox(load: StudentLoad, filename: str) -> None:
    found = {each.name: each for each in student_files.inbox()}
    refuse_if([] if filename in found else [_("There is no such file in the inbox any more.")])
    load.is_from_inbox, load.filename, load.size = True, filename, found[filename].size


@transaction.atomic
def start(by: Actor, *, load: StudentLoad) -> StudentLoad:
    """Put it in the worker's queue. The door enqueues it in the same transaction."""
    require(by, Permission.STUDENT_DATA_LOAD, within=load.place.path)
    refuse_if([*student_policies.start_refusals(load), *student_mappings.mapping_refusals(load)])
    waiting = StudentLoad.objects.filter(pk=load.pk, state=State.PREVIEW)
    made_at = by.now.isoformat(timespec="microseconds")
    taken = waiting.update(state=State.QUEUED, heartbeat_at=by.now, made_at=made_at)
    refuse_if([] if taken else [_("This load is already waiting its turn.")])
    record(by, "student_load.queued", load, path=load.place.path, format=load.format)
    load.refresh_from_db()
    return load


@transaction.atomic
def set_down(by: Actor, *, load: StudentLoad) -> StudentLoad:
    """Stop it. One that waits ends here; one that runs is stopped by the worker, unless it is through already."""
    require(by, Permission.STUDENT_DATA_LOAD, within=load.place.path)
    refuse_if(student_policies.set_down_refusals(load))
    words = _("%(person)s set this load down. Nothing was changed.")
    if load.kind == StudentLoad.Kind.RELEASE:
        words = _("%(person)s set this down. Pages show the numbers of the release before.")
    why = words % {"person": by.name}
    waiting = StudentLoad.objects.filter(pk=load.pk, state__in=student_policies.WAITING)
    if waiting.update(state=State.REFUSED, refusal=why, finished_at=by.now):
        transaction.on_commit(lambda: student_files.delete(load))
    else:
        running = StudentLoad.objects.filter(pk=load.pk, state=State.RUNNING).update(stop_asked=True)
        refuse_if([] if running else [_("This load is already finished.")])
    record(by, "student_load.set_down", load, path=load.place.path)
    load.refresh_from_db()
    return load
