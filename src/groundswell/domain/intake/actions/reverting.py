"""Take an import back."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import policies
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.targets import Target
from groundswell.domain.refusals import refuse_if

State = Import.State


@transaction.atomic
def revert(by: Actor, *, load: Import, target: Target) -> Import:
    """Undo exactly what the import did: its rows stop being live, and rows it replaced are live again.

    Rows that a later import replaced stay replaced. Corrections are imports of their own and stay.
    """
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    refuse_if(policies.revert_refusals(load))
    mine = Import.objects.filter(pk=load.pk, state=State.ACCEPTED).update(
        state=State.REVERTED, finished_at=by.now
    )
    refuse_if([] if mine else [_("Someone else took this import back a moment ago.")])
    target.take_back(load)
    record(by, "import.reverted", load, path=load.place.path, rows=load.accepted)
    load.refresh_from_db()
    return load
