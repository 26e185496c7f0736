"""When a cycle may move on, and what an entry or a link may do. Pure functions: every reason against.

Advice never stands here. A test without a prediction may start; the coach says what that costs.
"""

from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from groundswell.core.methods import transitions
from groundswell.core.methods.facts import CycleState, DecisionKind
from groundswell.core.methods.transitions import Event, TransitionFacts
from groundswell.domain.cycles.models import Cycle, EntryLink
from groundswell.domain.cycles.queries.plans import Plan
from groundswell.domain.projects.models import Project

EDITABLE_STATES = (Cycle.State.DRAFT, Cycle.State.PLANNED)
RECORDING_STATES = (Cycle.State.PLANNED, Cycle.State.DOING, Cycle.State.STUDYING)
LOCKED_STATES = (Cycle.State.DOING, Cycle.State.STUDYING, Cycle.State.DECIDED)
ENTRIES_PER_LINK = 400
ENTRIES_PER_HOUR = 30
PHOTOS_PER_ENTRY = 3


def move_refusals(cycle: Cycle, event: Event, *, facts: TransitionFacts) -> list[str]:
    """Why this event cannot happen now, from the table of transitions."""
    return transitions.may(cast("CycleState", cycle.state), event, facts)


def start_refusals(cycle: Cycle, *, facts: TransitionFacts) -> list[str]:
    """A draft is planned and started in one go, so it is asked for both at once."""
    if cycle.state != Cycle.State.DRAFT:
        return move_refusals(cycle, "start", facts=facts)
    planned: CycleState = transitions.after("draft", "plan")
    both = transitions.may("draft", "plan", facts) + transitions.may(planned, "start", facts)
    return list(dict.fromkeys(both))


def facts_for(
    cycle: Cycle,
    *,
    questions: int = 0,
    results: int = 0,
    verdicts: int = 0,
    decision: str = "",
    reason: str = "",
) -> TransitionFacts:
    """What the table of transitions asks about."""
    return TransitionFacts(
        has_what=bool(cycle.title.strip()),
        has_question=questions > 0 or bool(cycle.learn.strip()),
        has_start=cycle.starts_on is not None,
        has_result=results > 0 or bool(cycle.deviations.strip()),
        has_study=bool(cycle.learned.strip()) or verdicts > 0,
        decision=cast("DecisionKind | None", decision or None),
        has_reason=bool(reason.strip()),
    )


def plan_refusals(cycle: Cycle, plan: Plan) -> list[str]:
    """Why this plan cannot be kept: the test began, or its dates and numbers contradict each other."""
    reasons = []
    if cycle.state in LOCKED_STATES:
        reasons.append(_("This plan was locked when the test began. You can add a dated amendment."))
    if cycle.state == Cycle.State.CANCELLED:
        reasons.append(_("This test was cancelled, so its plan stays as it was."))
    return reasons + _plan_contradictions(plan)


def _plan_contradictions(plan: Plan) -> list[str]:
    reasons = [] if plan.title.strip() else [_("Give the test a short name.")]
    if plan.starts_on and plan.ends_on and plan.ends_on < plan.starts_on:
        reasons.append(_("The last day is before the first day."))
    if plan.starts_on and plan.study_on and plan.study_on < plan.starts_on:
        reasons.append(_("The day to study is before the first day."))
    if plan.scale_count is not None and plan.scale_total is not None and plan.scale_count > plan.scale_total:
        reasons.append(
            _("%(count)s is more than all %(total)s.")
            % {"count": plan.scale_count, "total": plan.scale_total}
        )
    return reasons


def amend_refusals(cycle: Cycle, text: str, *, is_elsewhere: bool = False) -> list[str]:
    reasons = [_("This question belongs to another test.")] if is_elsewhere else []
    if cycle.state in EDITABLE_STATES:
        reasons.append(_("Nothing is locked yet, so you can still change the plan itself."))
    if cycle.state == Cycle.State.CANCELLED:
        reasons.append(_("This test was cancelled."))
    if not text.strip():
        reasons.append(_("Write what changed, and why."))
    return reasons


