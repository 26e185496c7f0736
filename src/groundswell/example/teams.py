"""A team's story, replayed day by day through the same actions as a user's."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from groundswell.domain.checks.actions import set_aside
from groundswell.domain.measures.actions import add_context_note, freeze_baseline
from groundswell.domain.measures.models import Measure
from groundswell.domain.people.models import Person
from groundswell.domain.projects.actions import (
    add_member,
    renew_coach,
    revise_aim,
    revise_charter,
    revise_problem,
    set_mode,
    start_project,
)
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.policies import AimDraft, CharterDraft, ProblemDraft, TargetDraft
from groundswell.example import cycles, theory
from groundswell.example.actors import acting, place
from groundswell.example.content_files import Record, content
from groundswell.example.numbers import load_team_measures
from groundswell.example.storyboards import storyboard_steps

RENEWED_EVERY = timedelta(days=80)
CHARTER = tuple(CharterDraft.__dataclass_fields__)
PROBLEM = tuple(ProblemDraft.__dataclass_fields__)
AIM = tuple(name for name in AimDraft.__dataclass_fields__ if name not in {"targets", "measure_id"})


class Step(NamedTuple):
    """One thing that happened on a day. Steps of one day keep the order in which they were written."""

    day: date
    do: Callable[[], object]


def load_team(name: str, *, until: date) -> Project:
    """Replay one team from its first day to `until`."""
    team = content(name)
    project = _start(team)
    for step in sorted(_steps(team, project), key=lambda step: step.day):
        if step.day <= until:
            step.do()
    return project


def _start(team: Record) -> Project:
    row, first = team["project"], team["problems"][0]
    measure = Measure.objects.filter(code=row["measure"], place__kind="network").first()
    return start_project(
        by=acting(row["created_by"], row["started_on"]),
        place=place(row["place"]),
        name=row["name"],
        problem=_problem(first),
        measure=measure,
        group=row["group"],
        mode=row["mode_history"][0]["mode"],
    )


def _steps(team: Record, project: Project) -> Iterator[Step]:
    lead = team["project"]["created_by"]
    yield from _team_steps(team, project, lead)
    yield from _document_steps(team, project)
    for change in team["project"]["mode_history"][1:]:
        yield Step(change["since"], partial(_set_mode, project, lead, change))
    yield Step(_first_measure_day(team), partial(load_team_measures, team, project))
    yield from (Step(day, do) for day, do in theory.steps(team["theory"], project))
    yield from (Step(day, do) for day, do in cycles.steps(team["ramps"], project))
    for row in team["charts"]:
        yield Step(row["baseline_at"], partial(_freeze, project, row))
    for row in team["context_notes"]:
        yield Step(max(row["starts_on"], project.started_on), partial(_note, project, row))
    for row in team["dismissals"]:
        yield Step(row["at"], partial(_dismiss, project, row))
    yield from (Step(day, do) for day, do in storyboard_steps(team["storyboards"], project))


def _first_measure_day(team: Record) -> date:
    """Measures are written down before the first theory hangs them on its nodes."""
    days = [version["at"] for version in team["theory"]["versions"]]
    started: date = team["project"]["started_on"]
    return max(min(days, default=started), started)


def _team_steps(team: Record, project: Project, lead: str) -> Iterator[Step]:
    for row in team["team"]:
        if row["person"] == lead and row["role"] == "lead":
            yield Step(row["starts_on"], partial(_describe_lead, project, row))
            continue
        yield Step(row["starts_on"], partial(_add, project, lead, row))
        if row["role"] == "coach":
            yield from _renewals(project, lead, row)


def _renewals(project: Project, lead: str, row: Record) -> Iterator[Step]:
    """A coach's access ends after 90 days; the team asked this one to stay."""
    day = row["starts_on"] + RENEWED_EVERY
    while day < date(2016, 6, 10):
        yield Step(day, partial(_renew, project, lead, row, day))
        day += RENEWED_EVERY


def _describe_lead(project: Project, row: Record) -> None:
    project.memberships.filter(role="lead").update(
        function=row["function"], is_frontline=row.get("is_frontline", False)
    )


def _add(project: Project, lead: str, row: Record) -> None:
    add_member(
        by=acting(lead, row["starts_on"]),
        project=project,
        person=Person.objects.get(username=row["person"]),
        role=row["role"],
        function=row["function"],
        is_frontline=row.get("is_frontline", False),
        ends_on=row.get("ends_on"),
    )


def _renew(project: Project, lead: str, row: Record, day: date) -> None:
    membership = (
        project.memberships.filter(role="coach", person__username=row["person"]).order_by("-pk").first()
    )
    if membership is not None:
        renew_coach(by=acting(lead, day), membership=membership)


def _set_mode(project: Project, lead: str, change: Record) -> None:
    set_mode(by=acting(lead, change["since"]), project=project, mode=change["mode"])


def _document_steps(team: Record, project: Project) -> Iterator[Step]:
    for row in team["charters"]:
        yield Step(row["at"], partial(_charter, project, row))
    for row in team["problems"][1:]:
        yield Step(row["at"], partial(_revise_problem, project, row))
    for row in team["aims"]:
        yield Step(row["at"], partial(_aim, project, row))


def _texts(row: Record, names: tuple[str, ...]) -> Record:
    return {
        name: value.strip() if isinstance(value := row[name], str) else value for name in names if name in row
    }


def _problem(row: Record) -> ProblemDraft:
    return ProblemDraft(**_texts(row, PROBLEM) | {"evidence": tuple(row["evidence"])})


def _charter(project: Project, row: Record) -> None:
    draft = CharterDraft(**_texts(row, CHARTER))
    revise_charter(by=acting(row["by"], row["at"]), project=project, draft=draft, based_on=row["number"] - 1)


def _revise_problem(project: Project, row: Record) -> None:
    revise_problem(
        by=acting(row["by"], row["at"]),
        project=project,
        draft=_problem(row),
        based_on=row["number"] - 1,
        reason=row.get("reason", ""),
    )


def _aim(project: Project, row: Record) -> None:
    measure = Measure.objects.filter(
        path__in=(project.path, place("FIC").path), code=row.get("measure", "")
    ).first()
    targets = tuple(
        TargetDraft(group_name=each["group_name"], baseline=each["baseline"], target=each["target"])
        for each in row.get("targets", [])
    )
    draft = AimDraft(**_texts(row, AIM), measure_id=measure.pk if measure else None, targets=targets)
    revise_aim(
        by=acting(row["by"], row["at"]),
        project=project,
        draft=draft,
        based_on=row["number"] - 1,
        reason=row.get("reason", ""),
    )


def _freeze(project: Project, row: Record) -> None:
    freeze_baseline(
        by=acting(row["baseline_by"], row["baseline_at"]),
        measure=cycles.measure_of(project, row["measure"]),
        place=place(row["place"]),
        path=project.path,
        since=row["baseline_from"],
        until=row["baseline_until"],
        reason=row["baseline_reason"],
        version=0,
    )


def _note(project: Project, row: Record) -> None:
    add_context_note(
        by=acting(row["by"], max(row["starts_on"], project.started_on)),
        place=project.place,
        path=project.path,
        starts_on=row["starts_on"],
        text=row["text"],
        measure=cycles.measure_of(project, row["measure"]) if "measure" in row else None,
    )


def _dismiss(project: Project, row: Record) -> None:
    cycle = cycles.cycle_of(project, row["record"])
    set_aside(
        by=acting(row["by"], row["at"]),
        project=project,
        check_id=row["check"],
        subject=f"cycle:{cycle.pk}",
        reason=row["reason"],
    )
