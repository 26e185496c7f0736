"""Choices on one chart, each with who, when and why: a frozen baseline, phases, context notes."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.measures.models import ChartSetting, ContextNote, Measure, Phase
from groundswell.domain.measures.policies import (
    advice_on_baseline,
    against_freezing,
    against_note,
    against_phase,
)
from groundswell.domain.measures.queries.series import one_series
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import NotNow, refuse_if
from groundswell.domain.versions import Conflict, save_if_unchanged


@dataclass(frozen=True)
class BaselineFrozen:
    """The setting, how many points the baseline has, and a caution when they are few (else empty)."""

    setting: ChartSetting
    points: int
    advice: str


@transaction.atomic
def freeze_baseline(
    *,
    by: Actor,
    measure: Measure,
    place: Place,
    path: str,
    until: date,
    reason: str,
    version: int,
    group: str = "",
    since: date | None = None,
) -> BaselineFrozen:
    """Freeze center and limits from the points up to the period that starts on or before `until`.

    `path` says whose chart it is: the place's path or a project's. `version` is that of the setting that
    the person saw (0 when there was none). Raises Conflict when someone changed it meanwhile.
    """
    require(by, Permission.MEASURE_EDIT, within=path)
    setting = _setting(measure, place, path, group)
    periods = [point.period for point in one_series(measure, place, group).judged if point.value is not None]
    count = sum(period <= until and (since is None or period >= since) for period in periods)
    refuse_if(against_freezing(setting=setting, points_in_span=count))
    choice: dict[str, object] = {
        "baseline_from": since,
        "baseline_until": until,
        "baseline_reason": reason.strip(),
        "baseline_by_id": _person_number(by),
        "baseline_at": by.now,
    }
    kept = _keep(
        setting or ChartSetting(measure=measure, place=place, path=path, group=group), version, choice
    )
    record(
        by,
        "chart.freeze",
        kept,
        path=path,
        measure=measure.pk,
        until=until.isoformat(),
        reason=reason,
        points=count,
    )
    return BaselineFrozen(kept, count, advice_on_baseline(chart=measure.chart, points_in_span=count))


@transaction.atomic
def unfreeze_baseline(*, by: Actor, setting: ChartSetting, reason: str, version: int) -> ChartSetting:
    """Let the baseline move with the data again. The audit log keeps what it was."""
    require(by, Permission.MEASURE_EDIT, within=setting.path)
    refuse_if([] if reason.strip() else ["Say why the baseline moves again."])
    until = setting.baseline_until
    nothing: dict[str, object] = {
        "baseline_from": None,
        "baseline_until": None,
        "baseline_reason": "",
        "baseline_by_id": None,
        "baseline_at": None,
    }
    kept = _keep(setting, version, nothing)
    record(
        by, "chart.unfreeze", kept, path=kept.path, measure=kept.measure_id, until=str(until), reason=reason
    )
    return kept


@transaction.atomic
def start_phase(
    *,
    by: Actor,
    measure: Measure,
    place: Place,
    path: str,
    starts_on: date,
    name: str,
    reason: str,
    group: str = "",
) -> Phase:
    """From this date the process is judged anew, with its own center. A reason is required."""
    require(by, Permission.MEASURE_EDIT, within=path)
    setting = _setting(measure, place, path, group)
    refuse_if(against_phase(setting=setting, starts_on=starts_on, name=name, reason=reason, today=by.today))
    person_id = _person_number(by)
    setting = setting or ChartSetting.objects.create(measure=measure, place=place, path=path, group=group)
    phase = Phase.objects.create(
        chart=setting,
        starts_on=starts_on,
        name=name.strip(),
        reason=reason.strip(),
        by_id=person_id,
        at=by.now,
    )
    record(
        by,
        "chart.phase",
        phase,
        path=path,
        measure=measure.pk,
        starts_on=starts_on.isoformat(),
        reason=reason,
    )
    return phase


@transaction.atomic
def remove_phase(*, by: Actor, phase: Phase) -> None:
    """Take a phase away: the points before and after are judged together again."""
    path = phase.chart.path
    require(by, Permission.MEASURE_EDIT, within=path)
    record(
        by, "chart.phase_removed", phase, path=path, name=phase.name, starts_on=phase.starts_on.isoformat()
    )
    phase.delete()


@transaction.atomic
def add_context_note(
    *, by: Actor, place: Place, path: str, starts_on: date, text: str, measure: Measure | None = None
) -> ContextNote:
    """A note under the charts of a place or a project; under one measure's charts when it is named."""
    require(by, Permission.MEASURE_EDIT, within=path)
    refuse_if(against_note(text=text))
    person_id = _person_number(by)
    note = ContextNote.objects.create(
        place=place,
        path=path,
        measure=measure,
        starts_on=starts_on,
        text=text.strip(),
        by_id=person_id,
        at=by.now,
    )
    record(by, "chart.note", note, path=path, measure=measure.pk if measure else None, text=text)
    return note


@transaction.atomic
def remove_context_note(*, by: Actor, note: ContextNote) -> None:
    require(by, Permission.MEASURE_EDIT, within=note.path)
    record(
        by, "chart.note_removed", note, path=note.path, text=note.text, starts_on=note.starts_on.isoformat()
    )
    note.delete()


def _setting(measure: Measure, place: Place, path: str, group: str) -> ChartSetting | None:
    return ChartSetting.objects.filter(measure=measure, place=place, path=path, group=group).first()


def _person_number(by: Actor) -> int:
    """A choice on a chart carries a name: the software itself cannot make one."""
    if by.person_id is None:
        raise NotNow(["A choice on a chart is made by a person."])
    return by.person_id


def _keep(setting: ChartSetting, version: int, changes: dict[str, object]) -> ChartSetting:
    """Write the choices on a new or an unchanged setting; version 0 says the person saw none."""
    if setting.pk is not None:
        return save_if_unchanged(setting, version=version, changes=changes)
    if version != 0:
        raise Conflict(
            theirs={"baseline_until": ""}, yours={"baseline_until": str(changes["baseline_until"])}
        )
    for name, value in changes.items():
        setattr(setting, name, value)
    setting.save()
    return setting
