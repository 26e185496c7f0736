"""Cycles as the checks read them."""

from collections.abc import Iterable

from groundswell.core.methods.facts import CycleFacts, DatumFacts, QuestionFacts, ScaleFacts, TaskFacts
from groundswell.domain.cycles.models import Cycle, Question
from groundswell.domain.projects.models import Project

VERDICTS = {"held": "confirmed", "partly": "partly", "not": "not", "cannot_tell": "cannot tell"}


def cycle_facts(project: Project) -> tuple[tuple[CycleFacts, ...], list[Cycle]]:
    """Every cycle of the project as facts, and the rows they came from."""
    rows = list(
        project.cycles.select_related("ramp")
        .prefetch_related("questions__amendments", "tasks", "entries", "measures")
        .order_by("ramp__order", "ramp_id", "number")
    )
    return tuple(_cycle(row) for row in rows), rows


def _cycle(row: Cycle) -> CycleFacts:
    recorded = [entry.on for entry in row.entries.all() if entry.state == "done"]
    questions = tuple(_question(question) for question in row.questions.all())
    reasons = [question.no_prediction_why for question in row.questions.all() if question.no_prediction_why]
    return CycleFacts(
        key=str(row.pk),
        title=row.title,
        ramp=str(row.ramp_id),
        ramp_position=row.number,
        state=row.state,  # type: ignore[arg-type]
        kind=row.kind,  # type: ignore[arg-type]
        planned_on=row.planned_at.date() if row.planned_at else None,
        started_on=row.starts_on,
        ends_on=row.ends_on,
        questions=questions,
        no_prediction_reason="; ".join(reasons),
        tasks=tuple(TaskFacts(task.what, task.who, task.when, task.where) for task in row.tasks.all()),
        data_plan=_data_plan(row),
        scale=_scale(row),
        belief=row.belief_before,
        cost_of_failure=row.ramp.cost_of_failure or None,  # type: ignore[arg-type]
        readiness=row.ramp.readiness or None,  # type: ignore[arg-type]
        conditions=tuple(part.strip() for part in row.conditions.split(",") if part.strip()),
        first_data_on=min(recorded, default=None),
        study_text=row.learned,
        studied_on=row.studied_at.date() if row.studied_at else None,
        decision=row.decision or None,  # type: ignore[arg-type]
        decision_reason=row.decision_why,
    )


def _data_plan(row: Cycle) -> tuple[DatumFacts, ...]:
    """What is counted on the phone is a planned datum too: the card says who, when and where."""
    said = (DatumFacts(what=row.data_plan),) if row.data_plan.strip() else ()
    counted = DatumFacts(
        what=row.count_what, who="whoever holds the card", when="on the day", where="on the phone"
    )
    return (*said, counted) if row.count_what.strip() else said


def _question(row: Question) -> QuestionFacts:
    changed: Iterable[object] = (amendment.at.date() for amendment in row.amendments.all())
    return QuestionFacts(
        key=str(row.pk),
        text=row.text,
        prediction=row.prediction,
        because=row.because,
        prediction_changed_on=max(changed, default=None),  # type: ignore[type-var,arg-type]
        result=row.result,
        verdict=VERDICTS.get(row.verdict),  # type: ignore[arg-type]
    )


def _scale(row: Cycle) -> ScaleFacts | None:
    if row.scale_count is None:
        return None
    return ScaleFacts(count=row.scale_count, unit=row.scale_unit, total=row.scale_total)
