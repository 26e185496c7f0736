"""Bring student data in, in the worker: load, edition, release, and then the measures that it feeds.

A release that somebody asks for is the last two alone.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from groundswell import clock
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Refused
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake import student_files
from groundswell.domain.intake.student_actions.working import SILENT_FOR
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_queries import edition_made_at, store_folder
from groundswell.domain.intake.student_wording import what_to_do
from groundswell.domain.measures.actions.following import feed_measures
from groundswell.domain.people.models import Person
from groundswell.domain.projects.queries import actor_for
from groundswell.domain.refusals import NotNow
from groundswell.jobs.student_child import Ended, Listener, Stopped, carry_out
from groundswell.store.publish import editions
from groundswell.store.read.formats import FORMATS
from groundswell.store.release import reading
from groundswell.store.release.manifest import ReleaseManifest
from groundswell.store.release.rule import next_rule
from groundswell.store.report import FileCounts, Finding, Report, SkippedRows

QUEUE = "student_data"
State, Release, Kind = StudentLoad.State, StudentLoad.Release, StudentLoad.Kind


class LostClaim(Ended):
    """Another worker has the load by now. What it does there is not ours to end."""


@task(queue_name=QUEUE)
def run_student_load(load_id: int, person_id: int) -> str:
    """Carry a queued load out as the person who asked, with the rights the person holds now. The new state."""
    load = StudentLoad.objects.select_related("place", "takes_back").get(pk=load_id)
    if load.state != State.QUEUED:
        return load.state
    by = actor_for(Person.objects.get(pk=person_id), now=clock.now())
    try:
        load = actions.claim(by, load=load)
    except (Refused, NotNow) as refusal:
        return actions.refuse(load=load, why=str(refusal), now=clock.now()).state
    try:
        return _carried_out(by, load)
    except LostClaim:
        return State.RUNNING
    except Stopped:
        return actions.refuse(load=load, why=_set_down(load), now=clock.now()).state
    except (Ended, NotNow) as ended:
        return actions.refuse(load=load, why=str(ended), now=clock.now()).state


def _set_down(load: StudentLoad) -> str:
    if load.kind == Kind.RELEASE:
        return _("This was set down. Pages show the numbers of the release before.")
    return _("This load was set down. Nothing was changed.")


def _carried_out(by: Actor, load: StudentLoad) -> str:
    if load.kind == Kind.RELEASE:
        return _release_alone(by, load)
    report, changed = _taken_back(load) if load.kind == Kind.TAKE_BACK else _loaded(load)
    load = actions.keep_report(by, load=load, report=report, changed=changed)
    if report.refusal:
        why = _said(report.refusal)
        return actions.refuse(load=load, why=why, now=clock.now()).state
    release_state, release = _released(load)
    state = State.IN if report.outcome == "published" else State.UNCHANGED
    load = actions.finish(by, load=load, state=state, release_state=release_state, release=release)
    if release_state == Release.MADE:
        _feed_measures(by, load)
    return load.state


def _said(refusal: Finding) -> str:
    where = f"{refusal.file}: " if refusal.file else ""
    return f"{where}{refusal.message} {what_to_do(refusal.rule, refusal.fix)}".strip()


def _loaded(load: StudentLoad) -> tuple[Report, dict[str, int]]:
    """What the loader reports. A load that was through before its worker died is known by its moment."""
    mine = edition_made_at(load.made_at)
    options = {name: load.options[name] for name in FORMATS[load.format].options if name in load.options}
    request = {"do": "load", "format": load.format, "options": options}
    try:
        done = _asked(load, request)
    except Stopped:
        if edition_made_at(load.made_at) is None:
            raise
        done = _asked(load, request, may_stop=False)
    report = report_from(done["report"])
    mine = edition_made_at(load.made_at) or mine
    if mine is None or report.outcome == "refused":
        return report, done["changed"]
    changed = done["changed"] or {name: _rows(mine, name) for name in _changed_tables(mine)}
    return report_from(done["report"] | {"outcome": "published", "edition": mine.number}), changed


def _taken_back(load: StudentLoad) -> tuple[Report, dict[str, int]]:
    assert load.takes_back is not None  # noqa: S101  (for the type checker: a constraint of the table)
    mine = edition_made_at(load.made_at)
    if mine is None:
        done = _asked(load, {"do": "take_back", "edition": load.takes_back.edition}, may_stop=False)
        changed, number = done["changed"], done["number"]
    else:
        changed, number = {name: _rows(mine, name) for name in _changed_tables(mine)}, mine.number
    return Report(source=load.format, path=load.filename, outcome="published", edition=number), changed


def _changed_tables(edition: editions.Edition) -> list[str]:
    before, after = editions.read(store_folder(), edition.parent).state(), edition.state()
    return sorted(
        {key.table for key in {**before, **after} if before.get(key) != after.get(key) and key.is_canonical}
    )


def _rows(edition: editions.Edition, table: str) -> int:
    return sum(part.rows for part in edition.of(table))


def _released(load: StudentLoad) -> tuple[str, dict[str, Any]]:
    """Make a release of what is live now. One that stops leaves the last release live, and is said."""
    live, last = editions.current_number(store_folder()), reading.current(store_folder())
    if last is not None and last.edition == live and not _is_another_rule(last):
        return Release.NOT_NEEDED, {"number": last.number}
    if not settings.STUDENT_DATA_RELEASES:
        return Release.BY_HAND, {}
    try:
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        done = _release_asked(load, made_at, may_stop=False)
    except Ended as ended:
        return Release.STOPPED, {"why": str(ended)}
    return (Release.STOPPED if "why" in done else Release.MADE), done


def _release_alone(by: Actor, load: StudentLoad) -> str:
    """A release that somebody asked for. One that was through before its worker died is known by its moment."""
    try:
        done = _release_asked(load, load.made_at, may_stop=True)
    except Stopped:
        if not _is_live(load):
            raise
        done = _release_asked(load, load.made_at, may_stop=False)
    if "why" in done:
        raise Ended(str(done["why"]))
    state, release_state = (
        (State.IN, Release.MADE) if _is_live(load) else (State.UNCHANGED, Release.NOT_NEEDED)
    )
    load = actions.finish(by, load=load, state=state, release_state=release_state, release=done)
    if state == State.IN:
        _feed_measures(by, load)
    return load.state


def _is_live(load: StudentLoad) -> bool:
    live = reading.current(store_folder())
    return live is not None and live.made_at == load.made_at


def _release_asked(load: StudentLoad, made_at: str, *, may_stop: bool) -> dict[str, Any]:
    request = {"do": "release", "definitions": settings.GROUNDSWELL_DEFINITIONS, "made_at": made_at}
    return _asked(load, request, may_stop=may_stop)


def _is_another_rule(last: ReleaseManifest) -> bool:
    """Whether somebody has chosen another rule since. A broken file of it is told by the making."""
    try:
        return next_rule(store_folder()) != last.rule
    except editions.StoreFault:
        return True


def _feed_measures(by: Actor, load: StudentLoad) -> None:
    """The one place where a new release reaches the measures that follow an indicator."""
    manifest = reading.current(store_folder())
    if manifest is not None:
        feed_measures(by, manifest=manifest, path=load.place.path)


def _asked(load: StudentLoad, request: Mapping[str, Any], *, may_stop: bool = True) -> dict[str, Any]:
    is_release = request["do"] == "release"
    told = {
        "made_at": load.made_at,
        "store": str(store_folder()),
        "path": str(student_files.path_of(load)),
        "memory": settings.STUDENT_DATA_MEMORY,
        "threads": max(1, (os.cpu_count() or 2) - 1),
    } | dict(request)
    listener = Listener(
        tell=_TellsTheTable(load) if is_release else lambda name, detail: _hear(load, name, detail),
        stops=lambda: may_stop and actions.is_stopped(load),
    )
    return carry_out(told, listener)


@dataclass
class _TellsTheTable:
    """Each table of a release has many stages: which table it is, and of how many, is told with all of them."""

    load: StudentLoad
    table: str = ""

    def __call__(self, name: str, detail: str) -> None:
        self.table = detail if name == "table" else self.table
        _hear(self.load, f"release_{name}", self.table)


def _hear(load: StudentLoad, stage: str, detail: str) -> None:
    if not actions.tell(load, stage=stage, detail=detail, now=clock.now()):
        raise LostClaim("")


def report_from(told: Mapping[str, Any]) -> Report:
    """A report as the process wrote it."""
    refusal = told["refusal"]
    return Report(
        **{
            **told,
            "files": tuple(FileCounts(**each) for each in told["files"]),
            "faults": tuple(Finding(**each) for each in told["faults"]),
            "skipped_rows": tuple(SkippedRows(**each) for each in told["skipped_rows"]),
            "notices": tuple(Finding(**each) for each in told["notices"]),
            "refusal": Finding(**refusal) if refusal else None,
            "school_years": tuple(told["school_years"]),
        }
    )


@transaction.atomic
def requeue_left_over(now: datetime, *, silent_for: timedelta = SILENT_FOR) -> int:
    """Queue again what a stopped worker left; how many. Files that nobody asked to bring in are put away."""
    actions.put_away_forgotten(now=now)
    left = actions.requeue_stale(now=now, silent_for=silent_for)
    for load in left:
        run_student_load.enqueue(load_id=load.pk, person_id=load.by_id)
    return len(left)
