from datetime import date

import pytest

from groundswell.domain.projects.models import Project
from tests.factories import make_measure, make_network, make_observations, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    """A school with chronic absence for everyone, for a large group and for a small one."""
    net = make_network()
    measure = make_measure(
        net.top, code="CM2", name="Chronic absence", better="down", chart="run", grain="year"
    )
    for group, count, of in (
        ("", 181, 678),
        ("students_with_disabilities", 49, 133),
        ("english_learners", 3, 8),
    ):
        make_observations(measure, net.school, [count], group=group, start=date(2015, 9, 1), denominator=of)
    return net


def address(school, group=""):
    return f"/projects/start/?place={school.school.code}&measure=CM2&group={group}"


def test_the_problem_is_filled_in_from_the_chart_and_one_press_starts(school, sign_in):
    me = make_person(place=school.school)
    client = sign_in(me)
    page = client.get(address(school, "students_with_disabilities"))
    form = page.context["page"].form
    assert "36.8%" in form.initial["statement"]
    assert form.initial["mode"] == "simple"
    response = client.post("/projects/start/", {name: form.initial.get(name, "") for name in form.fields})
    project = Project.objects.get()
    assert response["Location"] == f"/projects/{project.pk}/"
    problem = project.problems.get()
    assert problem.statement == form.initial["statement"]
    assert problem.current.startswith("36.8%")
    assert problem.evidence == ["numbers"]
    assert (project.group, project.measure.code) == ("students_with_disabilities", "CM2")
    assert client.get(response["Location"]).status_code == 200


def test_a_small_group_gives_no_number_away(school, sign_in):
    page = sign_in(make_person(place=school.school)).get(address(school, "english_learners"))
    assert page.status_code == 200
    assert page.context["page"].facts is None
    text = page.content.decode()
    assert "37.5" not in text
    assert "of 8" not in text


def test_a_project_may_start_from_a_blank_page(school, sign_in):
    client = sign_in(make_person(place=school.school))
    assert client.get("/projects/start/").context["page"].place == school.school
    sent = {"place": school.school.code, "name": "Doors", "statement": "Doors open late", "mode": "guided"}
    assert client.post("/projects/start/", sent).status_code == 302
    project = Project.objects.get()
    assert (project.mode, project.measure, project.problems.get().evidence) == ("guided", None, [])


def test_what_is_missing_is_said_and_the_rest_is_kept(school, sign_in):
    client = sign_in(make_person(place=school.school))
    sent = {"place": school.school.code, "name": "Doors", "statement": "", "mode": "simple"}
    response = client.post("/projects/start/", sent)
    assert response.status_code == 422
    assert 'value="Doors"' in response.content.decode()
    assert not Project.objects.exists()


@pytest.mark.parametrize("role", ["researcher", "adviser", "network_coach", "district_leader"])
def test_who_does_not_start_projects(school, sign_in, role):
    client = sign_in(make_person(place=school.top, role=role))
    assert client.get(address(school)).status_code == 403
    sent = {"place": school.school.code, "name": "X", "statement": "X", "mode": "simple"}
    assert client.post("/projects/start/", sent).status_code == 403
    assert not Project.objects.exists()


def test_another_school_is_not_there(school, sign_in):
    client = sign_in(make_person(place=school.far_school))
    assert client.get(address(school)).status_code == 404
    assert client.get(f"/projects/start/?place={school.far_school.code}&measure=nothing").status_code == 404


def test_someone_without_a_place_has_nowhere_to_start(sign_in):
    assert sign_in(make_person()).get("/projects/start/").status_code == 404
