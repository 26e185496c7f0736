"""Record what happened on a day of a test: a draft while typing, then done. Sending twice changes nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.cycles import policies
from groundswell.domain.cycles.actions.moving import begin
from groundswell.domain.cycles.models import Cycle, Entry, EntryLink
from groundswell.domain.refusals import refuse_if

TEXTS = ("on", "number", "total", "happened", "surprise")


@dataclass(frozen=True)
class EntryText:
    """One day's entry. `key` comes from the page: the same key is the same entry, sent once or ten times."""

    key: UUID
    on: date
    number: float | None = None
    total: float | None = None
    happened: str = ""
    surprise: str = ""
    is_done: bool = True


@transaction.atomic
def record_entry(by: Actor, *, cycle: Cycle, entry: EntryText) -> Entry:
    """Record as a member of the team."""
    require(by, Permission.CYCLE_RECORD, within=cycle.project.path)
    return _keep(by, cycle, entry, link=None)


@transaction.atomic
def record_entry_by_link(by: Actor, *, link: EntryLink, entry: EntryText) -> Entry:
    """Record through a card. The card is the right to do so, for its one test, until its last day."""
    refuse_if(policies.link_refusals(link, today=by.today))
    refuse_if(_pace(link, entry, by))
    return _keep(by, link.cycle, entry, link=link)


def link_actor(by: Actor, link: EntryLink) -> Actor:
    """Who writes through a card: nobody we know by name, unless the person is signed in as well."""
    name = by.name or (link.label or "Card")
    return Actor(person_id=by.person_id, name=name, now=by.now, grants=by.grants, request_id=by.request_id)


def _pace(link: EntryLink, entry: EntryText, by: Actor) -> list[str]:
    if link.entries.filter(key=entry.key).exists():
        return []
    recent = link.entries.filter(at__gt=by.now - timedelta(hours=1)).count()
    return policies.pace_refusals(entries=link.entries.count(), in_last_hour=recent)


def _keep(by: Actor, cycle: Cycle, text: EntryText, *, link: EntryLink | None) -> Entry:
    stored = Entry.objects.filter(key=text.key).first()
    refuse_if(policies.key_refusals(cycle_id=cycle.pk, entry_cycle_id=stored.cycle_id if stored else None))
    if stored is not None and stored.state == Entry.State.DONE and not text.is_done:
        return stored  # a draft that was still under way when the entry was sent
    refuse_if(
        policies.entry_refusals(cycle, on=text.on, today=by.today, number=text.number, total=text.total)
    )
    if cycle.state == Cycle.State.PLANNED and text.is_done:
        begin(by, cycle=cycle)
    return _change(by, stored, text) if stored else _create(by, cycle, text, link)


def _create(by: Actor, cycle: Cycle, text: EntryText, link: EntryLink | None) -> Entry:
    entry, is_new = Entry.objects.get_or_create(
        key=text.key,
        defaults={
            "cycle": cycle,
            "link": link,
            "by_id": by.person_id,
            "by_name": by.name,
            "at": by.now,
            "state": _state(text),
            **{name: getattr(text, name) for name in TEXTS},
        },
    )
    if not is_new:  # the same entry arrived twice at the same moment
        return _change(by, entry, text)
    record(
        by,
        f"cycles.entry_{entry.state}",
        entry,
        path=cycle.project.path,
        cycle=cycle.pk,
        on=text.on.isoformat(),
    )
    return entry


def _change(by: Actor, entry: Entry, text: EntryText) -> Entry:
    before = {name: getattr(entry, name) for name in (*TEXTS, "state")}
    after = {name: getattr(text, name) for name in TEXTS} | {"state": _state(text)}
    changed = [name for name, value in after.items() if before[name] != value]
    if not changed:
        return entry
    for name in changed:
        setattr(entry, name, after[name])
    entry.save(update_fields=changed)
    record(
        by,
        "cycles.entry_changed",
        entry,
        path=entry.cycle.project.path,
        changed=changed,
        number_was=before["number"],
    )
    return entry


def _state(text: EntryText) -> str:
    return Entry.State.DONE if text.is_done else Entry.State.DRAFT
