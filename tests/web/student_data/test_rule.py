"""The page of the rule by which numbers leave: who sees it, what it says, and what it takes."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.domain.audit.models import Event
from groundswell.store.release.rule import kept_rule, next_rule
from tests.domain.intake.student_desk import StudentDesk
from tests.factories import make_person, make_student_load
from tests.web.student_data.test_mapping import words

PAGE = "/student-data/rule/"
TOLD = {
    "threshold": "15",
    "smallest_count": "5",
    "least_candidates": "8",
    "least_teachers": "3",
    "largest_share": "70",
    "two_largest_share": "90",
    "code_ends": "on",
}
SignIn = Callable[[object], Client]


@pytest.fixture
def steward(student_desk: StudentDesk, sign_in: SignIn) -> Client:
    return sign_in(student_desk.steward)


def test_it_says_what_a_change_does_and_keeps_it(student_desk: StudentDesk, steward: Client) -> None:
    said = words(steward, PAGE)
    for told in (
        "No numbers have left yet",
        "All tables are made again",
        "Numbers that were shown stay known",
    ):
        assert told in said
    assert steward.post(PAGE, TOLD).status_code == 302
    assert kept_rule(student_desk.store) == SuppressionRule(
        threshold=15, smallest_count=5, least_candidates=8, least_teachers=3, code_ends=True
    )
    event = Event.objects.get(verb="release_rule.changed")
    assert event.person_name == "Sam Steward"
    assert event.data["changed"] == {
        "threshold": [11, 15], "least_candidates": [6, 8], "smallest_count": [0, 5], "code_ends": [False, True]
    }  # fmt: skip
    assert 'value="15"' in steward.get(PAGE).content.decode()
    assert (student_desk.store / "release-rule.yaml").read_text().startswith("threshold: 15\n")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"threshold": "4"}, "greater than or equal to 5"),
        ({"threshold": "101"}, "less than or equal to 100"),
        ({"least_teachers": "2"}, "greater than or equal to 3"),
        ({"smallest_count": "1"}, "is 0 (off), or 2 and more"),
        ({"least_candidates": "16"}, "at most the smallest group shown"),
        ({"threshold": ""}, "This field is required"),
    ],
)
def test_what_protects_nobody_is_not_taken(
    student_desk: StudentDesk, steward: Client, wrong: dict[str, str], why: str
) -> None:
    response = steward.post(PAGE, TOLD | wrong)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert kept_rule(student_desk.store) is None
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        ("data_steward", "district", 200),
        ("data_steward", "top", 200),
        ("data_steward", "school", 409),
        ("data_steward", "other_district", 409),
        ("district_leader", "top", 403),
        ("staff", "school", 403),
    ],
)
def test_who_may(student_desk: StudentDesk, sign_in: SignIn, role: str, where: str, status: int) -> None:
    """The rule holds for all that the store has, so a role has to reach all of it."""
    make_student_load(student_desk.net.district, by=student_desk.steward, state="in", edition=1)
    client = sign_in(make_person(place=getattr(student_desk.net, where), role=role))
    for address in (PAGE, "/student-data/words/", "/student-data/words/oneroster/"):
        assert client.get(address).status_code == status, address
    if status != 200:
        assert client.post(PAGE, TOLD).status_code == status
        assert client.post("/student-data/words/edfi/", {"text": "sex: {}"}).status_code == status
        assert kept_rule(student_desk.store) is None
        assert not Event.objects.exists()


def test_a_file_broken_by_hand_is_said(student_desk: StudentDesk, steward: Client) -> None:
    student_desk.store.mkdir()
    (student_desk.store / "release-rule.yaml").write_text("threshold: 1\n")
    assert steward.get(PAGE).status_code == 409
    assert "cannot be used" in steward.get(PAGE).content.decode()
    (student_desk.store / "release-rule.yaml").unlink()
    assert next_rule(student_desk.store) == SuppressionRule()
