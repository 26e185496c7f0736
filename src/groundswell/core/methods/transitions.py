"""The life of a cycle as data: states, events, what each event asks for, and the five decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.core.methods.facts import CycleState, DecisionKind

Event = Literal["plan", "revise", "start", "study", "decide", "reopen", "cancel"]


@dataclass(frozen=True)
class Transition:
    """One arrow. `asks` names the requirements in `REQUIREMENTS` that hold for it."""

    event: Event
    before: CycleState
    after: CycleState
    label: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """One way to end a cycle. `label` is what people read; all five are good endings when you can say why."""

    kind: DecisionKind
    label: str
    about: str


@dataclass(frozen=True)
class TransitionFacts:
    """What a policy needs to know about a cycle before an event."""

    has_what: bool = False  # what we will try
    has_question: bool = False
    has_start: bool = False
    has_result: bool = False  # a number, a tally or a note of what happened
    has_study: bool = False  # what we learned, or a verdict beside each prediction
    decision: DecisionKind | None = None
    has_reason: bool = False  # reason for the decision, for cancelling or for reopening


STATES: Mapping[CycleState, str] = {
    "draft": "being written",
    "planned": "planned; the prediction is kept as first written",
    "doing": "under way",
    "studying": "being read beside its prediction",
    "decided": "decided",
    "cancelled": "cancelled before its end, with a reason",
}
FINAL: tuple[CycleState, ...] = ("decided", "cancelled")

TRANSITIONS: tuple[Transition, ...] = (
    Transition("plan", "draft", "planned", "plan", ("what", "question")),
    Transition("revise", "planned", "draft", "back to draft"),
    Transition("start", "planned", "doing", "start", ("what", "question", "start")),
    Transition("study", "doing", "studying", "study", ("result",)),
    Transition("decide", "studying", "decided", "decide", ("study", "decision", "reason")),
    Transition("reopen", "decided", "studying", "read again", ("reason",)),
    Transition("cancel", "draft", "cancelled", "cancel", ("reason",)),
    Transition("cancel", "planned", "cancelled", "cancel", ("reason",)),
    Transition("cancel", "doing", "cancelled", "cancel", ("reason",)),
    Transition("cancel", "studying", "cancelled", "cancel", ("reason",)),
)

DECISIONS: Mapping[DecisionKind, Decision] = {
    "adopt": Decision("adopt", "Adopt", "Make it part of everyday work, with a way to notice if it fades."),
    "adapt": Decision("adapt", "Adapt", "Keep the idea, change something, and test again."),
    "abandon": Decision("abandon", "Set down", "Stop here and keep what we learned for the next team."),
    "expand": Decision("expand", "Expand", "Test the same idea with more people, or in more places."),
    "repeat": Decision(
        "repeat", "Repeat", "Test once more, because we cannot tell yet or conditions were unusual."
    ),
}

REQUIREMENTS: Mapping[str, str] = {
    "what": "Say what you will try.",
    "question": "Ask at least one question that the test will answer.",
    "start": "Give the day it starts.",
    "result": "Note what happened: a number, a tally or a sentence.",
    "study": "Write what you learned, or say for each prediction how it came out.",
    "decision": "Choose one of the five endings.",
    "reason": "Say why in a sentence.",
}


def may(state: CycleState, event: Event, facts: TransitionFacts) -> list[str]:
    """Every reason against this event now, all at once; an empty list means go ahead."""
    transition = _arrow(state, event)
    if transition is None:
        return [f"This test is {STATES[state]}, so it cannot {_event_words(event)} now."]
    return [REQUIREMENTS[name] for name in transition.asks if not _holds(name, facts)]


def after(state: CycleState, event: Event) -> CycleState:
    """The state an event leads to. Raises ValueError when there is no such arrow; ask `may` first."""
    transition = _arrow(state, event)
    if transition is None:
        raise ValueError(
            f"No {event!r} from {state!r}. From here: {', '.join(events_from(state)) or 'nothing'}."
        )
    return transition.after


def events_from(state: CycleState) -> tuple[Event, ...]:
    """Events that some arrow allows from a state, in the order of the table."""
    return tuple(transition.event for transition in TRANSITIONS if transition.before == state)


def mermaid() -> str:
    """The state diagram, generated from the table, for the documentation."""
    arrows = [f"    {arrow.before} --> {arrow.after}: {arrow.label}" for arrow in TRANSITIONS]
    ends = [f"    {state} --> [*]" for state in FINAL]
    return "\n".join(["stateDiagram-v2", "    [*] --> draft", *arrows, *ends]) + "\n"


def _arrow(state: CycleState, event: Event) -> Transition | None:
    arrows = (arrow for arrow in TRANSITIONS if arrow.before == state and arrow.event == event)
    return next(arrows, None)


def _event_words(event: Event) -> str:
    words = {"plan": "be planned", "revise": "go back to draft", "start": "start", "study": "be studied"}
    words |= {"decide": "be decided", "reopen": "be read again", "cancel": "be cancelled"}
    return words[event]


def _holds(name: str, facts: TransitionFacts) -> bool:
    held = {
        "what": facts.has_what,
        "question": facts.has_question,
        "start": facts.has_start,
        "result": facts.has_result,
        "study": facts.has_study,
        "decision": facts.decision is not None,
        "reason": facts.has_reason,
    }
    return held[name]
