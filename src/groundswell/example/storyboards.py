"""What the teams of the story shared, on the days they did."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project
from groundswell.domain.reports.actions import open_shared, share, write_storyboard
from groundswell.domain.reports.models import Storyboard
from groundswell.domain.reports.queries import choices_of
from groundswell.example.actors import acting
from groundswell.example.content_files import Record

Steps = Iterator[tuple[date, Callable[[], object]]]


def storyboard_steps(rows: list[Record], project: Project) -> Steps:
    """Write, share, and the readings that followed."""
    for row in rows:
        yield row["shared_at"], partial(_share, project, row)
        for look in row.get("looks", []):
            yield look["at"], partial(_look, project, look)


def _share(project: Project, row: Record) -> Storyboard:
    by = acting(row["by"], row["shared_at"])
    latest = project.storyboards.order_by("-number").first()
    storyboard = write_storyboard(
        by=by,
        project=project,
        headline=row["headline"],
        story=row["story"].strip(),
        ask=row["ask"],
        measures=list(_measures(project, row)),
        cycles=[cycle.pk for cycle in choices_of(project).cycles if _is_told(cycle.ramp.code, row)],
        based_on=latest.number if latest else 0,
    )
    return share(by=by, storyboard=storyboard, level=row["level"])


def _measures(project: Project, row: Record) -> Iterator[int]:
    codes = row.get("measures")
    known: dict[str, Measure] = {measure.code: measure for measure in choices_of(project).measures}
    for code in known if codes is None else codes:
        if code in known:
            yield known[code].pk


def _is_told(ramp: str, row: Record) -> bool:
    return "ramps" not in row or ramp in row["ramps"]


def _look(project: Project, look: Record) -> None:
    shared = project.storyboards.filter(shared_at__isnull=False).order_by("-number").first()
    if shared is not None:
        open_shared(by=acting(look["person"], look["at"]), storyboard=shared)
