"""The choices made on one chart, and what else was going on: loaded together, in three queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from groundswell.domain.measures.models import ChartSetting, ContextNote, Measure, Phase
from groundswell.domain.places.models import Place, ancestors
from groundswell.domain.places.queries import CalendarMark

TOLD_ON_CHARTS = ("weather", "testing", "half_day", "gap", "other")


@dataclass(frozen=True)
class CycleMark:
    """A test of change as a chart shows it: the number in the ring, its words, and where it leads."""

    on: date
    number: str
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Choices:
    """How one chart is set. `setting` None: nobody chose anything yet."""

    setting: ChartSetting | None
    phases: tuple[Phase, ...]
    notes: tuple[ContextNote, ...]

    @property
    def version(self) -> int:
        return self.setting.version if self.setting else 0

    @property
    def frozen_until(self) -> date | None:
        return self.setting.baseline_until if self.setting else None


NO_CHOICES = Choices(None, (), ())


def choices_for(measure: Measure, place: Place, *, path: str, group: str = "") -> Choices:
    """The choices of one owner.

    `path` is the place's or a project's. A school's notes show on its teams' charts too.
    """
    setting = (
        ChartSetting.objects.filter(measure=measure, place=place, path=path, group=group)
        .select_related("baseline_by")
        .first()
    )
    phases = setting.phases.select_related("by").order_by("starts_on") if setting else ()
    notes = (
        ContextNote.objects.filter(
            Q(measure=measure) | Q(measure=None), path__in={*ancestors(place.path), path}
        )
        .select_related("by")
        .order_by("starts_on", "id")
    )
    return Choices(setting, tuple(phases), tuple(notes))


def choices_of_many(place: Place, measures: Sequence[Measure], *, path: str) -> dict[int, Choices]:
    """The settings of several charts of all students at one place, in two queries, without notes."""
    rows = ChartSetting.objects.filter(measure__in=measures, place=place, path=path, group="").select_related(
        "baseline_by"
    )
    settings = list(rows.prefetch_related("phases"))
    return {
        row.measure_id: Choices(row, tuple(sorted(row.phases.all(), key=lambda phase: phase.starts_on)), ())
        for row in settings
    }


def told(calendar: Sequence[CalendarMark], *, start: date, end: date) -> list[CalendarMark]:
    """Calendar events worth a word under a chart: those that may move numbers, within its span.

    Events that set points aside are told at those points.
    """
    kinds = [mark for mark in calendar if mark.kind in TOLD_ON_CHARTS and not mark.not_judged_for]
    return [mark for mark in kinds if mark.ends_on >= start and mark.starts_on <= end]
