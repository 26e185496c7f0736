"""Loads of student data up to the worker: who may, when, what is written down, and what a refusal leaves."""

import os
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from groundswell.domain.access.decisions import Refused
from groundswell.domain.audit.models import Event
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake import student_files, student_queries
from groundswell.domain.intake.student_models import StudentFinding, StudentLoad
from groundswell.domain.refusals import NotNow
from groundswell.store.report import FileCounts, Finding, Report, SkippedRows
from tests.domain.intake.student_desk import StudentDesk
from tests.factories import make_actor, make_person, make_student_load
from tests.factories.people import NOW

State = StudentLoad.State
REPORT = Report(
    source="oneroster",
    path="fern.zip",
    outcome="published",
    edition=3,
    files=(FileCounts("users.csv", "bulk", 5, 3, 1, 1),),
    faults=(Finding("users.csv", 4, "role", "choice", "Not allowed here.", "Write one of: student."),),
    fault_count=1,
    skipped_rows=(SkippedRows("users.csv", "org", "unknown_reference", "Not in the files.", "Nothing.", 1),),
    notices=(Finding("users.csv", 1, "grades", "spelling", "2 cells were understood.", ""),),
    school_years=(2026,),
)


def verbs() -> list[str]:
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_a_file_is_kept_looked_into_and_written_down(student_desk: StudentDesk) -> None:
    load = student_desk.send()
    assert (load.state, load.filename, load.format) == (State.PREVIEW, "fern.zip", "oneroster")
    assert "users.csv" in dict(load.contents)
    kept = student_files.path_of(load)
    assert (kept.parent.parent, kept.name) == (student_desk.incoming, "fern.zip")
    assert (kept.stat().st_size, oct(kept.stat().st_mode)[-3:]) == (load.size, "600")
    assert verbs() == ["student_load.sent"]
    queued = actions.start(student_desk.by, load=load)
    assert queued.state == State.QUEUED
    assert queued.made_at
    with pytest.raises(NotNow):
        actions.start(student_desk.by, load=load)


@pytest.mark.parametrize("role", ["staff", "school_leader", "district_leader", "hub"])
def test_who_holds_no_such_role_may_not(student_desk: StudentDesk, role: str) -> None:
    other = make_actor(make_person(place=student_desk.net.district, role=role))
    load = student_desk.send()
    for attempt in (
        lambda: student_desk.send(b"", by=other),
        lambda: actions.start(other, load=load),
        lambda: actions.set_down(other, load=load),
        lambda: actions.ask_to_take_back(other, load=load, reason="Wrong file"),
        lambda: actions.look_at_rows(other, load=load),
        lambda: actions.rows_to_correct(other, load=load),
        lambda: actions.claim(other, load=load),
        lambda: student_queries.places_for(other),
    ):
        with pytest.raises(Refused):
            attempt()
    assert verbs() == ["student_load.sent"]
    assert len(list(student_desk.incoming.iterdir())) == 1
    assert not student_queries.loads_seen(other).exists()


def test_what_is_refused_leaves_no_file(student_desk: StudentDesk, settings: object) -> None:
    with pytest.raises(NotNow, match="zip file"):
        student_desk.send(b"not a zip")
    settings.STUDENT_DATA_MAX_BYTES = 100  # type: ignore[attr-defined]
    with pytest.raises(NotNow, match="inbox"):
        student_desk.send()
    with pytest.raises(NotNow, match="district or a network"):
        student_desk.send(place=student_desk.net.school, by=make_actor(
            make_person(place=student_desk.net.school, role="data_steward")))  # fmt: skip
    assert list(student_desk.incoming.iterdir()) == []
    assert not StudentLoad.objects.exists()
    assert verbs() == []


def test_a_file_of_the_inbox_is_named_and_never_deleted(student_desk: StudentDesk) -> None:
    student_desk.inbox.mkdir()
    big = student_desk.inbox / "big.zip"
    big.write_bytes(student_desk.package())
    (student_desk.inbox / "link.zip").symlink_to(big)
    (student_desk.inbox / ".hidden").write_bytes(b"")
    assert [each.name for each in student_files.inbox()] == ["big.zip"]
    for name in ("../store", "link.zip", "gone.zip", ".hidden"):
        with pytest.raises(NotNow, match="no such file"):
            actions.send(student_desk.by, place=student_desk.net.district, format="oneroster", filename=name)
    load = actions.send(
        student_desk.by, place=student_desk.net.district, format="oneroster", filename="big.zip"
    )
    assert load.is_from_inbox
    actions.set_down(student_desk.by, load=load)
    assert big.exists()


@pytest.mark.django_db(transaction=True)
def test_one_that_waits_is_set_down_and_its_file_deleted(student_desk: StudentDesk) -> None:
    load = student_desk.queued()
    done = actions.set_down(student_desk.by, load=load)
    assert done.state == State.REFUSED
    assert "Sam Steward set this load down" in done.refusal
    assert list(student_desk.incoming.iterdir()) == []
    with pytest.raises(NotNow):
        actions.set_down(student_desk.by, load=load)


