"""A release that a steward asks for: the button, its way through the worker, and what stands in its place."""

import fcntl
import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from groundswell.domain.audit.models import Event
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.refusals import NotNow
from groundswell.jobs import student_data
from groundswell.store.release import reading as releases
from groundswell.store.release.rule import kept_rule
from tests.domain.intake.student_desk import StudentDesk
from tests.factories import make_person, make_student_load
from tests.store.query.stores import publish
from tests.store.release.small_store import publish_edition
from tests.web.student_data.test_mapping import words
from tests.web.student_data.test_rule import TOLD

pytestmark = pytest.mark.django_db(transaction=True)
State, Kind = StudentLoad.State, StudentLoad.Kind
BUTTON, ASK = "Make a release now", "/student-data/release/"
SignIn = Callable[[object], Client]


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: SignIn) -> Client:
    return sign_in(student_desk.steward)


def _work() -> None:
    call_command(
        "db_worker", batch=True, interval=0, no_reload=True, no_startup_delay=True, verbosity=0,
        queue_name=student_data.QUEUE,
    )  # fmt: skip


def _asked(steward: Client) -> StudentLoad:
    response = steward.post(ASK)
    assert response.status_code == 302, response.content[-2000:]
    work = StudentLoad.objects.latest("id")
    assert response.url == f"/student-data/loads/{work.pk}/"
    return work


