"""A team's ramps and cycles: planned, started, recorded, studied and decided on the days of the story."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from groundswell.domain.cycles.actions import entries, moving, planning, studying
from groundswell.domain.cycles.models import Cycle, Ramp
from groundswell.domain.cycles.queries.plans import Plan, QuestionText, RampText, TaskText
from groundswell.domain.measures.models import Measure
from groundswell.domain.people.models import Person
from groundswell.domain.projects.models import Project
from groundswell.domain.theory.models import Node
from groundswell.example.actors import MORNING, acting, place
from groundswell.example.content_files import Record, content

Steps = Iterator[tuple[date, Callable[[], object]]]
COPIED = (
    "title", "learn", "starts_on", "ends_on", "study_on", "scale_count", "scale_unit", "scale_total", "people_count",
    "conditions", "data_plan", "belief_before",
)  # fmt: skip
RAMP = ("objective", "cost_of_failure", "readiness", "comparison", "stop_rule")
QUESTION = ("text", "prediction", "guess", "guess_total", "because", "no_prediction_why")
RESULT = ("result", "result_number", "result_total", "result_note", "verdict")
KINDS = {"monitor": "implement"}


def steps(ramps: list[Record], project: Project) -> Steps:
    """Each cycle's days in order: plan, start, entries, study, decision."""
    for ramp in ramps:
        for row in ramp["cycles"]:
            yield from _cycle_steps(ramp, row, project)


def _cycle_steps(ramp: Record, row: Record, project: Project) -> Steps:
    yield row["planned_on"], partial(_plan, ramp, row, project)
    if row["state"] == "draft":
        return
    yield row["starts_on"], partial(_start, row, project)
    for number, entry in enumerate(row.get("entries", [])):
        yield entry["date"], partial(_record, row, entry, number, project)
    if row.get("decided_on"):
        yield row["decided_on"], partial(_study_and_decide, row, project)


def measure_of(project: Project, code: str) -> Measure:
    """A measure of the team, or a common one, by its code."""
    return Measure.objects.get(path__in=(project.path, place("FIC").path), code=code)


def cycle_of(project: Project, code: str) -> Cycle:
    """A cycle by the story's own code: "T2-A4" is cycle 4 of ramp A."""
    for ramp in content(f"team_{project_code(project).lower()}")["ramps"]:
        for row in ramp["cycles"]:
            if row["code"] == code:
                return Cycle.objects.get(project=project, ramp__code=ramp["code"], number=row["number"])
    raise LookupError(f"no cycle {code} in the story of {project.name}")


def project_code(project: Project) -> str:
    """The story's code of a project: "T2"."""
    for name in ("team_t1", "team_t2", "team_t12"):
        row = content(name)["project"]
        if row["name"] == project.name:
            return str(row["code"])
    raise LookupError(f"{project.name} is no project of the story")


def _plan(ramp: Record, row: Record, project: Project) -> None:
    by = acting(row["owner"], row["planned_on"])
    made = project.ramps.filter(code=ramp["code"]).first() or _start_ramp(ramp, row, project)
    cycle = planning.draft_cycle(by, ramp=made, title=row["title"])
    planning.save_plan(by, cycle=cycle, plan=_plan_text(ramp, row, project), version=cycle.version)
    cycle.refresh_from_db()
    if row["state"] != "draft":
        moving.mark_planned(by, cycle=cycle)


def _start_ramp(ramp: Record, row: Record, project: Project) -> Ramp:
    ideas = {
        node["key"]: node["text"]
        for node in content(f"team_{project_code(project).lower()}")["theory"]["nodes"]
    }
    idea = Node.objects.filter(project=project, text=ideas.get(ramp["idea"], "")).first()
    return planning.start_ramp(
        acting(row["owner"], row["planned_on"]),
        project=project,
        name=ramp["name"],
        idea=idea,
        code=ramp["code"],
        ramp=_ramp_text(ramp),
    )


def _ramp_text(ramp: Record) -> RampText:
    return RampText(**{name: ramp[name] or "" for name in RAMP if name in ramp})


def _plan_text(ramp: Record, row: Record, project: Project) -> Plan:
    owner = Person.objects.get(username=row["owner"])
    return Plan(
        **{name: _text(row[name]) for name in COPIED if row.get(name) is not None},
        kind=KINDS.get(str(row["kind"]), str(row["kind"])),
        owner_id=owner.pk,
        questions=tuple(QuestionText(**{k: q[k] for k in QUESTION if k in q}) for q in row["questions"]),
        tasks=tuple(TaskText(**task) for task in row["tasks"]),
        measure_ids=tuple(measure_of(project, code).pk for code in row.get("measures", [])),
        ramp=_ramp_text(ramp),
    )


def _text(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _start(row: Record, project: Project) -> None:
    moving.start_test(acting(row["owner"], row["starts_on"], MORNING), cycle=cycle_of(project, row["code"]))


def _record(row: Record, entry: Record, number: int, project: Project) -> None:
    text = entries.EntryText(
        key=uuid5(NAMESPACE_URL, f"{row['code']}/{number}"),
        on=entry["date"],
        number=entry.get("number"),
        total=entry.get("total"),
        happened=entry.get("happened", ""),
        surprise=entry.get("surprise", ""),
    )
    entries.record_entry(acting(entry["by"], entry["date"]), cycle=cycle_of(project, row["code"]), entry=text)


def _study_and_decide(row: Record, project: Project) -> None:
    cycle = cycle_of(project, row["code"])
    by = acting(row["decided_by"], row["decided_on"])
    cycle = moving.end_test(by, cycle=cycle, carried_out=row["carried_out"], deviations=row["deviations"])
    results = [
        studying.ResultText(
            question_id=question.pk, **{name: told[name] for name in RESULT if told.get(name) is not None}
        )
        for question, told in zip(cycle.questions.all(), row["questions"], strict=True)
    ]
    study = studying.Study(
        learned=row["learned"],
        carried_out=row["carried_out"],
        deviations=row["deviations"],
        belief_after=row.get("belief_after"),
        results=results,
    )
    cycle = studying.save_study(by, cycle=cycle, study=study, version=cycle.version)
    studying.decide(
        by,
        cycle=cycle,
        decision=row["decision"],
        why=row["decision_why"],
        next_step=row.get("next_step", ""),
        not_served=row.get("not_served", ""),
    )
