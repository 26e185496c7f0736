"""Ramps with their cycles: the list of tests and the ramp picture. Constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from groundswell.domain.access.actor import Actor
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.cycles.queries.scale import scale_words
from groundswell.domain.projects.models import Project


@dataclass(frozen=True)
class CycleRow:
    """One cycle in a list or a ramp picture. `code` is the ramp's letter and the number: "A4"."""

    id: int
    number: int
    code: str
    title: str
    kind: str
    state: str
    decision: str
    starts_on: date | None
    ends_on: date | None
    study_on: date | None
    scale: str
    scale_count: int | None
    scale_unit: str
    scale_total: int | None
    learned: str
    belief_before: int | None
    belief_after: int | None
    owner: str
    entered_later: bool

    @property
    def is_open(self) -> bool:
        return self.state not in {"decided", "cancelled"}


@dataclass(frozen=True)
class RampRow:
    id: int
    code: str
    name: str
    objective: str
    idea_id: int | None
    idea: str
    owner: str
    cycles: tuple[CycleRow, ...]

    @property
    def current(self) -> CycleRow | None:
        return next((cycle for cycle in self.cycles if cycle.is_open), None)

    @property
    def is_set_down(self) -> bool:
        decided = [cycle for cycle in self.cycles if cycle.state == "decided"]
        return self.current is None and bool(decided) and decided[-1].decision == "abandon"


def ramps_of(project: Project, by: Actor) -> tuple[RampRow, ...]:
    """The project's ramps with the cycles that `by` may see; a ramp with none of them is left out.

    Two queries, however many cycles there are.
    """
    rows: dict[int, list[Cycle]] = defaultdict(list)
    seen = Cycle.objects.visible_to(by).filter(project=project).select_related("ramp", "owner")
    for cycle in seen.order_by("number"):
        rows[cycle.ramp_id].append(cycle)
    ramps = project.ramps.select_related("idea", "owner").order_by("order", "id")
    made = (
        RampRow(
            id=ramp.pk,
            code=ramp.code,
            name=ramp.name,
            objective=ramp.objective,
            idea_id=ramp.idea_id,
            idea=ramp.idea.text if ramp.idea else "",
            owner=ramp.owner.name if ramp.owner else "",
            cycles=tuple(cycle_row(cycle) for cycle in rows[ramp.pk]),
        )
        for ramp in ramps
    )
    return tuple(ramp for ramp in made if ramp.cycles)


def cycles_of_ramp(cycle: Cycle, by: Actor) -> tuple[CycleRow, ...]:
    """The cycle and its siblings, in order: what the ramp picture draws."""
    seen = Cycle.objects.visible_to(by).filter(ramp=cycle.ramp_id).select_related("ramp", "owner")
    return tuple(cycle_row(each) for each in seen.order_by("number"))


def cycle_row(cycle: Cycle) -> CycleRow:
    return CycleRow(
        id=cycle.pk,
        number=cycle.number,
        code=cycle_code(cycle),
        title=cycle.title,
        kind=cycle.kind,
        state=cycle.state,
        decision=cycle.decision,
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        study_on=cycle.study_on,
        scale=scale_words(cycle.scale_count, cycle.scale_unit, cycle.scale_total),
        scale_count=cycle.scale_count,
        scale_unit=cycle.scale_unit,
        scale_total=cycle.scale_total,
        learned=cycle.learned,
        belief_before=cycle.belief_before,
        belief_after=cycle.belief_after,
        owner=cycle.owner.name if cycle.owner else "",
        entered_later=cycle.entered_later,
    )


def cycle_code(cycle: Cycle) -> str:
    return f"{cycle.ramp.code}{cycle.number}"
