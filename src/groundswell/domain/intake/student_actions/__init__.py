"""Every write about loads of student data."""

from groundswell.domain.intake.student_actions.looking import look_at_rows, rows_to_correct
from groundswell.domain.intake.student_actions.mapping import (
    forget_mapping,
    look_at_columns,
    say_how_it_is_read,
)
from groundswell.domain.intake.student_actions.releasing import ask_for_release
from groundswell.domain.intake.student_actions.ruling import change_rule, rule_refusals
from groundswell.domain.intake.student_actions.sending import send, set_down, start
from groundswell.domain.intake.student_actions.taking_back import ask_to_take_back
from groundswell.domain.intake.student_actions.words import keep_own_words
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
    "ask_for_release",
    "ask_to_take_back",
    "change_rule",
    "claim",
    "finish",
    "forget_mapping",
    "is_stopped",
    "keep_own_words",
    "keep_report",
    "look_at_columns",
    "look_at_rows",
    "put_away_forgotten",
    "refuse",
    "requeue_stale",
    "rows_to_correct",
    "rule_refusals",
    "say_how_it_is_read",
    "send",
    "set_down",
    "start",
    "tell",
]
