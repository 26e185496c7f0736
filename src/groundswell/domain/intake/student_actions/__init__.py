"""Every write about loads of student data."""

from groundswell.domain.intake.student_actions.looking import look_at_rows, rows_to_correct
from groundswell.domain.intake.student_actions.sending import send, set_down, start
from groundswell.domain.intake.student_actions.taking_back import ask_to_take_back
from groundswell.domain.intake.student_actions.working import (
    claim,
    finish,
    is_stopped,
    keep_report,
    put_away_forgotten,
    refuse,
    requeue_stale,
    tell,
)

__all__ = [
    "ask_to_take_back",
    "claim",
    "finish",
    "is_stopped",
    "keep_report",
    "look_at_rows",
    "put_away_forgotten",
    "refuse",
    "requeue_stale",
    "rows_to_correct",
    "send",
    "set_down",
    "start",
    "tell",
]
