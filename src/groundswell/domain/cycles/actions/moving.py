"""Move a test through its states: planned, doing, studying, decided, or cancelled with a reason."""

from typing import cast

from django.db import transaction
from django.utils.timezone import localdate

from groundswell.core.methods import transitions
from groundswell.core.methods.facts import CycleState
from groundswell.core.methods.transitions import Event
from groundswell.domain.access.actor import Actor
from groundswell.domain.audit.actions import record
from groundswell.domain.cycles import policies
from groundswell.domain.cycles.models import Amendment, Cycle, Entry, Question
from groundswell.domain.refusals import refuse_if
from groundswell.domain.theory.actions import may_change, person_of
from groundswell.domain.versions import save_if_unchanged


@transaction.atomic
def mark_planned(by: Actor, *, cycle: Cycle) -> Cycle:
    may_change(by, cycle.project)
    refuse_if(
        policies.move_refusals(
            cycle, "plan", facts=policies.facts_for(cycle, questions=cycle.questions.count())
        )
    )
    return _move(by, cycle, "plan", verb="cycles.planned", changes={"planned_at": by.now})


@transaction.atomic
def back_to_draft(by: Actor, *, cycle: Cycle) -> Cycle:
    may_change(by, cycle.project)
    refuse_if(policies.move_refusals(cycle, "revise", facts=policies.facts_for(cycle)))
    return _move(by, cycle, "revise", verb="cycles.back_to_draft", changes={})


@transaction.atomic
def start_test(by: Actor, *, cycle: Cycle) -> Cycle:
    """Begin, and lock the predictions. No prediction is no obstacle, nor is a test that is long over."""
    may_change(by, cycle.project)
    return begin(by, cycle=cycle)


def begin(by: Actor, *, cycle: Cycle) -> Cycle:
    """The start itself, also when a first entry arrives: what comes after data is no prediction."""
    facts = policies.facts_for(cycle, questions=cycle.questions.count())
    refuse_if(policies.start_refusals(cycle, facts=facts))
    changes: dict[str, object] = {"started_at": by.now, "entered_later": _is_over(cycle, by)}
    if cycle.planned_at is None:
        changes["planned_at"] = by.now
    event: Event = "start"
    if cycle.state == Cycle.State.DRAFT:
        cycle.state = transitions.after("draft", "plan")
    return _move(by, cycle, event, verb="cycles.started", changes=changes)


def _is_over(cycle: Cycle, by: Actor) -> bool:
    last = cycle.ends_on or cycle.starts_on
    return last is not None and last < localdate(by.now)


@transaction.atomic
def amend(by: Actor, *, cycle: Cycle, text: str, question: Question | None = None) -> Amendment:
    """Add a dated change to a locked plan. The first text stays as it was."""
    may_change(by, cycle.project)
    elsewhere = question is not None and question.cycle_id != cycle.pk
    refuse_if(policies.amend_refusals(cycle, text, is_elsewhere=elsewhere))
    made = Amendment.objects.create(
        cycle=cycle, question=question, text=text.strip(), by_id=person_of(by), at=by.now
    )
    record(
        by,
        "cycles.amended",
        cycle,
        path=cycle.project.path,
        text=made.text,
        question=question and question.pk,
    )
    return made


@transaction.atomic
def end_test(by: Actor, *, cycle: Cycle, carried_out: str = "", deviations: str = "") -> Cycle:
    """The test is over; now it is studied."""
    may_change(by, cycle.project)
    cycle.deviations = deviations.strip() or cycle.deviations
    done = cycle.entries.filter(state=Entry.State.DONE).count()
    refuse_if(policies.move_refusals(cycle, "study", facts=policies.facts_for(cycle, results=done)))
    changes: dict[str, object] = {
        "deviations": cycle.deviations,
        "carried_out": carried_out or cycle.carried_out,
    }
    return _move(by, cycle, "study", verb="cycles.ended", changes=changes)


@transaction.atomic
def cancel(by: Actor, *, cycle: Cycle, reason: str) -> Cycle:
    may_change(by, cycle.project)
    refuse_if(policies.move_refusals(cycle, "cancel", facts=policies.facts_for(cycle, reason=reason)))
    return _move(by, cycle, "cancel", verb="cycles.cancelled", changes={"cancelled_why": reason.strip()})


def _move(by: Actor, cycle: Cycle, event: Event, *, verb: str, changes: dict[str, object]) -> Cycle:
    """Follow one arrow. The version check makes a second press of the same button harmless."""
    before = cast("CycleState", cycle.state)
    state = transitions.after(before, event)
    save_if_unchanged(cycle, version=cycle.version, changes={"state": state, **changes})
    record(by, verb, cycle, path=cycle.project.path, was=before, now=state)
    return cycle
