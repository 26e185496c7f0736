"""Bring a previewed file in as a whole: staged unseen in pieces, then published in one short transaction."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Refused, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import files, policies, reading
from groundswell.domain.intake.mapping import mapping_from
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.queries import already_in
from groundswell.domain.intake.setting_aside import keep_aside
from groundswell.domain.intake.targets import Outcome, Ready, SetAside, Target
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import refuse_if
from groundswell.store.read.tables import Unreadable

State = Import.State
Clock = Callable[[], datetime]


class _Stopped(Exception):
    """The import ends here with nothing brought in. The message is for the person who asked."""


def accept(by: Actor, *, load: Import, target: Target, clock: Clock | None = None) -> Import:
    """Bring the file in: every good row, or nothing. The result is `ACCEPTED`, or `REFUSED` with the reason.

    The same bytes read in the same way at the same place change nothing, and the refusal says so. A stop
    at any moment leaves nothing to be seen; `clock` tells the time of the signs of life.
    """
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    refuse_if(policies.accept_refusals(load, target))
    tell = clock or (lambda: by.now)
    _claim(load, tell())
    try:
        _refuse_same_again(load)
        counts = _stage(by, load, target, tell)
        _publish(by, load, target, counts, tell())
    except (_Stopped, Unreadable, Refused) as stop:
        _give_up(by, load, target, str(stop))
    except Exception:
        _give_up(
            by, load, target, _("Something went wrong on our side. Nothing was changed; please try again.")
        )
        raise
    load.refresh_from_db()
    return load


def _claim(load: Import, now: datetime) -> None:
    """One worker takes it; the second is told so. The attempt's number tells a late worker to stop."""
    waiting = Import.objects.filter(pk=load.pk, state__in=policies.OPEN)
    taken = waiting.update(
        state=State.RUNNING, heartbeat_at=now, rows_done=0, rows_total=0, attempt=F("attempt") + 1
    )
    refuse_if([] if taken else [_("Someone else is bringing this file in.")])
    load.refresh_from_db()


def _mine(load: Import) -> QuerySet[Import]:
    return Import.objects.filter(pk=load.pk, state=State.RUNNING, attempt=load.attempt)


def _refuse_same_again(load: Import) -> None:
    load.content_key = files.content_key(load.sha256, mapping_from(load.mapping))
    before = already_in(load)
    if before:
        words = _("This file is already in (import %(number)s, by %(person)s). Nothing was changed.")
        raise _Stopped(words % {"number": before.pk, "person": before.by.name})


def _stage(by: Actor, load: Import, target: Target, tell: Clock) -> Counter[str]:
    """Write all rows where no reader sees them yet."""
    mapping = mapping_from(load.mapping)
    _sweep(load, target)
    check = target.check(by, load.place, mapping)
    with files.open_table(load, mapping) as table:
        known = reading.survey(table.rows, check)
    _mine(load).update(rows_total=known.rows)
    counts: Counter[str] = Counter()
    with files.open_table(load, mapping) as table:
        for piece in reading.judge(table.rows, check, known):
            counts += _stage_piece(by, load, target, piece, done=counts.total(), now=tell())
    return counts


@transaction.atomic
def _stage_piece(
    by: Actor, load: Import, target: Target, piece: list[Outcome], *, done: int, now: datetime
) -> Counter[str]:
    """One piece and one sign of life, together: an attempt given to another worker stages no more."""
    _sign_of_life(load, done + len(piece), now)
    ready = [outcome for outcome in piece if isinstance(outcome, Ready)]
    aside = [outcome for outcome in piece if isinstance(outcome, SetAside)]
    target.stage(by, load, ready)
    keep_aside(load, aside)
    return Counter({"accepted": len(ready)}) + Counter(outcome.kind for outcome in aside)


def _sign_of_life(load: Import, rows_done: int, now: datetime) -> None:
    if not _mine(load).update(rows_done=rows_done, heartbeat_at=now):
        raise _Stopped(_("The import was stopped. Nothing was changed."))


@transaction.atomic
def _publish(by: Actor, load: Import, target: Target, counts: Counter[str], now: datetime) -> None:
    """From unseen to seen at one moment."""
    Place.objects.select_for_update().get(pk=load.place_id)
    _refuse_same_again(load)
    target.publish(load)
    told = {name: counts[name] for name in ("accepted", "quarantined", "skipped")}
    done = _mine(load).update(
        state=State.ACCEPTED,
        content_key=load.content_key,
        rows_read=counts.total(),
        is_sample=False,
        finished_at=now,
        refusal="",
        **told,
    )
    if not done:
        raise _Stopped(_("The import was stopped. Nothing was changed."))
    record(by, "import.accepted", load, path=load.place.path, rows=counts.total(), **told)


@transaction.atomic
def _give_up(by: Actor, load: Import, target: Target, why: str) -> None:
    if not Import.objects.filter(pk=load.pk, attempt=load.attempt).exists():
        return
    _sweep(load, target)
    nothing = {"rows_read": 0, "accepted": 0, "quarantined": 0, "skipped": 0, "rows_done": 0}
    if _mine(load).update(state=State.REFUSED, refusal=why, finished_at=by.now, **nothing):
        record(by, "import.refused", load, path=load.place.path, why=why)


def _sweep(load: Import, target: Target) -> None:
    """Remove what the preview or an attempt cut short left behind."""
    target.unstage(load)
    load.set_aside.all().delete()
