"""A plain table all the way: mapped on a page, loaded by the worker, rows set aside shown, the rule of the release."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from groundswell.domain.intake.student_models import StudentLoad
from groundswell.jobs import student_data
from groundswell.store.engine import run
from groundswell.store.publish.reading import reading
from groundswell.store.read.edfi.descriptors import CODES
from groundswell.store.release import reading as releases
from tests.domain.intake.student_desk import StudentDesk
from tests.web.student_data import tables
from tests.web.student_data.test_mapping import answered, sent, words

pytestmark = pytest.mark.django_db(transaction=True)
State = StudentLoad.State


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: Callable[[object], Client]) -> Client:
    return sign_in(student_desk.steward)


def brought_in(client: Client, load: StudentLoad) -> StudentLoad:
    assert client.post(f"/student-data/loads/{load.pk}/start/").status_code == 302
    call_command(
        "db_worker", batch=True, interval=0, no_reload=True, no_startup_delay=True, verbosity=0,
        queue_name=student_data.QUEUE,
    )  # fmt: skip
    load.refresh_from_db()
    return load


def package(client: Client, desk: StudentDesk) -> StudentLoad:
    """The rosters, which know the students."""
    form = {"place": desk.net.district.code, "format": "oneroster", "dates": "iso", "encoding": "utf-8"}
    client.post("/student-data/new/", form | {"file": SimpleUploadedFile("fern.zip", desk.package())})
    return brought_in(client, StudentLoad.objects.latest("id"))


def test_a_table_comes_in_by_its_mapping(student_desk: StudentDesk, steward: Client) -> None:
    package(steward, student_desk)
    found = [*tables.rows(), ("03/06/2026", "S001", tables.STUDENTS[0], tables.SECRET[0], "Z")]
    load = sent(steward, student_desk, tables.as_csv(tables.rows()))
    told = answered(steward, load, keep_as="office", source="attendance_office", do="keep")
    steward.post(f"/student-data/loads/{load.pk}/columns/", told)
    load = brought_in(steward, load)
    assert (load.state, load.accepted, load.quarantined, load.refusal) == (State.IN, 8, 0, "")
    with reading(student_desk.store) as now:
        mine = "FROM attendance WHERE source = 'attendance_office'"
        query = f"SELECT date::VARCHAR, category, count(*) {mine} GROUP BY ALL ORDER BY ALL"
        assert run(now.connection, query) == [
            (day, category, number)
            for day in ("2026-03-04", "2026-03-05")
            for category, number in (("absent", 1), ("excused", 1), ("present", 2))
        ]
    again = sent(steward, student_desk, tables.as_csv(found), "next.csv")
    steward.post(f"/student-data/loads/{again.pk}/kept/", {"name": "office"})
    again = brought_in(steward, again)
    assert (again.state, again.accepted, again.quarantined) == (State.IN, 8, 1)
    said = words(steward, f"/student-data/loads/{again.pk}/rows/")
    assert "Z" in said
    assert tables.STUDENTS[0] in said
    _corrected(steward, student_desk, again)


def _corrected(steward: Client, desk: StudentDesk, load: StudentLoad) -> None:
    """The row set aside is taken along, mended, and comes in by the same mapping."""
    response = steward.get(f"/student-data/loads/{load.pk}/rows.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        (name,) = packed.namelist()
        mended = packed.read(name).replace(b'"Z"', b'"P"').replace(b",Z", b",P")
    once_more = sent(steward, desk, mended, "mended.csv")
    steward.post(f"/student-data/loads/{once_more.pk}/kept/", {"name": "office"})
    once_more = brought_in(steward, once_more)
    assert (once_more.state, once_more.accepted, once_more.quarantined) == (State.IN, 1, 0), once_more.refusal
    with reading(desk.store) as now:
        query = "SELECT count(*) FROM attendance WHERE source = 'attendance_office' AND date = '2026-03-06'"
        assert run(now.connection, query) == [(1,)]


def test_the_next_release_is_made_by_the_rule_that_was_chosen(
    student_desk: StudentDesk, steward: Client, settings: object
) -> None:
    settings.STUDENT_DATA_RELEASES = True  # type: ignore[attr-defined]
    load = package(steward, student_desk)
    first = releases.current(student_desk.store)
    assert first is not None
    assert first.rule.threshold == 11
    told = {
        "threshold": 20,
        "smallest_count": 0,
        "least_candidates": 6,
        "least_teachers": 4,
        "largest_share": 70,
        "two_largest_share": 90,
        "code_ends": "on",
    }
    assert steward.post("/student-data/rule/", told).status_code == 302
    said = words(steward, "/student-data/rule/")
    assert "Another rule is chosen, and waits for the next release." in said
    assert "Smallest group shown 11" in said
    again = package(steward, student_desk)
    assert (again.state, again.release_state) == (State.UNCHANGED, "made"), "nothing new, but another rule"
    live = releases.current(student_desk.store)
    assert live is not None
    assert (live.number, live.edition) == (2, load.edition)
    assert (live.rule.threshold, live.rule.code_ends, live.rule.least_teachers) == (20, True, 4)
    assert "Another rule is chosen" not in words(steward, "/student-data/rule/")
    assert package(steward, student_desk).release_state == "not_needed"


def test_codes_that_are_kept_hold_for_a_load_on_the_web(student_desk: StudentDesk, steward: Client) -> None:
    CODES.keep(student_desk.store, "sex: {female: [Dama]}\n")
    records = (
        '[{"studentUniqueId": "604822", "firstName": "A", "lastSurname": "B", "birthDate": "2010-01-13"}]'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("students.json", records)
    form = {"place": student_desk.net.district.code, "format": "edfi", "dates": "iso", "encoding": "utf-8"}
    steward.post("/student-data/new/", form | {"file": SimpleUploadedFile("edfi.zip", packed.getvalue())})
    load = brought_in(steward, StudentLoad.objects.latest("id"))
    assert load.refusal == "" or "descriptors" not in load.refusal
    (student_desk.store / "edfi-codes.yaml").write_text("pupils: {}\n", "utf-8")
    steward.post("/student-data/new/", form | {"file": SimpleUploadedFile("edfi.zip", packed.getvalue())})
    load = brought_in(steward, StudentLoad.objects.latest("id"))
    assert "There is no table “pupils”" in load.refusal
