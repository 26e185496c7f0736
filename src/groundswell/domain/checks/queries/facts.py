"""Gather what the checks need to know about one project, in a constant number of queries."""

from datetime import date

from groundswell.core.methods.facts import (
    AimFacts,
    GroupTarget,
    LinkFacts,
    MeasureFacts,
    NodeFacts,
    ProblemFacts,
    ProjectFacts,
    TheoryFacts,
)
from groundswell.domain.checks.queries.cycles import cycle_facts
from groundswell.domain.checks.queries.series import Rows, claim_facts, observations_of, series_facts
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Aim, Project
from groundswell.library import scale_rules


def project_facts(project: Project, *, today: date) -> ProjectFacts:
    """All facts of one project on one day."""
    aim = project.aims.select_related("measure").prefetch_related("targets").order_by("-number").first()
    measures = measures_of(project, aim)
    observations = observations_of(project, measures)
    cycles, rows = cycle_facts(project)
    return ProjectFacts(
        today=today,
        scale_rules=scale_rules(),
        key=str(project.pk),
        problem=_problem(project),
        aim=_aim(project, aim),
        theory=_theory(project),
        measures=tuple(_measure(measure, aim, observations) for measure in measures),
        cycles=cycles,
        claims=claim_facts(project, rows, observations),
        series=series_facts(measures, observations),
    )


def measures_of(project: Project, aim: Aim | None) -> list[Measure]:
    """The team's own measures and those it linked to its gap, aim, theory or tests; each once."""
    linked: set[int | None] = {project.measure_id, aim.measure_id if aim else None}
    linked |= set(project.nodes.exclude(measures=None).values_list("measures", flat=True))
    linked |= set(project.cycles.exclude(measures=None).values_list("measures", flat=True))
    own = Measure.objects.filter(path=project.path) | Measure.objects.filter(
        pk__in={number for number in linked if number}
    )
    return list(
        own.filter(retired_at=None).prefetch_related("definitions").select_related("owner").order_by("pk")
    )


def _problem(project: Project) -> ProblemFacts | None:
    latest = project.problems.order_by("-number").first()
    if latest is None:
        return None
    groups = (latest.group_name,) if latest.group_name else ()
    return ProblemFacts(statement=latest.statement, groups=groups, evidence_kinds=tuple(latest.evidence))


def _aim(project: Project, aim: Aim | None) -> AimFacts | None:
    if aim is None:
        return None
    directions = {"raise": "up", "lower": "down"}
    better = aim.measure.better if aim.measure and aim.measure.better != Measure.Better.NEITHER else None
    return AimFacts(
        text=aim.free_text,
        what=aim.what,
        direction=directions.get(aim.direction),  # type: ignore[arg-type]
        baseline=aim.baseline,
        baseline_period=aim.baseline_period,
        target=aim.target,
        unit=aim.unit,
        change_in=aim.change_in if aim.change_in in {"points", "percent"} else None,  # type: ignore[arg-type]
        start=project.started_on,
        written_on=aim.at.date(),
        by_when=aim.by_when,
        population=aim.population,
        place=aim.where,
        measure_key=str(aim.measure_id) if aim.measure_id else None,
        better=better,  # type: ignore[arg-type]
        group_targets=tuple(
            GroupTarget(row.group_name, row.baseline, row.target) for row in aim.targets.all()
        ),
        no_group_falls=aim.no_group_falls,
    )


def _theory(project: Project) -> TheoryFacts | None:
    nodes = list(project.nodes.order_by("order", "pk"))
    if not nodes:
        return None
    links = project.links.order_by("pk").values_list("parent_id", "child_id")
    return TheoryFacts(
        nodes=tuple(
            NodeFacts(
                key=str(node.pk),
                kind=node.kind,  # type: ignore[arg-type]
                text=node.text,
                focus=node.is_focus,
                has_cause_trace=bool(node.why_we_believe) or node.kind == "idea",
                added_on=node.added_at.date(),
                set_down=node.set_down_at is not None,
            )
            for node in nodes
        ),
        links=tuple(LinkFacts(str(parent), str(child)) for parent, child in links),
    )


def _measure(measure: Measure, aim: Aim | None, observations: Rows) -> MeasureFacts:
    definition = max(measure.definitions.all(), key=lambda row: row.number, default=None)
    return MeasureFacts(
        key=str(measure.pk),
        name=measure.name,
        kind=measure.kind,  # type: ignore[arg-type]
        definition=(definition.numerator or definition.calculation) if definition else "",
        is_share=measure.unit == Measure.Unit.PERCENT,
        denominator=definition.denominator if definition else "",
        owner=(measure.owner.name if measure.owner else definition.who if definition else ""),
        better=None if measure.better == Measure.Better.NEITHER else measure.better,  # type: ignore[arg-type]
        is_aim_measure=bool(aim and aim.measure_id == measure.pk),
        points_on=tuple(row.period for row in observations.get(measure.pk, []) if not row.group),
    )