def number_refusals(number: float | None, total: float | None) -> list[str]:
    """A count cannot be below zero or above what it is counted from."""
    if number is not None and number < 0:
        return [_("A count starts at 0.")]
    if number is not None and total is not None and number > total:
        values = {"number": f"{number:g}", "total": f"{total:g}"}
        return [_("%(number)s is more than %(total)s. Please look again at both numbers.") % values]
    return []


def entry_refusals(
    cycle: Cycle, *, on: date, today: date, number: float | None, total: float | None
) -> list[str]:
    """Why an entry cannot be kept. A day long past is no reason: it is marked "entered later"."""
    reasons = []
    if cycle.state == Cycle.State.DRAFT:
        reasons.append(_("This test is still being planned. Start it first, then record."))
    elif cycle.state not in RECORDING_STATES:
        reasons.append(_("This test is closed, so it takes no more entries."))
    if on > today:
        reasons.append(_("That day is still to come. Choose today or an earlier day."))
    return reasons + number_refusals(number, total)


def key_refusals(*, cycle_id: int, entry_cycle_id: int | None) -> list[str]:
    """An entry belongs to one test. Its key opens nothing in another one."""
    if entry_cycle_id is not None and entry_cycle_id != cycle_id:
        return [_("This entry belongs to another test. Open the page again and write it there.")]
    return []


def link_refusals(link: EntryLink, *, today: date) -> list[str]:
    """Why a card or link does not open, said kindly."""
    if link.revoked_at is not None:
        return [_("The team took this card back. Ask them for a new one.")]
    if link.ends_on < today:
        return [_("This card has reached its last day. Ask the team for a new one.")]
    if link.cycle.state in {Cycle.State.DECIDED, Cycle.State.CANCELLED}:
        return [_("This test is closed. Thank you for what you recorded.")]
    return []


def pace_refusals(*, entries: int, in_last_hour: int) -> list[str]:
    """A card handed about must not fill the records."""
    if entries >= ENTRIES_PER_LINK or in_last_hour >= ENTRIES_PER_HOUR:
        return [_("Many entries came in through this card. Please wait a little, or ask the team.")]
    return []


def photo_refusals(*, photos: int) -> list[str]:
    if photos >= PHOTOS_PER_ENTRY:
        return [_("%(count)s photos are enough for one entry.") % {"count": PHOTOS_PER_ENTRY}]
    return []


def card_refusals(cycle: Cycle, *, ends_on: date, today: date) -> list[str]:
    reasons = []
    if cycle.state in {Cycle.State.DECIDED, Cycle.State.CANCELLED}:
        reasons.append(_("This test is closed, so it needs no card."))
    if ends_on < today:
        reasons.append(_("The card's last day is over already. Choose a later one."))
    return reasons


def study_refusals(cycle: Cycle) -> list[str]:
    if cycle.state != Cycle.State.STUDYING:
        return [_("Say first that the test has ended, then study it.")]
    return []


def ramp_refusals(*, project: Project, name: str, idea_project_id: int | None) -> list[str]:
    reasons = [] if name.strip() else [_("Say in a few words what you will try.")]
    if idea_project_id is not None and idea_project_id != project.pk:
        reasons.append(_("This idea belongs to another project."))
    return reasons


def next_refusals(cycle: Cycle, *, open_in_ramp: int) -> list[str]:
    if cycle.state not in {Cycle.State.DECIDED, Cycle.State.CANCELLED, Cycle.State.STUDYING}:
        return [_("This test is still open. Study it first, then plan the next one.")]
    return [_("The next test of this ramp is planned already.")] if open_in_ramp else []


def code_for(ramps: int) -> str:
    """The letter of the next ramp: A, B, ... Z, then A2."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    turn, place = divmod(ramps, len(letters))
    return letters[place] + (str(turn + 1) if turn else "")
