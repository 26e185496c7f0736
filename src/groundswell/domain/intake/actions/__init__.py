"""Every write of the intake room."""

from groundswell.domain.intake.actions.accepting import accept
from groundswell.domain.intake.actions.correcting import correct, is_corrected, quarantined_row
from groundswell.domain.intake.actions.looking import look_at_first_rows, look_at_set_aside
from groundswell.domain.intake.actions.previewing import preview, set_mapping
from groundswell.domain.intake.actions.queueing import cancel, queue, refuse_waiting, requeue_stale
from groundswell.domain.intake.actions.reverting import revert

__all__ = [
    "accept",
    "cancel",
    "correct",
    "is_corrected",
    "look_at_first_rows",
    "look_at_set_aside",
    "preview",
    "quarantined_row",
    "queue",
    "refuse_waiting",
    "requeue_stale",
    "revert",
    "set_mapping",
]
