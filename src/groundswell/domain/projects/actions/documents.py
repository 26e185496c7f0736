"""Problem, charter and aim: each save is a new version based on the latest; the history is the learning."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.projects import policies
from groundswell.domain.projects.models import Aim, AimTarget, Charter, Problem, Project
from groundswell.domain.projects.policies import AimDraft, CharterDraft, ProblemDraft, TargetDraft
from groundswell.domain.projects.queries.versions import AIM_LABELS, CHARTER_LABELS, PROBLEM_LABELS, said_text
from groundswell.domain.refusals import refuse_if
from groundswell.domain.versions import require_latest

Document = Problem | Charter | Aim
D = TypeVar("D", Problem, Charter, Aim)
Fields = dict[str, object]


@transaction.atomic
def revise_problem(
    *, by: Actor, project: Project, draft: ProblemDraft, based_on: int, reason: str = ""
) -> Problem:
    """Save the problem statement as its next version. `based_on`: the version the writer saw (0: none)."""
    _allow(by, project, policies.against_problem(draft))
    fields = asdict(draft) | {"evidence": list(draft.evidence)}
    latest = _latest(project.problems.all(), project)
    if latest is not None and _same(latest, fields):
        return latest
    _require_latest(latest, based_on=based_on, fields=fields, labels=PROBLEM_LABELS)
    row = Problem.objects.create(
        project=project, number=based_on + 1, reason=reason.strip(), **_stamp(by), **fields
    )
    return _recorded(by, "projects.revise_problem", row, project)


@transaction.atomic
def revise_charter(
    *, by: Actor, project: Project, draft: CharterDraft, based_on: int, reason: str = ""
) -> Charter:
    """Save the charter as its next version."""
    _allow(by, project, [])
    fields = asdict(draft)
    latest = _latest(project.charters.all(), project)
    if latest is not None and _same(latest, fields):
        return latest
    _require_latest(latest, based_on=based_on, fields=fields, labels=CHARTER_LABELS)
    row = Charter.objects.create(
        project=project, number=based_on + 1, reason=reason.strip(), **_stamp(by), **fields
    )
    return _recorded(by, "projects.revise_charter", row, project)


@transaction.atomic
def revise_aim(*, by: Actor, project: Project, draft: AimDraft, based_on: int, reason: str = "") -> Aim:
    """Save the aim, with its groups' own lines, as its next version."""
    _allow(by, project, policies.against_aim(draft, started_on=project.started_on))
    fields = {name: value for name, value in asdict(draft).items() if name != "targets"}
    latest = _latest(project.aims.prefetch_related("targets"), project)
    if latest is not None and _same(latest, fields) and targets_of(latest) == draft.targets:
        return latest
    told = fields | {"targets": draft.targets}
    _require_latest(latest, based_on=based_on, fields=told, labels=AIM_LABELS)
    aim = Aim.objects.create(
        project=project, number=based_on + 1, reason=reason.strip(), **_stamp(by), **fields
    )
    AimTarget.objects.bulk_create(AimTarget(aim=aim, **asdict(target)) for target in draft.targets)
    return _recorded(by, "projects.revise_aim", aim, project)


def targets_of(aim: Aim) -> tuple[TargetDraft, ...]:
    rows = sorted(aim.targets.all(), key=lambda row: row.pk)
    return tuple(
        TargetDraft(group_name=row.group_name, baseline=row.baseline, target=row.target) for row in rows
    )


def _allow(by: Actor, project: Project, reasons: list[str]) -> None:
    require(by, Permission.PROJECT_EDIT, within=project.path)
    refuse_if(policies.against_change(project.state) + reasons)


def _latest(rows: QuerySet[D], project: Project) -> D | None:
    Project.objects.select_for_update().get(pk=project.pk)  # two writers queue here, so numbers never clash
    return rows.select_related("by").order_by("-number").first()


def _same(row: models.Model, fields: Fields) -> bool:
    return all(getattr(row, name) == value for name, value in fields.items())


def _require_latest(
    latest: Document | None, *, based_on: int, fields: Fields, labels: Mapping[str, object]
) -> None:
    require_latest(
        latest=latest.number if latest else 0,
        based_on=based_on,
        theirs={name: _text(_value(latest, name)) for name in fields} if latest else {},
        yours={name: _text(value) for name, value in fields.items()},
        by=latest.by.name if latest else "",
        labels=labels,
    )


def _value(row: Document, name: str) -> object:
    return targets_of(row) if isinstance(row, Aim) and name == "targets" else getattr(row, name)


def _text(value: object) -> str:
    if isinstance(value, TargetDraft):
        return f"{value.group_name}: {_text(value.baseline)} to {_text(value.target)}"
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(item) for item in value)
    return said_text(value)


def _stamp(by: Actor) -> Fields:
    return {"by_id": by.person_id, "at": by.now}


def _recorded(by: Actor, verb: str, row: D, project: Project) -> D:
    record(by, verb, row, path=project.path, number=row.number, reason=row.reason)
    return row
