from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.cycles.actions import moving, planning, studying
from groundswell.domain.cycles.models import Cycle, Question, Ramp
from groundswell.domain.cycles.queries.plans import Plan, QuestionText, RampText, TaskText, plan_of
from groundswell.domain.refusals import NotNow
from groundswell.domain.versions import Conflict
from tests.factories import make_node, make_project, make_question

pytestmark = pytest.mark.django_db

PLAN = Plan(
    title="One class, own teacher",
    learn="What does it take to reach a family in two days?",
    starts_on=date(2016, 6, 13),
    ends_on=date(2016, 6, 17),
    scale_count=1,
    scale_unit="Classes",
    scale_total=14,
    questions=(
        QuestionText("How many of 6?", "4 of 6", 4, 6, "half the numbers are old"),
        QuestionText("Back next day?", "4 of 5", 4, 5, "being missed matters"),
    ),
    tasks=(TaskText(who="clerk", what="print the list", when="by 9:00", where="office"),),
    ramp=RampText(stop_rule="A family asks us to stop", cost_of_failure="small"),
)


def test_the_short_way_makes_a_ramp_and_a_draft(project, lead):
    cycle = planning.plan_a_test(lead, project=project, title="Call one class")
    assert (cycle.number, cycle.state, cycle.ramp.code) == (1, "draft", "A")
    assert list(Event.objects.values_list("verb", flat=True)) == ["cycles.ramp_started", "cycles.drafted"]
    assert planning.plan_a_test(lead, project=project, title="Other").ramp.code == "B"


def test_tests_of_one_idea_share_its_ramp(project, lead):
    idea = make_node(project, kind="idea", text="Two-day call")
    first = planning.plan_a_test(lead, project=project, title="One", idea=idea)
    second = planning.plan_a_test(lead, project=project, title="Two", idea=idea)
    assert (first.ramp, first.number, second.number) == (second.ramp, 1, 2)


def test_an_idea_of_another_project_is_refused(project, lead):
    other = make_project(project.place, lead=project.created_by, name="Other")
    with pytest.raises(NotNow, match="another project"):
        planning.start_ramp(lead, project=project, name="x", idea=make_node(other, kind="idea"))
    assert not Ramp.objects.exists()


def test_save_plan_writes_everything_and_reads_back(cycle, lead):
    planning.save_plan(lead, cycle=cycle, plan=PLAN, version=1)
    stored = plan_of(Cycle.objects.get(pk=cycle.pk))
    assert stored.scale_unit == "class"
    assert [question.guess for question in stored.questions] == [4, 4]
    assert stored.tasks == PLAN.tasks
    assert stored.ramp == PLAN.ramp
    assert cycle.version == 2


def test_questions_keep_their_row_and_dropped_ones_go(cycle, lead):
    planning.save_plan(lead, cycle=cycle, plan=PLAN, version=1)
    stored = plan_of(cycle)
    kept = replace(stored.questions[1], text="Back the next school day?")
    planning.save_plan(lead, cycle=cycle, plan=replace(stored, questions=(kept,)), version=2)
    assert Question.objects.get().pk == kept.id
    assert Question.objects.get().text == "Back the next school day?"


def test_a_question_of_another_test_is_not_touched(cycle, lead):
    foreign = make_question(planning.draft_cycle(lead, ramp=cycle.ramp, title="Other"), text="theirs")
    taken = replace(PLAN, questions=(QuestionText("ours", id=foreign.pk),))
    planning.save_plan(lead, cycle=cycle, plan=taken, version=1)
    foreign.refresh_from_db()
    assert foreign.text == "theirs"
    assert cycle.questions.get().text == "ours"


def test_a_second_save_on_an_old_version_shows_both_texts(cycle, lead):
    planning.save_plan(
        lead, cycle=Cycle.objects.get(pk=cycle.pk), plan=replace(PLAN, title="theirs"), version=1
    )
    with pytest.raises(Conflict) as conflict:
        planning.save_plan(lead, cycle=cycle, plan=replace(PLAN, title="ours"), version=1)
    assert conflict.value.theirs["title"] == "theirs"
    assert conflict.value.yours["question 1"] == "How many of 6? 4 of 6, because half the numbers are old"


def test_contradictions_are_named_all_at_once(cycle, lead):
    wrong = replace(PLAN, title=" ", ends_on=date(2016, 6, 1), scale_count=20)
    with pytest.raises(NotNow) as refusal:
        planning.save_plan(lead, cycle=cycle, plan=wrong, version=1)
    assert len(refusal.value.reasons) == 3


def test_a_coach_plans_nothing(cycle, coach):
    with pytest.raises(Refused):
        planning.save_plan(coach, cycle=cycle, plan=PLAN, version=1)


def test_the_plan_locks_when_the_test_starts(cycle, lead):
    planning.save_plan(lead, cycle=cycle, plan=PLAN, version=1)
    moving.start_test(lead, cycle=cycle)
    with pytest.raises(NotNow, match="locked when the test began"):
        planning.save_plan(lead, cycle=cycle, plan=replace(PLAN, learn="changed"), version=cycle.version)
    assert cycle.questions.first().prediction == "4 of 6"


def test_the_next_cycle_copies_the_plan_but_asks_for_a_new_guess(cycle, lead):
    planning.save_plan(lead, cycle=cycle, plan=PLAN, version=1)
    with pytest.raises(NotNow, match="still open"):
        planning.next_cycle(lead, cycle=cycle)
    moving.start_test(lead, cycle=cycle)
    moving.end_test(lead, cycle=cycle, deviations="As planned.")
    studying.save_study(
        lead, cycle=cycle, study=studying.Study(learned="It works.", belief_after=3), version=cycle.version
    )
    studying.decide(lead, cycle=cycle, decision="expand", why="It held.")
    made = planning.next_cycle(lead, cycle=cycle)
    assert (made.number, made.state, made.copied_from, made.starts_on) == (2, "draft", cycle, None)
    assert [(row.text, row.prediction) for row in made.questions.all()] == [
        ("How many of 6?", ""),
        ("Back next day?", ""),
    ]
    assert (made.tasks.get().who, made.belief_before, made.scale_count) == ("clerk", 3, 1)
    with pytest.raises(NotNow, match="planned already"):
        planning.next_cycle(lead, cycle=cycle)


def test_a_closed_project_is_read_not_written(project, cycle, lead):
    project.state = "closed"
    project.save()
    fresh = Cycle.objects.select_related("project").get(pk=cycle.pk)
    with pytest.raises(NotNow, match="closed"):
        planning.save_plan(lead, cycle=fresh, plan=PLAN, version=1)
    with pytest.raises(NotNow, match="closed"):
        planning.plan_a_test(lead, project=project, title="One more")