def test_asked_for_twice_and_then_by_another_rule(
    student_desk: StudentDesk, steward: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One story, as making a release takes a while: its worker dies, then nothing is new, then the rule is."""
    publish_edition(student_desk.store)
    assert "No numbers have left yet" in words(steward, "/student-data/")
    first = _asked(steward)
    _die_at_its_end(first, student_desk, monkeypatch)
    _work()
    first.refresh_from_db()
    assert (first.state, first.release_state, first.attempt, first.refusal) == (State.IN, "made", 2, "")
    live = releases.current(student_desk.store)
    assert live is not None
    assert (live.number, live.rule.threshold, live.made_at) == (1, 11, first.made_at)
    again = _asked(steward)
    _work()
    again.refresh_from_db()
    assert (again.state, again.release_state) == (State.UNCHANGED, "not_needed")
    assert "Release 1 is of these data already" in words(steward, f"/student-data/loads/{again.pk}/")
    _another_rule(student_desk, steward)
    asked = Event.objects.filter(verb="student_release.queued")
    assert [event.person_name for event in asked] == ["Sam Steward"] * 3


def _die_at_its_end(work: StudentLoad, desk: StudentDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The release is live, but nobody has written down that it is."""
    real = student_data.carry_out

    class Died(BaseException):
        pass

    def dies(request, listener):  # type: ignore[no-untyped-def]
        real(request, listener)
        raise Died

    monkeypatch.setattr(student_data, "carry_out", dies)
    with pytest.raises(Died):
        student_data.run_student_load.func(work.pk, desk.steward.pk)
    monkeypatch.setattr(student_data, "carry_out", real)
    StudentLoad.objects.filter(pk=work.pk).update(state=State.QUEUED)


def _another_rule(desk: StudentDesk, steward: Client) -> None:
    steward.post("/student-data/rule/", TOLD)
    page = words(steward, "/student-data/rule/")
    assert "Another rule is chosen, and waits for the next release" in page
    assert BUTTON in page
    work = _asked(steward)
    _work()
    live = releases.current(desk.store)
    assert live is not None
    assert (live.number, live.rule) == (2, kept_rule(desk.store))
    said = words(steward, f"/student-data/loads/{work.pk}/")
    assert "A new release of numbers" in said
    assert "Release 2:" in said
    assert "This load is" not in said
    listed = words(steward, "/student-data/")
    assert "Another rule is chosen" not in listed
    assert "release 2" in listed


def test_it_says_how_far_it_is_and_can_be_stopped(student_desk: StudentDesk, steward: Client) -> None:
    publish_edition(student_desk.store)
    work = _asked(steward)
    page = f"/student-data/loads/{work.pk}/"
    said = words(steward, page)
    for told in ("Waiting for its turn", "Decide which numbers may leave", "leave the numbers as they are"):
        assert told in said
    assert "Write the new edition" not in said
    told = {"stage": "release_table", "detail": "suspension_rate by month (question 3 of 9)"}
    StudentLoad.objects.filter(pk=work.pk).update(state=State.RUNNING, **told)
    assert "Making a release. Indicator 3 of 9. You may leave" in words(steward, page)
    StudentLoad.objects.filter(pk=work.pk).update(state=State.QUEUED)
    steward.post(f"{page}set-down/")
    assert "Pages show the numbers of the release before" in words(steward, page)
    _work()
    assert releases.current(student_desk.store) is None


def test_one_stopped_while_it_is_made_leaves_the_numbers(
    student_desk: StudentDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_edition(student_desk.store)
    work = actions.ask_for_release(student_desk.by)

    def tell(told: StudentLoad, *, stage: str, detail: str, now: object) -> bool:
        actions.set_down(student_desk.by, load=told)
        return True

    monkeypatch.setattr(student_data.actions, "tell", tell)
    assert student_data.run_student_load.func(work.pk, student_desk.steward.pk) == State.REFUSED
    work.refresh_from_db()
    assert "Pages show the numbers of the release before" in work.refusal
    assert releases.current(student_desk.store) is None


@pytest.mark.parametrize("kind", [Kind.LOAD, Kind.RELEASE])
def test_one_thing_at_a_time(student_desk: StudentDesk, steward: Client, kind: str) -> None:
    publish_edition(student_desk.store)
    make_student_load(student_desk.net.district, by=student_desk.steward, state="running", kind=kind)
    why = "A load is under way" if kind == Kind.LOAD else "A release is being made already"
    for page in ("/student-data/", "/student-data/rule/"):
        said = words(steward, page)
        assert why in said
        assert BUTTON not in said
    response = steward.post(ASK)
    assert response.status_code == 409
    assert why in response.content.decode()
    assert StudentLoad.objects.count() == 1
    assert not Event.objects.exists()


@pytest.mark.parametrize("lock", ["lock", "releases/lock"])
def test_a_command_beside_the_site_is_waited_for(
    student_desk: StudentDesk, steward: Client, lock: str
) -> None:
    publish_edition(student_desk.store)
    path = student_desk.store / lock
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert steward.post(ASK).status_code == 409
        assert "A command beside this site is at work" in words(steward, "/student-data/rule/")
    assert BUTTON in words(steward, "/student-data/rule/")


def test_two_at_once_make_one(student_desk: StudentDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked before either wrote: the table itself holds the second one back."""
    publish_edition(student_desk.store)
    actions.ask_for_release(student_desk.by)
    monkeypatch.setattr("groundswell.domain.intake.student_releases.policies.UNDER_WAY", ())
    with pytest.raises(NotNow, match="being made already"):
        actions.ask_for_release(student_desk.by)
    assert StudentLoad.objects.filter(kind=Kind.RELEASE).count() == 1


def test_without_students_there_is_nothing_to_release(student_desk: StudentDesk, steward: Client) -> None:
    assert "There are no students in the store yet" in words(steward, "/student-data/")
    assert steward.post(ASK).status_code == 409
    publish(student_desk.store, {"students": [{"student_id": "1", "school_year": 2026}]})
    assert BUTTON in words(steward, "/student-data/")


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        ("data_steward", "school", 409),
        ("data_steward", "other_district", 409),
        ("district_leader", "top", 403),
    ],
)
def test_who_may_not(student_desk: StudentDesk, sign_in: SignIn, role: str, where: str, status: int) -> None:
    publish_edition(student_desk.store)
    make_student_load(student_desk.net.district, by=student_desk.steward, state="in", edition=1)
    client = sign_in(make_person(place=getattr(student_desk.net, where), role=role))
    assert client.post(ASK).status_code == status
    if status == 409:
        assert BUTTON not in words(client, "/student-data/")
    assert StudentLoad.objects.count() == 1


def test_a_release_is_not_taken_back(student_desk: StudentDesk, steward: Client) -> None:
    work = make_student_load(
        student_desk.net.district, by=student_desk.steward, state="in", kind=Kind.RELEASE,
        release_state="made", release={"number": 4, "tables": 3, "held": []},
    )  # fmt: skip
    page = f"/student-data/loads/{work.pk}/"
    assert "If this was not the right file" not in words(steward, page)
    assert re.search(r"Release 4: 3 tables", words(steward, page))
    assert steward.post(f"{page}take-back/", {"reason": "No"}).status_code == 409
