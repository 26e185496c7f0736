"""Cards and links for the two-minute entry: each opens one test's entry, and nothing else."""

from datetime import date

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.audit.actions import record
from groundswell.domain.cycles import policies
from groundswell.domain.cycles.models import Cycle, EntryLink
from groundswell.domain.refusals import refuse_if
from groundswell.domain.theory.actions import may_change, person_of


@transaction.atomic
def make_card(by: Actor, *, cycle: Cycle, ends_on: date, label: str = "") -> EntryLink:
    """A link with a secret of its own. It works up to and including `ends_on`."""
    may_change(by, cycle.project)
    refuse_if(policies.card_refusals(cycle, ends_on=ends_on, today=by.today))
    made = EntryLink.objects.create(
        cycle=cycle, label=label.strip()[:100], ends_on=ends_on, made_by_id=person_of(by), made_at=by.now
    )
    record(
        by, "cycles.card_made", made, path=cycle.project.path, label=made.label, ends_on=ends_on.isoformat()
    )
    return made


@transaction.atomic
def revoke(by: Actor, *, link: EntryLink) -> EntryLink:
    """Take the card back. It stops working at once; what came in through it stays."""
    may_change(by, link.cycle.project)
    if link.revoked_at is None:
        link.revoked_at = by.now
        link.save(update_fields=["revoked_at"])
        record(by, "cycles.card_taken_back", link, path=link.cycle.project.path, label=link.label)
    return link
