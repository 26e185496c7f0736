"""What the worker writes about a load: that it began, how far it is, what came of it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor, system_actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import student_files, student_policies
from groundswell.domain.intake.student_models import StudentFinding, StudentLoad
from groundswell.domain.intake.student_queries import places_held, stale
from groundswell.domain.intake.student_wording import what_to_do
from groundswell.domain.refusals import refuse_if
from groundswell.store.report import Finding, Report, SkippedRows

State, Kind = StudentLoad.State, StudentLoad.Kind
SILENT_FOR = timedelta(minutes=2)
WAITS_FOR = timedelta(days=1)
BATCH = 500


@transaction.atomic
def claim(by: Actor, *, load: StudentLoad) -> StudentLoad:
    """One worker takes it. The right is asked again, and so is whether the store holds other places by now."""
    require(by, Permission.STUDENT_DATA_LOAD, within=load.place.path)
    refuse_if(student_policies.place_refusals(load.place, others=places_held()))
    taken = StudentLoad.objects.filter(pk=load.pk, state=State.QUEUED).update(
        state=State.RUNNING, stage="opening", detail="", heartbeat_at=by.now, attempt=F("attempt") + 1
    )
    refuse_if([] if taken else [_("Someone else is at this already.")])
    load.refresh_from_db()
    record(by, "student_load.started", load, path=load.place.path, attempt=load.attempt)
    return load


def _mine(load: StudentLoad) -> QuerySet[StudentLoad]:
    return StudentLoad.objects.filter(pk=load.pk, state=State.RUNNING, attempt=load.attempt)


def tell(load: StudentLoad, *, stage: str, detail: str, now: datetime) -> bool:
    """A sign of life and how far it is. False: the load is another worker's by now."""
    return bool(_mine(load).update(stage=stage[:40], detail=detail[:200], heartbeat_at=now))


def is_stopped(load: StudentLoad) -> bool:
    """Whether somebody asked for it to end."""
    return not _mine(load).filter(stop_asked=False).exists()


@transaction.atomic
def keep_report(by: Actor, *, load: StudentLoad, report: Report, changed: Mapping[str, int]) -> StudentLoad:
    """Write down what became of every row. `changed`: tables with other rows than before, and their rows now."""
    load.findings.all().delete()
    StudentFinding.objects.bulk_create(_rows(load, report), batch_size=BATCH)
    done = _mine(load).update(
        stage="reported",
        detail="",
        edition=report.edition,
        rows_read=report.rows_read,
        accepted=report.accepted,
        quarantined=report.quarantined,
        skipped=report.skipped,
        fault_count=report.fault_count,
        files=[asdict(each) for each in report.files],
        tables=[{"table": name, "rows": rows} for name, rows in sorted(changed.items())],
        school_years=list(report.school_years),
        is_reported=True,
        heartbeat_at=by.now,
    )
    refuse_if([] if done else [_("This load is another worker's by now.")])
    record(
        by, "student_load.reported", load, path=load.place.path, edition=report.edition, outcome=report.outcome,
        rows=report.rows_read, accepted=report.accepted, quarantined=report.quarantined, skipped=report.skipped,
    )  # fmt: skip
    load.refresh_from_db()
    return load


def _rows(load: StudentLoad, report: Report) -> list[StudentFinding]:
    return [
        *(_finding(load, StudentFinding.Kind.FAULT, each) for each in report.faults),
        *(_finding(load, StudentFinding.Kind.SKIPPED, each) for each in report.skipped_rows),
        *(_finding(load, StudentFinding.Kind.NOTICE, each) for each in report.notices),
    ]


def _finding(load: StudentLoad, kind: str, found: Finding | SkippedRows) -> StudentFinding:
    return StudentFinding(
        load=load,
        kind=kind,
        file=found.file[:200],
        column=_printable(found.column)[:200],
        rule=found.rule[:60],
        line=getattr(found, "line", 0),
        rows=getattr(found, "rows", 1),
        message=_printable(found.message),
        fix=_printable(what_to_do(found.rule, found.fix)),
    )


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "\N{SYMBOL FOR NULL}")


@transaction.atomic
def finish(
    by: Actor, *, load: StudentLoad, state: str, release_state: str, release: Mapping[str, Any]
) -> StudentLoad:
    """It is through: `IN` or `UNCHANGED`. The file that was sent is deleted; a load taken back says so."""
    done = _mine(load).update(
        state=state,
        stage="",
        detail="",
        finished_at=by.now,
        release_state=release_state,
        release=dict(release),
    )
    refuse_if([] if done else [_("This load is another worker's by now.")])
    if load.takes_back_id and state == State.IN:
        StudentLoad.objects.filter(pk=load.takes_back_id, state=State.IN).update(state=State.TAKEN_BACK)
    record(
        by,
        f"student_load.{state}",
        load,
        path=load.place.path,
        edition=load.edition,
        release=release.get("number"),
    )
    transaction.on_commit(lambda: student_files.delete(load))
    load.refresh_from_db()
    return load


@transaction.atomic
def refuse(*, load: StudentLoad, why: str, now: datetime) -> StudentLoad:
    """It ends with nothing changed, whether it waited or ran. The file that was sent is deleted."""
    open_still = StudentLoad.objects.filter(
        pk=load.pk, attempt=load.attempt, state__in=student_policies.UNDER_WAY
    )
    if open_still.update(state=State.REFUSED, stage="", detail="", refusal=why, finished_at=now):
        record(system_actor(now=now), "student_load.refused", load, path=load.place.path, why=why)
        transaction.on_commit(lambda: student_files.delete(load))
    load.refresh_from_db()
    return load


@transaction.atomic
def requeue_stale(*, now: datetime, silent_for: timedelta = SILENT_FOR) -> list[StudentLoad]:
    """Put running loads that gave no sign of life for `silent_for` back in the queue; hand them back."""
    left = list(stale(before=now - silent_for))
    for load in left:
        StudentLoad.objects.filter(pk=load.pk, state=State.RUNNING).update(
            state=State.QUEUED, heartbeat_at=now
        )
        record(system_actor(now=now), "student_load.requeued", load, path=load.place.path)
    return left


@transaction.atomic
def put_away_forgotten(*, now: datetime, waits_for: timedelta = WAITS_FOR) -> int:
    """End loads that were sent and never started, and delete their files: no student data lies about. How many."""
    old = StudentLoad.objects.filter(state=State.PREVIEW, created_at__lt=now - waits_for)
    left = list(old.select_related("place"))
    why = _("Nobody asked to bring this file in, so it was deleted. Send it again if you need it.")
    for load in left:
        StudentLoad.objects.filter(pk=load.pk, state=State.PREVIEW).update(
            state=State.REFUSED, refusal=why, finished_at=now
        )
        record(system_actor(now=now), "student_load.refused", load, path=load.place.path, why=why)
        student_files.delete(load)
    waiting = StudentLoad.objects.filter(state__in=(*student_policies.WAITING, State.RUNNING))
    student_files.sweep(set(waiting.values_list("stored_as", flat=True)), before=now - waits_for)
    return len(left)
