"""The life of a cycle: every arrow, every refusal, the five decisions and the drawn diagram."""

import re

import pytest

from groundswell.core.methods.transitions import (
    DECISIONS,
    FINAL,
    REQUIREMENTS,
    STATES,
    TRANSITIONS,
    TransitionFacts,
    after,
    events_from,
    may,
    mermaid,
)

READY = TransitionFacts(
    has_what=True,
    has_question=True,
    has_start=True,
    has_result=True,
    has_study=True,
    decision="adapt",
    has_reason=True,
)


@pytest.mark.parametrize("arrow", TRANSITIONS, ids=[f"{a.before}-{a.event}" for a in TRANSITIONS])
def test_every_arrow_goes_when_its_asks_are_met(arrow: object) -> None:
    assert may(arrow.before, arrow.event, READY) == []  # type: ignore[attr-defined]
    assert after(arrow.before, arrow.event) == arrow.after  # type: ignore[attr-defined]


@pytest.mark.parametrize("arrow", TRANSITIONS, ids=[f"{a.before}-{a.event}" for a in TRANSITIONS])
def test_all_refusals_come_at_once(arrow: object) -> None:
    refusals = may(arrow.before, arrow.event, TransitionFacts())  # type: ignore[attr-defined]
    assert refusals == [REQUIREMENTS[name] for name in arrow.asks]  # type: ignore[attr-defined]


def test_a_prediction_is_never_required_to_plan_or_start() -> None:
    """Missing predictions are the coach's business (K26): advice never blocks."""
    assert may("draft", "plan", TransitionFacts(has_what=True, has_question=True)) == []


def test_what_no_arrow_allows_is_refused_in_words() -> None:
    drawn = {(arrow.before, arrow.event) for arrow in TRANSITIONS}
    for state in STATES:
        for arrow in TRANSITIONS:
            if (state, arrow.event) not in drawn:
                refusals = may(state, arrow.event, READY)
                assert len(refusals) == 1
                assert "cannot" in refusals[0]
    with pytest.raises(ValueError, match="No 'start' from 'decided'"):
        after("decided", "start")


def test_every_state_is_reached_from_draft_and_can_end() -> None:
    reached = {"draft"}
    for _ in STATES:
        reached |= {arrow.after for arrow in TRANSITIONS if arrow.before in reached}
    assert reached == set(STATES)
    assert events_from("cancelled") == ()
    assert "cancel" in events_from("doing")


def test_five_decisions_and_abandon_is_said_set_down() -> None:
    assert list(DECISIONS) == ["adopt", "adapt", "abandon", "expand", "repeat"]
    assert DECISIONS["abandon"].label == "Set down"
    assert not any(re.search("abandon", f"{d.label} {d.about}", re.IGNORECASE) for d in DECISIONS.values())


def test_the_diagram_draws_every_arrow_once() -> None:
    lines = mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    drawn = [line for line in lines if "-->" in line]
    assert len(drawn) == len(TRANSITIONS) + 1 + len(FINAL)
    assert "    studying --> decided: decide" in lines
