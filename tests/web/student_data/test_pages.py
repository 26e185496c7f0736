"""The pages of student data: what each person sees, and what each form asks for."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.domain.audit.models import Look
from groundswell.domain.intake import student_actions as actions
from groundswell.domain.intake.student_models import StudentLoad
from tests.domain.intake.student_desk import StudentDesk
from tests.factories import make_person, make_student_finding, make_student_load

SignIn = Callable[[object], Client]


def _words(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    main = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: SignIn) -> Client:
    return sign_in(student_desk.steward)


def _reported(desk: StudentDesk, **fields: object) -> StudentLoad:
    told: dict[str, object] = {
        "state": "in", "edition": 4, "is_reported": True, "rows_read": 10, "accepted": 7, "quarantined": 2,
        "skipped": 1, "fault_count": 2, "school_years": [2026], "tables": [{"table": "students", "rows": 1234}],
        "files": [{"file": "results.csv", "mode": "bulk", "rows_read": 10, "accepted": 7, "quarantined": 2,
                   "skipped": 1}],
    }  # fmt: skip
    return make_student_load(desk.net.district, by=desk.steward, **(told | fields))


def test_the_form_asks_for_one_file_and_what_is_declared(student_desk: StudentDesk, steward: Client) -> None:
    told = {
        "place": student_desk.net.district.code,
        "format": "oneroster",
        "dates": "iso",
        "encoding": "utf-8",
    }
    assert "OneRoster CSV" in _words(steward, "/student-data/new/")
    for wrong, words in (
        ({}, "This field is required"),
        (
            {"adds": "on", "file": SimpleUploadedFile("a.zip", b"PK")},
            "This choice is for Ed-Fi, tables and test files",
        ),
        ({"format": "edfi", "file": SimpleUploadedFile("a.zip", b"no zip")}, "comes as a zip file"),
        ({"place": student_desk.net.other_district.code}, "Select a valid choice"),
    ):
        response = steward.post("/student-data/new/", told | wrong)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert not StudentLoad.objects.exists()


def test_a_file_of_the_inbox_is_chosen_by_name(student_desk: StudentDesk, steward: Client) -> None:
    student_desk.inbox.mkdir()
    (student_desk.inbox / "big.zip").write_bytes(student_desk.package())
    assert "big.zip" in _words(steward, "/student-data/new/")
    told = {
        "place": student_desk.net.district.code,
        "format": "oneroster",
        "dates": "mdy",
        "encoding": "utf-8",
        "inbox": "big.zip",
    }
    response = steward.post("/student-data/new/", told)
    assert response.status_code == 302
    load = StudentLoad.objects.get()
    assert load.options == {"dates": "mdy", "encoding": "", "accept_loss": False}
    words = _words(steward, response.url)
    assert "It is yours to delete" in words
    assert "month first" in words


def test_a_preview_can_be_set_down(student_desk: StudentDesk, steward: Client) -> None:
    load = student_desk.send()
    assert "Every row is read and checked" in _words(steward, f"/student-data/loads/{load.pk}/")
    steward.post(f"/student-data/loads/{load.pk}/set-down/")
    assert "set this load down" in _words(steward, f"/student-data/loads/{load.pk}/")


def test_progress_is_polled_and_refreshed_without_scripts(student_desk: StudentDesk, steward: Client) -> None:
    load = student_desk.queued()
    page = f"/student-data/loads/{load.pk}/"
    whole = steward.get(page).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in whole
    load = actions.claim(student_desk.by, load=load)
    actions.tell(load, stage="reading", detail="users.csv: 90,000 rows", now=student_desk.by.now)
    part = steward.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "users.csv: 90,000 rows" in part
    assert "<html" not in part
    actions.refuse(load=load, why="Something.", now=student_desk.by.now)
    assert steward.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_the_report_adds_up_and_is_narrowed(student_desk: StudentDesk, steward: Client) -> None:
    load = _reported(student_desk, release_state="made", release={
        "number": 3, "tables": 7, "held": [{"indicator": "suspension_rate", "period": "month", "reason": "Solvable."}],
    })  # fmt: skip
    make_student_finding(load, line=7)
    make_student_finding(
        load, line=9, file="users.csv", column="role", rule="choice", message="Not allowed here."
    )
    make_student_finding(load, kind="skipped", rule="older", message="We know a newer state.", rows=1)
    page = f"/student-data/loads/{load.pk}/"
    words = _words(steward, page)
    for told in ("7 rows came in, 2 set aside, 1 skipped", "results.csv 10 7 2 1", "students 1,234",
                 "Release 3: 7 tables", "suspension_rate (month)", "Solvable."):  # fmt: skip
        assert told in words
    narrowed = _words(steward, f"{page}?kind=fault&file=users.csv")
    assert "Not allowed here." in narrowed.split("Show these")[1]
    assert "This is not a number." not in narrowed.split("Show these")[1]
    table = steward.get(f"{page}findings.csv?kind=skipped").content.decode()
    assert "We know a newer state." in table
    assert "This is not a number." not in table
    assert not Look.objects.exists(), "the findings hold no student's data"


def test_many_findings_come_in_pages_and_a_table_is_no_formula(
    student_desk: StudentDesk, steward: Client
) -> None:
    load = _reported(student_desk, fault_count=500)
    for line in range(2, 62):
        make_student_finding(load, line=line, column="=1+1")
    page = f"/student-data/loads/{load.pk}/"
    with CaptureQueriesContext(connection) as queries:
        words = _words(steward, page)
    assert "Page 1 of 2" in words
    assert "The first 60 of 500 faults are listed" in words
    assert "Page 2 of 2" in _words(steward, f"{page}?page=2")
    assert len(queries) < 40
    assert "'=1+1" in steward.get(f"{page}findings.csv").content.decode()


def test_what_a_sender_wrote_is_escaped(student_desk: StudentDesk, steward: Client) -> None:
    load = _reported(student_desk, filename="<img src=x>.zip")
    make_student_finding(load, column="<script>alert(1)</script>")
    page = steward.get(f"/student-data/loads/{load.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize(
    ("role", "where", "overview", "load"),
    [
        ("data_steward", "district", 200, 200),
        ("data_steward", "top", 200, 200),
        ("data_steward", "school", 200, 404),
        ("data_steward", "other_district", 200, 404),
        ("district_leader", "district", 403, 404),
        ("staff", "school", 403, 404),
    ],
)
def test_who_sees_what(
    student_desk: StudentDesk, sign_in: SignIn, role: str, where: str, overview: int, load: int
) -> None:
    one = _reported(student_desk)
    client = sign_in(make_person(place=getattr(student_desk.net, where), role=role))
    for address in ("/student-data/", "/student-data/new/"):
        response = client.get(address)
        assert response.status_code == overview, address
        assert (one.filename in response.content.decode()) == (address == "/student-data/" and load == 200)
    for address in ("", "findings.csv", "take-back/"):
        assert client.get(f"/student-data/loads/{one.pk}/{address}").status_code == load, address
    if load != 200:
        for address in ("start/", "set-down/", "take-back/"):
            assert client.post(f"/student-data/loads/{one.pk}/{address}").status_code == load
        assert client.get(f"/student-data/loads/{one.pk}/rows/").status_code == load
        assert client.get(f"/student-data/loads/{one.pk}/rows.zip").status_code == load
    assert not Look.objects.exists()


def test_the_way_there_is_in_the_rail_for_stewards_alone(student_desk: StudentDesk, sign_in: SignIn) -> None:
    assert 'href="/student-data/"' in sign_in(student_desk.steward).get("/").content.decode()
    leader = make_person(place=student_desk.net.district, role="district_leader")
    assert 'href="/student-data/"' not in sign_in(leader).get("/").content.decode()
