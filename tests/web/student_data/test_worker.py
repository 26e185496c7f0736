"""A real load, through the pages, the worker, its process, the store and the release; and what goes wrong on the way."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from groundswell import clock
from groundswell.domain.audit.models import Event, Look
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.jobs import student_data
from groundswell.store.publish import editions
from groundswell.store.release import reading as releases
from tests.domain.intake.student_desk import StudentDesk, faulty
from tests.store.oneroster.given import export

pytestmark = pytest.mark.django_db(transaction=True)
State = StudentLoad.State


def _work() -> None:
    call_command(
        "db_worker", batch=True, interval=0, no_reload=True, no_startup_delay=True, verbosity=0,
        queue_name=student_data.QUEUE,
    )  # fmt: skip


def _words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content[-500:]
    main = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: object) -> Client:
    return sign_in(student_desk.steward)  # type: ignore[operator,no-any-return]


def _sent(client: Client, desk: StudentDesk, content: bytes, **told: str) -> StudentLoad:
    file = SimpleUploadedFile("fern.zip", content, content_type="application/zip")
    form = {
        "place": desk.net.district.code,
        "format": "oneroster",
        "dates": "iso",
        "encoding": "utf-8",
        "file": file,
    }
    response = client.post("/student-data/new/", form | told)
    assert response.status_code == 302, response.content[:3000]
    load = StudentLoad.objects.latest("id")
    assert response.url == f"/student-data/loads/{load.pk}/"
    return load


def _brought_in(client: Client, desk: StudentDesk, content: bytes) -> StudentLoad:
    load = _sent(client, desk, content)
    client.post(f"/student-data/loads/{load.pk}/start/")
    _work()
    load.refresh_from_db()
    return load


def test_a_package_comes_in_is_explained_corrected_and_taken_back(
    student_desk: StudentDesk, steward: Client
) -> None:
    load = _sent(steward, student_desk, student_desk.package(faulty()))
    page = f"/student-data/loads/{load.pk}/"
    assert "Nothing is held yet" in _words(steward, page)
    assert "users.csv" in _words(steward, page)
    assert editions.current_number(student_desk.store) == 0, "a look changes nothing"
    steward.post(f"{page}start/")
    assert "Waiting for its turn" in _words(steward, page)
    _work()
    load.refresh_from_db()
    assert (load.state, load.edition, load.quarantined) == (State.IN, 1, 2)
    assert student_desk.students() == 42
    assert list(student_desk.incoming.iterdir()) == [], "the file that was sent is deleted"
    words = _words(steward, page)
    assert "2 set aside" in words
    assert "This is edition 1, with 2025-26" in words
    assert "results.csv Set aside" in words
    assert "This is not a number. Write digits" in words
    assert "0001041" not in words, "the report shows no cell of a row"
    _look_at_rows(steward, load)
    _correct(steward, student_desk, load)
    _take_back(steward, student_desk, load)


def _look_at_rows(steward: Client, load: StudentLoad) -> None:
    assert not Look.objects.exists()
    words = _words(steward, f"/student-data/loads/{load.pk}/rows/")
    assert "many 0001041" in words
    look = Look.objects.get()
    assert (look.subject_kind, look.subject_id, look.rows, look.purpose) == (
        "studentload",
        load.pk,
        2,
        "report",
    )
    assert "Sam Steward" in _words(steward, f"/student-data/loads/{load.pk}/").split("Who looked at rows")[1]
    response = steward.get(f"/student-data/loads/{load.pk}/findings.csv?kind=fault")
    table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["file"], row["column"], row["rule"]) for row in table] == [
        ("results.csv", "score", "number")
    ] * 2
    assert "0001041" not in response.content.decode()


def _correct(steward: Client, desk: StudentDesk, load: StudentLoad) -> None:
    response = steward.get(f"/student-data/loads/{load.pk}/rows.zip")
    assert Look.objects.latest("id").purpose == "download"
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    files["results.csv"] = re.sub(r"many \d+", "12", files["results.csv"])
    corrected = io.BytesIO()
    with zipfile.ZipFile(corrected, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    again = _brought_in(steward, desk, corrected.getvalue())
    assert (again.state, again.edition, again.quarantined, again.refusal) == (State.IN, 2, 0, "")
    assert steward.get(f"/student-data/loads/{load.pk}/rows.zip").status_code == 409, "nothing waits any more"


def _take_back(steward: Client, desk: StudentDesk, load: StudentLoad) -> None:
    page = f"/student-data/loads/{load.pk}/take-back/"
    assert steward.post(page, {"reason": ""}).status_code == 422
    back = StudentLoad.objects.get(pk=int(steward.post(page, {"reason": "Wrong"}).url.split("/")[-2]))
    _work()
    back.refresh_from_db()
    assert back.state == State.REFUSED, "a later load changed the same tables"
    assert "Take back 2 first" in back.refusal
    later = StudentLoad.objects.get(edition=2)
    steward.post(f"/student-data/loads/{later.pk}/take-back/", {"reason": "To take the first back"})
    _work()
    later.refresh_from_db()
    assert later.state == State.TAKEN_BACK
    back = later.taken_back_by.get()
    assert (back.state, back.edition, back.reason) == (State.IN, 3, "To take the first back")
    assert editions.current(desk.store).state() == editions.read(desk.store, 1).state()
    assert Event.objects.filter(verb="student_load.take_back").count() == 2
    assert "taken back" in _words(steward, "/student-data/")


def test_a_release_is_made_of_the_new_edition(
    student_desk: StudentDesk, steward: Client, settings: object
) -> None:
    settings.STUDENT_DATA_RELEASES = True  # type: ignore[attr-defined]
    load = _brought_in(steward, student_desk, student_desk.package())
    assert load.release_state == "made", load.release
    live = releases.current(student_desk.store)
    assert live is not None
    assert (live.number, live.edition) == (load.release["number"], load.edition)
    assert load.release["tables"] + len(load.release["held"]) == len(live.tables)
    assert f"Release {live.number}" in _words(steward, f"/student-data/loads/{load.pk}/")


def test_the_same_again_changes_nothing(student_desk: StudentDesk, steward: Client) -> None:
    content = student_desk.package()
    _brought_in(steward, student_desk, content)
    again = _brought_in(steward, student_desk, content)
    assert (again.state, again.edition) == (State.UNCHANGED, 1)
    assert editions.current_number(student_desk.store) == 1
    assert "Nothing is new" in _words(steward, f"/student-data/loads/{again.pk}/")


def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    student_desk: StudentDesk, steward: Client
) -> None:
    given = export()
    given.files.pop("orgs")
    load = _brought_in(steward, student_desk, student_desk.package(given))
    assert load.state == State.REFUSED
    assert "Load a bulk export first" in load.refusal
    assert editions.current_number(student_desk.store) == 0
    assert list(student_desk.incoming.iterdir()) == []


def test_the_right_is_asked_again_when_the_worker_starts(student_desk: StudentDesk, steward: Client) -> None:
    load = _sent(steward, student_desk, student_desk.package())
    steward.post(f"/student-data/loads/{load.pk}/start/")
    student_desk.steward.affiliations.all().delete()
    _work()
    load.refresh_from_db()
    assert load.state == State.REFUSED
    assert "data steward" in load.refusal
    assert editions.current_number(student_desk.store) == 0


@pytest.mark.parametrize("through", [False, True], ids=["before the edition", "after the edition"])
def test_what_a_dead_worker_left_is_carried_through(
    student_desk: StudentDesk, through: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It died while it loaded, or just after the edition was there; either way the load ends as its own."""
    load = student_desk.queued(faulty())
    real = student_data.carry_out

    class Died(BaseException):
        pass

    def dies(request, listener):  # type: ignore[no-untyped-def]
        if through:
            real(request, listener)
        raise Died

    monkeypatch.setattr(student_data, "carry_out", dies)
    with pytest.raises(Died):
        student_data.run_student_load.func(load.pk, student_desk.steward.pk)
    monkeypatch.setattr(student_data, "carry_out", real)
    load.refresh_from_db()
    assert load.state == State.RUNNING
    assert editions.current_number(student_desk.store) == int(through)
    assert student_data.requeue_left_over(clock.now(), silent_for=timedelta(days=-36_500)) == 1
    _work()
    load.refresh_from_db()
    assert (load.state, load.edition, load.attempt, load.quarantined) == (State.IN, 1, 2, 2)
    assert load.tables


def test_a_load_that_is_stopped_leaves_nothing(
    student_desk: StudentDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = student_desk.queued()
    seen: list[str] = []

    def tell(told: StudentLoad, *, stage: str, detail: str, now: object) -> bool:
        seen.append(stage)
        actions.set_down(student_desk.by, load=told)
        return True

    monkeypatch.setattr(student_data.actions, "tell", tell)
    assert student_data.run_student_load.func(load.pk, student_desk.steward.pk) == State.REFUSED
    load.refresh_from_db()
    assert len(seen) == 1
    assert "set down" in load.refusal
    assert editions.current_number(student_desk.store) == 0
    assert list(student_desk.incoming.iterdir()) == []
