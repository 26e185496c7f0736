"""Start a ramp, draft a test, write its plan, plan the next one."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from groundswell.domain.access.actor import Actor
from groundswell.domain.audit.actions import record
from groundswell.domain.cycles import policies
from groundswell.domain.cycles.models import Cycle, Question, Ramp, Task
from groundswell.domain.cycles.queries.plans import PLAIN, Plan, QuestionText, RampText, TaskText, plan_of
from groundswell.domain.cycles.queries.scale import singular
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project
from groundswell.domain.refusals import refuse_if
from groundswell.domain.theory.actions import may_change
from groundswell.domain.theory.models import Node
from groundswell.domain.versions import Conflict, save_if_unchanged


@transaction.atomic
def start_ramp(
    by: Actor,
    *,
    project: Project,
    name: str,
    idea: Node | None = None,
    code: str = "",
    ramp: RampText | None = None,
) -> Ramp:
    """Open a ramp: linked tests of one idea."""
    may_change(by, project)
    refuse_if(
        policies.ramp_refusals(project=project, name=name, idea_project_id=idea.project_id if idea else None)
    )
    count = project.ramps.count()
    made = Ramp.objects.create(
        project=project,
        name=name.strip()[:200],
        idea=idea,
        code=code or policies.code_for(count),
        owner_id=by.person_id,
        order=count + 1,
        **asdict(ramp or RampText()),
    )
    record(by, "cycles.ramp_started", made, path=project.path, name=made.name, idea=idea and idea.text)
    return made


@transaction.atomic
def draft_cycle(by: Actor, *, ramp: Ramp, title: str) -> Cycle:
    """A new test in a ramp, as a draft."""
    may_change(by, ramp.project)
    refuse_if(policies.ramp_refusals(project=ramp.project, name=title, idea_project_id=None))
    cycle = Cycle.objects.create(
        project=ramp.project,
        ramp=ramp,
        number=next_number(ramp),
        title=title.strip()[:200],
        owner_id=by.person_id,
        created_at=by.now,
    )
    record(by, "cycles.drafted", cycle, path=ramp.project.path, title=cycle.title, ramp=ramp.name)
    return cycle


@transaction.atomic
def plan_a_test(by: Actor, *, project: Project, title: str, idea: Node | None = None) -> Cycle:
    """The short way: a ramp of its own (or the idea's open one) and a first draft."""
    ramp = project.ramps.filter(idea=idea).order_by("-order").first() if idea else None
    return draft_cycle(by, ramp=ramp or start_ramp(by, project=project, name=title, idea=idea), title=title)


@transaction.atomic
def save_plan(by: Actor, *, cycle: Cycle, plan: Plan, version: int) -> Cycle:
    """Write the whole plan. Raises `Conflict` with both texts when someone saved in between."""
    may_change(by, cycle.project)
    refuse_if(policies.plan_refusals(cycle, plan))
    _refuse_stale(cycle, plan, version=version)
    changes = {name: getattr(plan, name) for name in PLAIN} | {"scale_unit": singular(plan.scale_unit)}
    save_if_unchanged(cycle, version=version, changes=changes)
    _write_questions(cycle, plan.questions)
    _write_tasks(cycle, plan.tasks)
    cycle.measures.set(Measure.objects.visible_to(by).filter(pk__in=plan.measure_ids))
    Ramp.objects.filter(pk=cycle.ramp_id).update(**asdict(plan.ramp))
    cycle.ramp.refresh_from_db()
    record(
        by,
        "cycles.plan_saved",
        cycle,
        path=cycle.project.path,
        questions=len(plan.questions),
        version=cycle.version,
    )
    return cycle


def _refuse_stale(cycle: Cycle, plan: Plan, *, version: int) -> None:
    """Questions and tasks live in rows of their own; a conflict shows them too, so that no word is lost."""
    stored = Cycle.objects.get(pk=cycle.pk)
    if stored.version != version:
        raise Conflict(theirs=_texts(plan_of(stored)), yours=_texts(plan))


def _texts(plan: Plan) -> dict[str, str]:
    texts = {name: str(getattr(plan, name) or "") for name in PLAIN if name != "owner_id"}
    for number, question in enumerate(plan.questions, start=1):
        because = f", because {question.because}" if question.because else ""
        texts[f"question {number}"] = f"{question.text} {question.prediction}{because}".strip()
    for number, task in enumerate(plan.tasks, start=1):
        texts[f"task {number}"] = " · ".join(
            part for part in (task.who, task.what, task.when, task.where) if part
        )
    return texts


def _write_questions(cycle: Cycle, questions: Sequence[QuestionText]) -> None:
    kept = {question.id for question in questions if question.id}
    cycle.questions.exclude(pk__in=kept).delete()
    for order, question in enumerate(questions):
        values = {name: value for name, value in asdict(question).items() if name != "id"} | {"order": order}
        known = question.id and Question.objects.filter(pk=question.id, cycle=cycle).update(**values)
        if not known:
            Question.objects.create(cycle=cycle, **values)


def _write_tasks(cycle: Cycle, tasks: Sequence[TaskText]) -> None:
    cycle.tasks.all().delete()
    Task.objects.bulk_create(
        Task(cycle=cycle, order=order, **asdict(task)) for order, task in enumerate(tasks)
    )


@transaction.atomic
def next_cycle(by: Actor, *, cycle: Cycle, title: str = "") -> Cycle:
    """Copy the plan into a new draft of the ramp. Predictions stay blank: a new test deserves a new guess."""
    may_change(by, cycle.project)
    ended = (Cycle.State.DECIDED, Cycle.State.CANCELLED)
    open_ones = cycle.ramp.cycles.exclude(state__in=ended).exclude(pk=cycle.pk).count()
    refuse_if(policies.next_refusals(cycle, open_in_ramp=open_ones))
    made = Cycle.objects.create(
        project=cycle.project,
        ramp=cycle.ramp,
        number=next_number(cycle.ramp),
        title=(title.strip() or cycle.title)[:200],
        copied_from=cycle,
        created_at=by.now,
        **_copied(cycle),
    )
    _copy_rows(cycle, made)
    record(by, "cycles.next_drafted", made, path=cycle.project.path, copied_from=cycle.pk)
    return made


def _copied(cycle: Cycle) -> dict[str, object]:
    dated = {"title", "starts_on", "ends_on", "study_on", "belief_before"}
    values: dict[str, object] = {name: getattr(cycle, name) for name in PLAIN if name not in dated}
    return values | {"belief_before": cycle.belief_after}


def _copy_rows(cycle: Cycle, made: Cycle) -> None:
    Question.objects.bulk_create(
        Question(cycle=made, order=question.order, text=question.text) for question in cycle.questions.all()
    )
    Task.objects.bulk_create(
        Task(cycle=made, order=task.order, who=task.who, what=task.what, when=task.when, where=task.where)
        for task in cycle.tasks.all()
    )
    made.measures.set(cycle.measures.all())


def next_number(ramp: Ramp) -> int:
    return (ramp.cycles.aggregate(last=Max("number"))["last"] or 0) + 1
