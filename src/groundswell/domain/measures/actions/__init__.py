"""Every write of this room: what is counted, the numbers, and the choices made on their charts."""

from groundswell.domain.measures.actions.charts import (
    BaselineFrozen,
    add_context_note,
    freeze_baseline,
    remove_context_note,
    remove_phase,
    start_phase,
    unfreeze_baseline,
)
from groundswell.domain.measures.actions.counting import add_measure, change_measure, define, say_source
from groundswell.domain.measures.actions.following import (
    add_following,
    feed_measures,
    follow,
    stop_following,
)
from groundswell.domain.measures.actions.numbers import record_observation

__all__ = [
    "BaselineFrozen",
    "add_context_note",
    "add_following",
    "add_measure",
    "change_measure",
    "define",
    "feed_measures",
    "follow",
    "freeze_baseline",
    "record_observation",
    "remove_context_note",
    "remove_phase",
    "say_source",
    "start_phase",
    "stop_following",
    "unfreeze_baseline",
]
