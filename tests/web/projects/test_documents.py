import pytest

from groundswell.domain.projects.models import Project
from tests.factories import make_problem

pytestmark = pytest.mark.django_db


def address(house, page):
    return f"/projects/{house.project.pk}/{page}/"


def test_the_problem_is_saved_with_its_kinds_of_evidence(house, sign_in):
    client = sign_in(house.people["content_expert"])
    sent = {"statement": "Some miss days", "evidence": ["numbers", "voices"], "based_on": "0"}
    assert client.post(address(house, "problem"), sent).status_code == 302
    assert house.project.problems.get().evidence == ["numbers", "voices"]


def test_an_empty_problem_keeps_what_was_typed_elsewhere(house, sign_in):
    client = sign_in(house.people["lead"])
    response = client.post(address(house, "problem"), {"statement": " ", "current": "28.6%", "based_on": "0"})
    assert response.status_code == 422
    assert 'value="28.6%"' in response.content.decode()
    assert not house.project.problems.exists()


def test_what_changed_our_minds_is_asked_from_the_second_version_on(house, sign_in):
    client = sign_in(house.people["lead"])
    assert "What changed our minds" not in client.get(address(house, "problem")).content.decode()
    make_problem(house.project, statement="Parents do not care")
    assert "What changed our minds" in client.get(address(house, "problem")).content.decode()
    client.post(
        address(house, "problem"),
        {"statement": "Families hear late", "based_on": "1", "reason": "We listened"},
    )
    text = client.get(address(house, "problem")).content.decode()
    assert "We listened" in text
    assert "<del>Parents do not care</del>" in text
    assert "<ins>Families hear late</ins>" in text


def test_the_charter_has_goals_for_students_and_for_ourselves(house, sign_in):
    client = sign_in(house.people["lead"])
    sent = {
        "goal_students": "Be here",
        "goal_team": "Guess first",
        "cadence": "Tuesdays 2:45",
        "based_on": "0",
    }
    assert client.post(address(house, "charter"), sent).status_code == 302
    charter = house.project.charters.get()
    assert (charter.goal_students, charter.goal_team, charter.cadence) == (
        "Be here",
        "Guess first",
        "Tuesdays 2:45",
    )
    assert "Tuesdays 2:45" in client.get(address(house, "charter")).content.decode()


@pytest.mark.parametrize("page", ["problem", "charter"])
def test_a_coach_reads_and_does_not_write(house, sign_in, page):
    client = sign_in(house.people["coach"])
    assert client.get(address(house, page)).status_code == 200
    sent = {"statement": "x", "why_now": "x", "based_on": "0"}
    assert client.post(address(house, page), sent).status_code == 403


def test_a_closed_project_takes_no_new_version(house, sign_in):
    Project.objects.filter(pk=house.project.pk).update(state="closed")
    client = sign_in(house.people["lead"])
    response = client.post(address(house, "problem"), {"statement": "late", "based_on": "0"})
    assert response.status_code == 422
    assert "This project is closed" in response.content.decode()


@pytest.mark.parametrize("page", ["problem", "charter", "aim"])
def test_a_broken_number_is_no_server_error(house, sign_in, page):
    client = sign_in(house.people["lead"])
    assert client.post(address(house, page), {"based_on": "x", "group-TOTAL_FORMS": "x"}).status_code == 422
