"""What tests say about other pages: an idea's testing status, marks under charts, what is due today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import reach
from groundswell.domain.access.permissions import Permission
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.cycles.queries.ramps import cycle_code
from groundswell.domain.projects.models import Project

RUNNING = (Cycle.State.DOING, Cycle.State.STUDYING)


@dataclass(frozen=True)
class IdeaStatus:
    """`status`: "not tested", "planned", "testing", "adopted" or "set down"; `words` adds which cycle."""

    status: str
    words: str


@dataclass(frozen=True)
class CycleMark:
    """A cycle as a mark under a chart."""

    cycle_id: int
    on: date
    number: int
    code: str
    label: str


@dataclass(frozen=True)
class DueRow:
    """A test that waits for its team. `why` is "study" (it has ended) or "record" (it runs today)."""

    cycle_id: int
    project_id: int
    project: str
    code: str
    title: str
    why: str
    on: date | None


def idea_statuses(project: Project) -> dict[int, IdeaStatus]:
    """Testing status by idea node, from its ramps' cycles. One query. Ideas without a cycle are left out."""
    by_idea: dict[int, list[Cycle]] = defaultdict(list)
    rows = Cycle.objects.filter(project=project, ramp__idea__isnull=False).exclude(
        state=Cycle.State.CANCELLED
    )
    for cycle in rows.select_related("ramp").order_by("ramp__order", "ramp_id", "number"):
        by_idea[cycle.ramp.idea_id or 0].append(cycle)
    return {idea: _status(cycles) for idea, cycles in by_idea.items()}


def _status(cycles: list[Cycle]) -> IdeaStatus:
    running = [cycle for cycle in cycles if cycle.state in RUNNING]
    decided = [cycle for cycle in cycles if cycle.state == Cycle.State.DECIDED]
    if running:
        return IdeaStatus("testing", _("testing · cycle %(number)s") % {"number": running[-1].number})
    if decided and decided[-1].decision in {Cycle.Decision.ADOPT, Cycle.Decision.ABANDON}:
        return _ended(decided)
    if decided:
        return IdeaStatus("testing", _("testing · cycle %(number)s done") % {"number": decided[-1].number})
    if any(cycle.state == Cycle.State.PLANNED for cycle in cycles):
        return IdeaStatus("planned", _("planned"))
    return IdeaStatus("not tested", _("not tested"))


def _ended(decided: list[Cycle]) -> IdeaStatus:
    count = len(decided)
    cycles = ngettext("%(count)s cycle", "%(count)s cycles", count) % {"count": count}
    if decided[-1].decision == Cycle.Decision.ADOPT:
        return IdeaStatus("adopted", f"{_('adopted')} · {cycles}")
    return IdeaStatus("set down", f"{_('set down')} · {cycles}")


def cycle_marks(project: Project, *, measure_id: int | None = None) -> tuple[CycleMark, ...]:
    """The tests that began, by first day, for the lane under a chart. One query.

    With a measure: tests that named it, and tests that named no measure at all.
    """
    rows = Cycle.objects.filter(project=project, started_at__isnull=False, starts_on__isnull=False)
    if measure_id is not None:
        rows = rows.filter(Q(measures=measure_id) | Q(measures__isnull=True)).distinct()
    rows = rows.exclude(state=Cycle.State.CANCELLED).select_related("ramp").order_by("starts_on", "id")
    return tuple(
        CycleMark(cycle.pk, cycle.starts_on, cycle.number, cycle_code(cycle), cycle.title)
        for cycle in rows
        if cycle.starts_on is not None
    )


def due_for(by: Actor) -> tuple[DueRow, ...]:
    """Tests in the person's teams that wait for a study or run today, oldest first. One query."""
    works_in = reach(by, Permission.PROJECT_WORK, field="project__path")
    rows = Cycle.objects.filter(works_in, state__in=RUNNING).select_related("ramp", "project")
    return tuple(_due(rows.order_by("ends_on", "id"), today=by.today))


def _due(rows: QuerySet[Cycle], *, today: date) -> Iterable[DueRow]:
    for cycle in rows:
        is_over = cycle.state == Cycle.State.STUDYING or (cycle.ends_on is not None and cycle.ends_on < today)
        yield DueRow(
            cycle_id=cycle.pk,
            project_id=cycle.project_id,
            project=cycle.project.name,
            code=cycle_code(cycle),
            title=cycle.title,
            why="study" if is_over else "record",
            on=cycle.study_on or cycle.ends_on,
        )
