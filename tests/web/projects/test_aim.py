import pytest

from groundswell.domain.audit.models import Event
from groundswell.domain.projects.models import Aim, Project
from tests.factories import make_aim, make_measure, make_problem

pytestmark = pytest.mark.django_db
SENT = {
    "direction": "lower",
    "what": "chronic absence",
    "unit": "percent",
    "baseline": "26",
    "target": "18",
    "change_in": "points",
    "by_when": "2016-12-16",
    "population": "all students",
    "where": "Near School",
    "based_on": "0",
    "group-TOTAL_FORMS": "2",
    "group-INITIAL_FORMS": "0",
    "group-0-group_name": "English learners",
    "group-0-baseline": "37",
    "group-0-target": "25",
    "group-1-group_name": "",
    "group-1-baseline": "",
    "group-1-target": "",
}


@pytest.fixture
def page(house, sign_in):
    client = sign_in(house.people["member"])
    address = f"/projects/{house.project.pk}/aim/"

    def send(changes=None, **extra):
        return client.post(address, SENT | (changes or {}), **extra)

    send.get = lambda: client.get(address)
    return send


def sentence_in(response) -> str:
    return "".join(part.text for part in response.context["page"].sentence)


def test_saving_makes_version_one_with_the_groups_line(house, page):
    assert page().status_code == 302
    aim = house.project.aims.get()
    assert (aim.number, aim.baseline, aim.target, aim.change_in) == (1, 26, 18, "points")
    assert [(row.group_name, row.baseline, row.target) for row in aim.targets.all()] == [
        ("English learners", 37, 25)
    ]
    assert Event.objects.get().verb == "projects.revise_aim"


def test_a_later_save_is_version_two_and_the_difference_is_shown(house, page):
    page()
    page({"target": "20", "based_on": "1", "reason": "18 was a wish"})
    text = page.get().content.decode()
    assert "<del>18</del>" in text
    assert "<ins>20</ins>" in text
    assert "18 was a wish" in text
    assert "Save as version 3" in text


def test_percent_or_points_is_chosen_by_people_and_never_for_them(house, page):
    response = page({"change_in": ""})
    assert response.status_code == 422
    assert "Choose percent or percentage points" in response.content.decode()
    assert 'value="26"' in response.content.decode()
    assert not Aim.objects.exists()


def test_both_ways_are_worked_out_from_the_numbers(page):
    text = page({"change_in": "", "preview": "1"}).content.decode()
    assert "26% to 18% is 8 percentage points" in text
    assert "26% to 18% is 30.8 percent less" in text


def test_show_the_sentence_works_without_a_script_and_saves_nothing(page):
    response = page({"preview": "1", "by_when": ""})
    assert response.status_code == 200
    assert sentence_in(response).startswith("By a date you choose, lower chronic absence")
    assert "error-summary" not in response.content.decode()
    assert not Aim.objects.exists()


def test_one_more_group_keeps_what_was_typed(page):
    response = page({"add_group": "1"})
    text = response.content.decode()
    assert 'value="English learners"' in text
    assert 'name="group-2-group_name"' in text
    assert 'name="group-TOTAL_FORMS" value="3"' in text
    assert not Aim.objects.exists()


def test_htmx_gets_the_sentence_and_the_choice_and_nothing_else(page):
    response = page({"target": "17"}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<b>17%</b>" in text
    assert "26% to 17% is 9 percentage points" in text
    assert "<form" not in text
    assert not Aim.objects.exists()


def test_a_number_that_cannot_be_is_said_in_the_form(page):
    response = page({"target": "118"})
    assert response.status_code == 422
    assert "between 0% and 100%" in response.content.decode()


def test_two_writers_see_both_texts(house, page):
    make_aim(house.project)
    response = page({"what": "something else"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "something else" in text
    assert "typical week" in text
    assert house.project.aims.count() == 1


def test_before_the_first_aim_the_numbers_are_filled_in(house, sign_in):
    measure = make_measure(house.net.school, name="Chronic absence", better="down")
    Project.objects.filter(pk=house.project.pk).update(measure=measure)
    make_problem(house.project, current="42.1%, 2015-16", period="2015-16", group_name="English learners")
    form = sign_in(house.people["lead"]).get(f"/projects/{house.project.pk}/aim/").context["page"].form
    assert form.initial["baseline"] == 42.1
    assert form.initial["direction"] == "lower"
    assert form.initial["what"] == "chronic absence"
    assert form.initial["where"] == house.net.school.name
    assert "target" not in form.initial


def test_a_coach_reads_and_does_not_write(house, sign_in):
    make_aim(house.project)
    client = sign_in(house.people["coach"])
    response = client.get(f"/projects/{house.project.pk}/aim/")
    assert response.status_code == 200
    assert '<form method="post" class="form builder"' not in response.content.decode()
    assert "87.2" in response.content.decode()
    assert client.post(f"/projects/{house.project.pk}/aim/", SENT | {"based_on": "1"}).status_code == 403
    assert house.project.aims.count() == 1


def test_the_measure_of_another_school_cannot_be_chosen(house, page):
    other = make_measure(house.net.other_school)
    assert page({"measure": str(other.pk)}).status_code == 422
    mine = make_measure(house.net.school)
    assert page({"measure": str(mine.pk)}).status_code == 302
    assert house.project.aims.get().measure == mine


def test_the_crumb_has_step_question_and_aim(house, page):
    page()
    parts = page.get().context["page"].crumb
    assert [part.label for part in parts] == [
        "Aim",
        "1 What are we trying to accomplish?",
        "Aim: 26% to 18% by 16 December 2016",
    ]
