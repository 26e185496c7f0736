"""All or nothing, once, and only what one row says; stopped at any moment, nothing is seen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event, Look
from groundswell.domain.intake import actions, reading
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.intake.queries import reasons
from groundswell.domain.measures.models import Observation
from groundswell.domain.refusals import NotNow
from tests.domain.intake.conftest import HEADER, Desk, live
from tests.factories import make_actor

ROW = "S-1,present,,2015-09-08,90,,"


def _rows(count: int, *, start: int = 0) -> str:
    """One row for each of `count` days, with values that depend on `start`."""
    days = [date(1990, 1, 1) + timedelta(days=index) for index in range(count)]
    lines = [f"S-1,present,,{day},{(index + start) % 100},," for index, day in enumerate(days)]
    return HEADER + "\n".join(lines) + "\n"


def test_an_accepted_row_holds_who_when_and_which_file(desk: Desk):
    load = desk.rows(ROW)
    row = Observation.objects.get()
    assert (row.load, row.by, row.at, row.is_live, row.value) == (load, desk.steward, desk.by.now, True, 90.0)
    event = Event.objects.get(verb="import.accepted")
    assert event.data == {"rows": 1, "accepted": 1, "quarantined": 0, "skipped": 0}


def test_an_error_in_the_middle_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    desk.rows(ROW)
    before = live()
    monkeypatch.setattr(reading, "PIECE", 10)
    load = desk.preview(_rows(35))
    calls = []

    def stage(by: object, load: Import, ready: object) -> None:
        calls.append(1)
        desk.target.stage(by, load, ready)  # type: ignore[arg-type]
        if len(calls) == 3:
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        actions.accept(desk.by, load=load, target=replace(desk.target, stage=stage))
    assert live() == before
    assert Observation.objects.count() == 1
    assert not SetAsideRow.objects.exists()
    load.refresh_from_db()
    assert (load.state, load.rows_read, load.accepted) == ("refused", 0, 0)
    assert "Nothing was changed" in load.refusal
    assert Event.objects.filter(verb="import.refused").count() == 1


def test_an_error_while_publishing_leaves_nothing(desk: Desk):
    load = desk.preview(_rows(5))

    def publish(load: Import) -> None:
        desk.target.publish(load)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        actions.accept(desk.by, load=load, target=replace(desk.target, publish=publish))
    assert not Observation.objects.exists()


def test_nothing_is_seen_before_the_last_row_is_staged(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "PIECE", 10)
    seen: list[tuple[int, int]] = []

    def stage(by: object, load: Import, ready: object) -> None:
        desk.target.stage(by, load, ready)  # type: ignore[arg-type]
        seen.append((len(live()), Import.objects.get().rows_done))

    load = desk.preview(_rows(35))
    actions.accept(desk.by, load=load, target=replace(desk.target, stage=stage))
    assert seen == [(0, 10), (0, 20), (0, 30), (0, 35)]
    assert len(live()) == 35


def test_a_killed_attempt_is_queued_again_and_ends_well(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "PIECE", 10)
    load = desk.preview(_rows(35))

    class Killed(BaseException):
        """What a kill looks like from inside: no clean-up runs."""

    def stage(by: object, load: Import, ready: object) -> None:
        desk.target.stage(by, load, ready)  # type: ignore[arg-type]
        if Import.objects.get().rows_done >= 20:
            raise Killed

    with pytest.raises(Killed):
        actions.accept(desk.by, load=load, target=replace(desk.target, stage=stage))
    assert live() == []
    assert Observation.objects.count() > 0
    assert actions.requeue_stale(now=desk.by.now + timedelta(seconds=60)) == []
    assert actions.requeue_stale(now=desk.by.now + timedelta(minutes=3)) == [load]
    load.refresh_from_db()
    assert load.state == Import.State.QUEUED
    done = actions.accept(desk.by, load=load, target=desk.target)
    assert (done.state, done.accepted, done.rows_read) == ("accepted", 35, 35)
    assert Observation.objects.count() == len(live()) == 35


def test_a_late_worker_whose_import_was_given_away_stops(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "PIECE", 10)
    load = desk.preview(_rows(35))
    later: list[Import] = []

    def stage(by: object, load: Import, ready: object) -> None:
        desk.target.stage(by, load, ready)  # type: ignore[arg-type]
        if not later:
            actions.requeue_stale(now=desk.by.now + timedelta(minutes=3))
            later.append(actions.accept(desk.by, load=Import.objects.get(), target=desk.target))

    done = actions.accept(desk.by, load=load, target=replace(desk.target, stage=stage))
    assert later[0].state == done.state == Import.State.ACCEPTED
    assert Observation.objects.count() == len(live()) == 35
    assert Event.objects.filter(verb="import.accepted").count() == 1


def test_one_that_is_set_down_while_it_runs_brings_nothing_in(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "PIECE", 10)
    load = desk.preview(_rows(35))

    def stage(by: object, load: Import, ready: object) -> None:
        desk.target.stage(by, load, ready)  # type: ignore[arg-type]
        actions.cancel(desk.by, load=Import.objects.get(), target=desk.target)

    done = actions.accept(desk.by, load=load, target=replace(desk.target, stage=stage))
    assert done.state == Import.State.REFUSED
    assert "Sam Steward" in done.refusal
    assert not Observation.objects.exists()


def test_the_same_bytes_again_change_nothing_under_any_name(desk: Desk):
    first = desk.bring(HEADER + ROW + "\n")
    before = live()
    again = desk.bring(HEADER + ROW + "\n", name="another name.csv")
    assert (again.state, again.rows_read) == (Import.State.REFUSED, 0)
    assert f"import {first.pk}" in again.refusal
    assert live() == before
    assert Observation.objects.count() == 1


def test_numbers_that_are_already_here_are_skipped_and_changed_ones_replace(desk: Desk):
    desk.rows(ROW, "S-2,present,,2015-09-08,80,,")
    load = desk.rows(ROW, "S-2,present,,2015-09-08,82,,", "S-2,present,,2015-09-09,83,,")
    assert (load.accepted, load.skipped) == (2, 1)
    assert desk.why(load) == [(2, "", "already_here")]
    old = Observation.objects.get(value=80)
    assert (old.is_live, old.replaced_in) == (False, load)
    assert len(live()) == 3


def test_a_second_accept_is_refused(desk: Desk):
    load = desk.rows(ROW)
    with pytest.raises(NotNow):
        actions.accept(desk.by, load=load, target=desk.target)
    stale = desk.preview(HEADER + "S-1,present,,2015-09-09,90,,\n")
    twin = Import.objects.get(pk=stale.pk)
    actions.accept(desk.by, load=stale, target=desk.target)
    with pytest.raises(NotNow):
        actions.accept(desk.by, load=twin, target=desk.target)


def test_a_queued_import_waits_and_is_taken_once(desk: Desk):
    load = actions.queue(desk.by, load=desk.preview(HEADER + ROW + "\n"), target=desk.target)
    assert load.state == Import.State.QUEUED
    with pytest.raises(NotNow):
        actions.queue(desk.by, load=load, target=desk.target)
    done = actions.accept(desk.by, load=load, target=desk.target)
    assert done.accepted == 1
    with pytest.raises(NotNow):
        actions.cancel(desk.by, load=done, target=desk.target)


def test_queries_grow_with_pieces_not_with_rows(desk: Desk):
    counts = []
    for rows, start in ((30, 0), (300, 1)):
        load = desk.preview(_rows(rows, start=start))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert actions.accept(desk.by, load=load, target=desk.target).accepted == rows
        counts.append(sum("INSERT" not in query["sql"] for query in queries))
    assert counts[0] == counts[1]


def test_a_look_is_written_before_rows_are_shown(desk: Desk):
    load = desk.rows(ROW, "X,present,,2015-09-08,1,,", "X,present,,2015-09-09,1,,")
    assert not Look.objects.exists()
    rows = actions.look_at_set_aside(desk.by, load=load, purpose="report")
    assert len(rows) == 2
    look = Look.objects.get()
    assert (look.subject_kind, look.subject_id, look.rows, look.person_id) == (
        "import",
        load.pk,
        2,
        desk.steward.pk,
    )
    assert look.path == desk.net.district.path


def test_reasons_are_counted_with_their_first_line(desk: Desk):
    load = desk.rows(
        "X,present,,2015-09-08,1,,", ROW, "X,present,,2015-09-09,1,,", "S-1,present,,2015-09-09,NS,,"
    )
    told = [(reason.kind, reason.rule, reason.rows, reason.first_line) for reason in reasons(load)]
    assert told == [("quarantined", "unknown_place", 2, 2), ("skipped", "not_submitted", 1, 5)]


def test_a_right_that_ended_while_waiting_brings_nothing_in(desk: Desk):
    load = actions.queue(desk.by, load=desk.preview(HEADER + ROW + "\n"), target=desk.target)
    desk.steward.affiliations.all().delete()
    with pytest.raises(Refused):
        actions.accept(make_actor(desk.steward), load=load, target=desk.target)
    assert not Observation.objects.exists()
