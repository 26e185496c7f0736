"""A district's own words and codes: edited as a text or sent as a file, with errors that name the line."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.domain.audit.models import Event
from groundswell.store.read.oneroster.own_words import WORDS
from tests.domain.intake.student_desk import StudentDesk
from tests.web.student_data.test_mapping import words

GOOD = {
    "oneroster": "subjects:\n  reading: [Story time]\n",
    "edfi": "attendance: {unexcused: [Cut Class]}\n",
}
BAD = {
    "oneroster": (
        "subjects:\n  reading: [A]\n  mathematics:\n    - B\n    - A\n",
        "Line 5",
        "means both reading and",
    ),
    "edfi": ("attendance:\n  unexcused: [Cut]\n  ill: [Sick]\n", "Line 3", "is no meaning in"),
}
FILES = {"oneroster": "oneroster-words.yaml", "edfi": "edfi-codes.yaml"}


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: Callable[[object], Client]) -> Client:
    return sign_in(student_desk.steward)


@pytest.mark.parametrize("kind", FILES)
def test_words_are_kept_taken_along_and_taken_away(
    student_desk: StudentDesk, steward: Client, kind: str
) -> None:
    page, file = f"/student-data/words/{kind}/", f"/student-data/words/{kind}.yaml"
    assert "Nothing is kept yet" in words(steward, "/student-data/words/")
    assert steward.get(file).status_code == 404
    assert steward.post(page, {"text": GOOD[kind].replace("\n", "\r\n")}).status_code == 302
    assert (student_desk.store / FILES[kind]).read_text() == GOOD[kind]
    assert steward.get(file).content.decode() == GOOD[kind]
    sent = SimpleUploadedFile("words.yaml", b"\xef\xbb\xbf# By the office\n" + GOOD[kind].encode())
    assert steward.post(page, {"text": "", "file": sent}).status_code == 302
    assert (student_desk.store / FILES[kind]).read_text().startswith("# By the office")
    assert steward.post(page, {"text": " "}).status_code == 302
    assert not (student_desk.store / FILES[kind]).exists()
    kinds = [event.data["of"] for event in Event.objects.filter(verb="student_words.changed")]
    assert kinds == [kind] * 3


@pytest.mark.parametrize("kind", FILES)
def test_a_fault_names_its_line_and_keeps_what_was_written(
    student_desk: StudentDesk, steward: Client, kind: str
) -> None:
    text, line, why = BAD[kind]
    response = steward.post(f"/student-data/words/{kind}/", {"text": text})
    assert response.status_code == 422
    said = response.content.decode()
    assert line in said
    assert why in said
    assert text.splitlines()[1] in said, "what was written is still in the field"
    assert not (student_desk.store / FILES[kind]).exists()
    assert not Event.objects.exists(), "rolled back"


def test_what_the_page_keeps_a_load_reads(student_desk: StudentDesk, steward: Client) -> None:
    steward.post("/student-data/words/oneroster/", {"text": GOOD["oneroster"]})
    assert WORDS.read(student_desk.store, None).told.subjects == {"Story time": "reading"}


def test_there_are_two_kinds(student_desk: StudentDesk, steward: Client) -> None:
    assert steward.get("/student-data/words/calpads/").status_code == 404
    assert steward.get("/student-data/words/calpads.yaml").status_code == 404