def test_one_that_runs_is_asked_to_stop(student_desk: StudentDesk) -> None:
    load = actions.claim(student_desk.by, load=student_desk.queued())
    assert not actions.is_stopped(load)
    assert actions.set_down(student_desk.by, load=load).state == State.RUNNING
    assert actions.is_stopped(load)


def test_a_report_is_kept_without_any_cell(student_desk: StudentDesk) -> None:
    load = actions.claim(student_desk.by, load=student_desk.queued())
    load = actions.keep_report(student_desk.by, load=load, report=REPORT, changed={"students": 42})
    assert (load.rows_read, load.accepted, load.quarantined, load.skipped) == (5, 3, 1, 1)
    assert load.files == [{"file": "users.csv", "mode": "bulk", "rows_read": 5, "accepted": 3,
                           "quarantined": 1, "skipped": 1}]  # fmt: skip
    found = student_queries.findings(load)
    assert [(each.kind, each.line, each.rule, each.rows) for each in found] == [
        ("fault", 4, "choice", 1), ("notice", 1, "spelling", 1), ("skipped", 0, "unknown_reference", 1),
    ]  # fmt: skip
    assert student_queries.findings(load, kind="fault", file="users.csv", rule="choice").count() == 1
    done = actions.finish(
        student_desk.by, load=load, state=State.IN, release_state="made", release={"number": 1}
    )
    assert done.finished_at
    assert verbs()[-3:] == ["student_load.started", "student_load.reported", "student_load.in"]


def test_what_a_worker_left_is_queued_again_and_the_late_one_writes_nothing(
    student_desk: StudentDesk,
) -> None:
    load = actions.claim(student_desk.by, load=student_desk.queued())
    late = NOW + timedelta(hours=1)
    assert actions.requeue_stale(now=load.heartbeat_at + timedelta(seconds=30)) == []
    assert [each.pk for each in actions.requeue_stale(now=late)] == [load.pk]
    again = actions.claim(student_desk.by, load=StudentLoad.objects.select_related("place").get(pk=load.pk))
    assert again.attempt == 2
    assert not actions.tell(load, stage="reading", detail="", now=late)
    with pytest.raises(NotNow):
        actions.keep_report(student_desk.by, load=load, report=REPORT, changed={})
    assert not StudentFinding.objects.exists(), "rolled back with the report"
    actions.refuse(load=load, why="late", now=late)
    again.refresh_from_db()
    assert again.state == State.RUNNING


def test_taking_back_asks_for_a_reason_and_happens_once(student_desk: StudentDesk) -> None:
    load = make_student_load(student_desk.net.district, by=student_desk.steward, state="in", edition=1)
    with pytest.raises(NotNow, match="Say why"):
        actions.ask_to_take_back(student_desk.by, load=load, reason=" ")
    back = actions.ask_to_take_back(student_desk.by, load=load, reason="Last year's file")
    assert (back.kind, back.state, back.takes_back_id) == ("take_back", State.QUEUED, load.pk)
    event = Event.objects.get(verb="student_load.take_back")
    assert event.data == {"reason": "Last year's file", "by_load": back.pk}
    with pytest.raises(NotNow, match="being taken back"):
        actions.ask_to_take_back(student_desk.by, load=load, reason="Again")
    with pytest.raises(NotNow, match="bring the file in again"):
        actions.ask_to_take_back(student_desk.by, load=back, reason="Undo")


def test_one_place_does_not_write_over_another(student_desk: StudentDesk) -> None:
    """A bulk file takes the place of what is held, so a role has to reach all that is held."""
    net = student_desk.net
    make_student_load(net.other_district, by=student_desk.steward, state="in", edition=1)
    with pytest.raises(NotNow, match="Far District"):
        student_desk.send()
    above = make_actor(make_person(place=net.top, role="data_steward"))
    assert student_desk.send(place=net.top, by=above).state == State.PREVIEW
    with pytest.raises(Refused):
        student_desk.send(place=net.top)


def test_rows_are_shown_while_the_load_is_in(student_desk: StudentDesk) -> None:
    for state in ("preview", "running", "refused", "taken_back"):
        load = make_student_load(student_desk.net.district, by=student_desk.steward, state=state)
        with pytest.raises(NotNow, match="while a load is in"):
            actions.look_at_rows(student_desk.by, load=load)


def test_rows_always_add_up(student_desk: StudentDesk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_student_load(student_desk.net.district, by=student_desk.steward, rows_read=3, accepted=2)


def test_files_that_nobody_brings_in_are_put_away(student_desk: StudentDesk) -> None:
    forgotten, waiting = student_desk.send(), student_desk.queued()
    (student_desk.incoming / "left").mkdir()
    for path in student_desk.incoming.iterdir():
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert actions.put_away_forgotten(now=NOW + timedelta(hours=3)) == 0
    assert len(list(student_desk.incoming.iterdir())) == 3
    assert actions.put_away_forgotten(now=NOW + timedelta(days=2)) == 1
    assert list(student_desk.incoming.iterdir()) == [student_files.path_of(waiting).parent]
    forgotten.refresh_from_db()
    assert forgotten.state == State.REFUSED
    assert verbs()[-1] == "student_load.refused"
