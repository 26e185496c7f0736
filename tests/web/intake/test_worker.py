"""A long file goes to the worker, and one that a stopped worker left is picked up again."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from groundswell import clock
from groundswell.domain.intake import actions, policies
from groundswell.domain.intake.models import Import
from groundswell.jobs.imports import requeue_left_over
from tests.domain.intake.conftest import HEADER, Desk, live

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "".join(f"S-1,present,,2015-09-{day:02d},9{day % 10},,\n" for day in range(7, 12))


def _work() -> None:
    call_command("db_worker", batch=True, interval=0, no_reload=True, no_startup_delay=True, verbosity=0)


@pytest.fixture
def all_files_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "SMALL", 2)


def test_the_worker_brings_it_in(desk: Desk, sign_in: object, all_files_are_long: None):
    client: Client = sign_in(desk.steward)  # type: ignore[operator]
    load = desk.preview(HEADER + ROWS)
    client.post(f"/imports/{load.pk}/accept/")
    load.refresh_from_db()
    assert (load.state, live()) == (Import.State.QUEUED, [])
    _work()
    load.refresh_from_db()
    assert (load.state, load.accepted, load.rows_done, load.rows_total) == (Import.State.ACCEPTED, 5, 5, 5)
    assert len(live()) == 5


def test_the_right_to_bring_in_is_asked_again_when_the_worker_starts(
    desk: Desk, sign_in: object, all_files_are_long: None
):
    client: Client = sign_in(desk.steward)  # type: ignore[operator]
    load = desk.preview(HEADER + ROWS)
    client.post(f"/imports/{load.pk}/accept/")
    desk.steward.affiliations.all().delete()
    _work()
    load.refresh_from_db()
    assert (load.state, live()) == (Import.State.REFUSED, [])
    assert "data steward" in load.refusal


def test_what_a_stopped_worker_left_is_done(desk: Desk):
    load = actions.queue(desk.by, load=desk.preview(HEADER + ROWS), target=desk.target)
    now = clock.now()
    Import.objects.filter(pk=load.pk).update(
        state=Import.State.RUNNING, heartbeat_at=now - timedelta(minutes=5)
    )
    assert requeue_left_over(now) == 1
    assert requeue_left_over(now) == 0
    _work()
    load.refresh_from_db()
    assert (load.state, len(live())) == (Import.State.ACCEPTED, 5)
