from datetime import date

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.cycles.actions import moving, studying
from groundswell.domain.cycles.models import Amendment, Cycle
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from tests.factories import make_cycle, make_question

pytestmark = pytest.mark.django_db


def started(cycle: Cycle, lead) -> Cycle:
    make_question(cycle, prediction="4 of 6", because="old numbers")
    return moving.start_test(lead, cycle=cycle)


def test_plan_then_start_locks_with_time_and_event(cycle, lead):
    make_question(cycle)
    moving.mark_planned(lead, cycle=cycle)
    assert cycle.state == "planned"
    moving.start_test(lead, cycle=cycle)
    assert (cycle.state, cycle.started_at) == ("doing", lead.now)
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == [
        "cycles.planned",
        "cycles.started",
    ]


def test_a_draft_starts_in_one_go_and_without_a_prediction(cycle, lead):
    make_question(cycle)
    moving.start_test(lead, cycle=cycle)
    assert (cycle.state, cycle.planned_at) == ("doing", lead.now)


def test_everything_missing_is_said_at_once(project, cycle, lead):
    bare = make_cycle(cycle.ramp, title="x", starts_on=None)
    with pytest.raises(NotNow) as refusal:
        moving.start_test(lead, cycle=bare)
    assert refusal.value.reasons == [
        "Ask at least one question that the test will answer.",
        "Give the day it starts.",
    ]
    assert Cycle.objects.get(pk=bare.pk).state == "draft"


def test_a_test_that_is_long_over_is_marked_not_refused(cycle, lead):
    cycle.starts_on, cycle.ends_on = date(2015, 2, 9), date(2015, 2, 13)
    started(cycle, lead)
    assert cycle.entered_later
    now = make_cycle(cycle.ramp, starts_on=date(2016, 6, 10), ends_on=date(2016, 6, 17))
    assert not started(now, lead).entered_later


def test_pressing_start_twice_does_nothing_twice(cycle, lead):
    make_question(cycle)
    twin = Cycle.objects.get(pk=cycle.pk)
    moving.start_test(lead, cycle=cycle)
    with pytest.raises(Conflict):
        moving.start_test(lead, cycle=twin)
    assert Event.objects.filter(verb="cycles.started").count() == 1


def test_amendments_are_dated_and_the_first_text_stays(cycle, lead):
    with pytest.raises(NotNow, match="Nothing is locked yet"):
        moving.amend(lead, cycle=cycle, text="later bell")
    started(cycle, lead)
    question = cycle.questions.get()
    moving.amend(lead, cycle=cycle, text="The bell moved to 8:10.", question=question)
    assert question.prediction == "4 of 6"
    assert (Amendment.objects.get().at, Amendment.objects.get().by.name) == (lead.now, "Marisol Q")
    with pytest.raises(NotNow, match="what changed"):
        moving.amend(lead, cycle=cycle, text=" ")
    foreign = make_question(make_cycle(cycle.ramp))
    with pytest.raises(NotNow, match="another test"):
        moving.amend(lead, cycle=cycle, text="x", question=foreign)


def test_who_may_move_a_test(cycle, coach):
    for act in (moving.mark_planned, moving.start_test, moving.end_test, moving.back_to_draft):
        with pytest.raises(Refused):
            act(coach, cycle=cycle)
    with pytest.raises(Refused):
        moving.cancel(coach, cycle=cycle, reason="x")


def test_ending_asks_for_something_that_happened(cycle, lead):
    started(cycle, lead)
    with pytest.raises(NotNow, match="Note what happened"):
        moving.end_test(lead, cycle=cycle)
    moving.end_test(lead, cycle=cycle, carried_out="partly", deviations="No calls on the snow day.")
    assert (cycle.state, cycle.carried_out) == ("studying", "partly")


def test_study_and_decide(cycle, lead):
    started(cycle, lead)
    question = cycle.questions.get()
    study = studying.Study(
        learned="The hard part is the number.",
        results=[studying.ResultText(question.pk, "5 of 6", 5, 6, "", "held")],
        belief_after=2,
    )
    with pytest.raises(NotNow, match="ended"):
        studying.save_study(lead, cycle=cycle, study=study, version=cycle.version)
    moving.end_test(lead, cycle=cycle, deviations="As planned.")
    studying.save_study(lead, cycle=cycle, study=study, version=cycle.version)
    with pytest.raises(NotNow) as refusal:
        studying.decide(lead, cycle=cycle, decision="", why=" ")
    assert len(refusal.value.reasons) == 2
    studying.decide(
        lead, cycle=cycle, decision="abandon", why="Cheap, welcome, and wrong.", not_served="Night shifts"
    )
    assert (cycle.state, cycle.decision, cycle.decided_by.name, cycle.not_served) == (
        "decided", "abandon", "Marisol Q", "Night shifts",
    )  # fmt: skip
    question.refresh_from_db()
    assert (question.verdict, question.result_number) == ("held", 5)


def test_a_result_above_its_total_is_a_counting_error(cycle, lead):
    started(cycle, lead)
    moving.end_test(lead, cycle=cycle, deviations="x")
    wrong = studying.Study(learned="y", results=[studying.ResultText(cycle.questions.get().pk, "", 7, 6)])
    with pytest.raises(NotNow, match="7 is more than 6"):
        studying.save_study(lead, cycle=cycle, study=wrong, version=cycle.version)


def test_a_decision_can_be_read_again_and_its_first_words_stay_in_the_log(cycle, lead):
    started(cycle, lead)
    moving.end_test(lead, cycle=cycle, deviations="x")
    studying.save_study(lead, cycle=cycle, study=studying.Study(learned="y"), version=cycle.version)
    studying.decide(lead, cycle=cycle, decision="adopt", why="first words")
    studying.read_again(lead, cycle=cycle, reason="English learners were left out.")
    assert (cycle.state, cycle.decision, cycle.decided_by) == ("studying", "", None)
    assert Event.objects.last().data["decision_why"] == "first words"


def test_cancelling_asks_for_a_reason(cycle, lead):
    with pytest.raises(NotNow, match="why"):
        moving.cancel(lead, cycle=cycle, reason="")
    moving.cancel(lead, cycle=cycle, reason="The teacher moved.")
    assert (cycle.state, cycle.cancelled_why) == ("cancelled", "The teacher moved.")
