"""A mapping as the command line has it: written or sent on a page, taken along, and taken away."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.domain.audit.models import Event
from groundswell.store.read.mapped.kept import kept
from groundswell.store.read.mapped.mapping_file import parse_mapping
from tests.domain.intake.student_desk import StudentDesk
from tests.web.student_data import tables
from tests.web.student_data.test_mapping import KINDS, answered, main_of, sent, words


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: Callable[[object], Client]) -> Client:
    return sign_in(student_desk.steward)


def test_the_text_of_the_command_line(student_desk: StudentDesk, steward: Client) -> None:
    load = sent(steward, student_desk, KINDS["attendance.csv"])
    page = f"/student-data/loads/{load.pk}/mapping/"
    assert "table: attendance" in words(steward, page)
    response = steward.post(
        page, {"text": "table: attendance\ncolumns:\n  dates: Date\n", "keep_as": "a", "source": ""}
    )
    assert response.status_code == 422
    assert "Line 3" in response.content.decode()
    assert "There is no table" in steward.post(page, {"text": "table: pupils\n"}).content.decode()
    text = (
        "table: attendance\r\ndates: mdy\r\noutputs:\r\n  - table: attendance\r\n    when: {Code: [A]}\r\n    columns: "
        "{date: Date, student_id: Student ID, school_id: School}\r\n    constants: {category: absent}\r\n"
    )
    file = SimpleUploadedFile("map.yaml", text.replace("table: attendance\r\ndates", "dates", 1).encode())
    response = steward.post(page, {"text": "", "file": file, "keep_as": "absences", "source": ""})
    assert response.status_code == 302, main_of(response.content)
    columns = steward.get(f"/student-data/loads/{load.pk}/columns/")
    assert (columns.status_code, columns.url) == (302, page), "it says more than the page of columns can show"
    assert [each.name for each in kept(student_desk.store)] == ["absences"]


def test_what_is_kept_is_taken_along_and_taken_away(student_desk: StudentDesk, steward: Client) -> None:
    load = sent(steward, student_desk, KINDS["attendance.csv"])
    steward.post(
        f"/student-data/loads/{load.pk}/columns/", answered(steward, load, keep_as="office", do="keep")
    )
    assert "office.yaml" in words(steward, "/student-data/words/")
    file = steward.get("/student-data/mappings/office.yaml").content.decode()
    assert parse_mapping(file, "office.yaml").tables == ("attendance",)
    for secret in (*tables.SECRET, *tables.STUDENTS):
        assert secret not in file
    steward.post("/student-data/mappings/office/take-away/")
    assert kept(student_desk.store) == []
    assert Event.objects.filter(verb="student_mapping.forgotten").count() == 1
    load.refresh_from_db()
    assert load.options["mapping"], "the load keeps its own copy"
    assert steward.post("/student-data/mappings/office/take-away/").status_code == 404
