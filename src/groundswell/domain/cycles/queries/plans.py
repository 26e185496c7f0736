"""A cycle's plan as one value: what a form shows, and what `save_plan` writes."""

from dataclasses import dataclass
from datetime import date

from groundswell.domain.cycles.models import Cycle, Question, Task


@dataclass(frozen=True)
class QuestionText:
    """A question and its prediction. `id` names the question it changes; without one it is new."""

    text: str
    prediction: str = ""
    guess: float | None = None
    guess_total: float | None = None
    because: str = ""
    no_prediction_why: str = ""
    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TaskText:
    what: str
    who: str = ""
    when: str = ""
    where: str = ""


@dataclass(frozen=True)
class RampText:
    """What the cycles of a ramp share."""

    objective: str = ""
    cost_of_failure: str = ""
    readiness: str = ""
    comparison: str = ""
    stop_rule: str = ""


@dataclass(frozen=True)
class Plan:
    """The whole plan. Scale units in the singular; `belief_before` 0-4."""

    title: str
    kind: str = "test"
    learn: str = ""
    owner_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    study_on: date | None = None
    scale_count: int | None = None
    scale_unit: str = ""
    scale_total: int | None = None
    people_count: int | None = None
    conditions: str = ""
    data_plan: str = ""
    count_what: str = ""
    count_total: int | None = None
    belief_before: int | None = None
    questions: tuple[QuestionText, ...] = ()
    tasks: tuple[TaskText, ...] = ()
    measure_ids: tuple[int, ...] = ()
    ramp: RampText = RampText()


PLAIN = (
    "title", "kind", "learn", "owner_id", "starts_on", "ends_on", "study_on", "scale_count", "scale_unit",
    "scale_total", "people_count", "conditions", "data_plan", "count_what", "count_total", "belief_before",
)  # fmt: skip


def plan_of(cycle: Cycle) -> Plan:
    """The plan as it is stored. Four queries."""
    ramp = cycle.ramp
    return Plan(
        **{name: getattr(cycle, name) for name in PLAIN},
        questions=tuple(question_text(question) for question in cycle.questions.all()),
        tasks=tuple(task_text(task) for task in cycle.tasks.all()),
        measure_ids=tuple(cycle.measures.order_by("pk").values_list("pk", flat=True)),
        ramp=RampText(ramp.objective, ramp.cost_of_failure, ramp.readiness, ramp.comparison, ramp.stop_rule),
    )


def question_text(question: Question) -> QuestionText:
    return QuestionText(
        id=question.pk,
        text=question.text,
        prediction=question.prediction,
        guess=question.guess,
        guess_total=question.guess_total,
        because=question.because,
        no_prediction_why=question.no_prediction_why,
    )


def task_text(task: Task) -> TaskText:
    return TaskText(who=task.who, what=task.what, when=task.when, where=task.where)
