from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.domain.projects.models import Membership, Project
from tests.factories import (
    make_aim,
    make_cycle,
    make_measure,
    make_membership,
    make_node,
    make_observations,
    make_person,
    make_problem,
    make_project,
    make_ramp,
)
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
TEAM = ["lead", "facilitator", "member", "content_expert", "coach"]
OUTSIDE = ["principal", "colleague", "district", "far"]
PAGES = ["", "aim/", "problem/", "charter/", "team/", "settings/"]


@pytest.fixture
def full(house):
    """A project with an aim, a measure and three tests: one decided, one set down, one still running."""
    project = house.project
    make_problem(project)
    make_aim(project)
    measure = make_measure(house.net.school, name="Weekly attendance")
    Project.objects.filter(pk=project.pk).update(measure=measure)
    make_observations(measure, house.net.school, [80, 81, 82, 83, 84, 85, 86, 87, 88, 89])
    ramp = make_ramp(project, name="Two-day call", code="A")
    decided = {"state": "decided", "decided_at": NOW, "decided_by": house.people["lead"]}
    make_cycle(ramp, title="First class", decision="adapt", scale_unit="class", **decided)
    make_cycle(ramp, title="Secret draft", state="studying", scale_count=3, scale_unit="class")
    club = make_ramp(project, name="Monday club", code="C")
    make_cycle(club, title="One grade", decision="abandon", learned="My idea, and wrong.", **decided)
    return house


def see(client, house, tail=""):
    return client.get(f"/projects/{house.project.pk}/{tail}")


@pytest.mark.parametrize("who", TEAM)
def test_the_team_and_its_coach_see_the_three_questions_with_values(full, sign_in, who):
    response = see(sign_in(full.people[who]), full)
    text = response.content.decode()
    assert response.status_code == 200
    assert "What are we trying to accomplish?" in text
    assert "<b>10 June 2016</b>" in text
    assert "<b>91%</b>" in text
    assert "Weekly attendance" in text
    assert "89%" in text
    assert "to study" in text
    assert "set down" in text
    assert "My idea, and wrong." in text
    assert "abandon" not in text


def test_the_next_step_is_for_who_can_take_it(full, sign_in):
    text = see(sign_in(full.people["member"]), full).content.decode()
    assert "Study “Secret draft” together" in text
    assert see(sign_in(full.people["coach"]), full).context["page"].step is None


def test_a_sponsor_sees_aim_measures_and_decisions_alone(full, sign_in):
    client = sign_in(full.people["sponsor"])
    response = see(client, full)
    page, text = response.context["page"], response.content.decode()
    assert page.is_brief
    assert "<b>91%</b>" in text
    assert "89%" in text
    assert "My idea, and wrong." in text
    assert "to study" not in text
    assert "Secret draft" not in text
    assert not page.hints
    assert page.since == ()
    assert page.step is None
    assert see(client, full, "team/").status_code == 200
    for tail in ("aim/", "problem/", "charter/", "settings/"):
        assert see(client, full, tail).status_code == 403


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("tail", PAGES)
def test_a_role_at_the_school_or_district_gives_no_sight_of_a_project(full, sign_in, who, tail):
    assert see(sign_in(full.people[who]), full, tail).status_code == 404


@pytest.mark.parametrize("tail", PAGES)
def test_who_left_sees_nothing(full, sign_in, tail):
    Membership.objects.filter(person=full.people["member"]).update(ended_at=NOW, ended_by=full.people["lead"])
    assert see(sign_in(full.people["member"]), full, tail).status_code == 404


def test_nobody_signed_in_is_sent_to_sign_in(full, client):
    response = see(client, full)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_switching_the_mode_shows_the_stages_and_loses_nothing(full, sign_in):
    client = sign_in(full.people["member"])
    before = see(client, full).context["page"]
    assert client.post(f"/projects/{full.project.pk}/mode/", {"mode": "guided"}).status_code == 302
    response = see(client, full)
    after = response.context["page"]
    assert 'aria-current="step"' in response.content.decode()
    assert [(stage.label, stage.state) for stage in after.stages][:3] == [
        ("Problem and system", "done"),
        ("Aim", "done"),
        ("Drivers", "now"),
    ]
    assert [row.card.measure for row in after.measures] == [row.card.measure for row in before.measures]
    assert after.ramps == before.ramps
    assert after.sentence == before.sentence


@pytest.mark.parametrize(("who", "status"), [("coach", 403), ("sponsor", 403), ("principal", 404)])
def test_who_may_not_switch_the_mode(full, sign_in, who, status):
    client = sign_in(full.people[who])
    assert client.post(f"/projects/{full.project.pk}/mode/", {"mode": "guided"}).status_code == status
    full.project.refresh_from_db()
    assert full.project.mode == "simple"


def test_simple_mode_asks_for_the_aim_and_the_first_test_on_the_page(house, sign_in):
    make_problem(house.project, current="28.6% of 671", period="2014-15")
    text = see(sign_in(house.people["lead"]), house).content.decode()
    assert 'name="target"' in text
    assert 'value="28.6"' in text
    assert f'action="/projects/{house.project.pk}/tests/"' in text


def test_the_four_things_say_what_is_there(full, sign_in):
    page = see(sign_in(full.people["lead"]), full).context["page"]
    assert [(light.key, light.is_there) for light in page.four] == [
        ("problem", False),
        ("system", False),
        ("process", True),
        ("frontline", False),
    ]
    make_node(full.project, kind="primary")
    make_membership(full.project, make_person(place=full.net.school), is_frontline=True)
    page = see(sign_in(full.people["lead"]), full).context["page"]
    assert [light.is_there for light in page.four] == [False, True, True, True]


def test_a_closed_project_can_still_be_read(full, sign_in):
    Project.objects.filter(pk=full.project.pk).update(state="closed")
    assert see(sign_in(full.people["lead"]), full).status_code == 200


def test_rename_and_pause(full, sign_in):
    client, address = sign_in(full.people["lead"]), f"/projects/{full.project.pk}/settings/"
    assert client.post(address, {"rename": "1", "name": "Every morning", "version": 1}).status_code == 302
    assert (
        client.post(address, {"set_state": "1", "state": "paused", "why": "", "version": 2}).status_code
        == 422
    )
    assert client.post(address, {"state": "paused", "why": "Testing weeks", "version": 2}).status_code == 302
    full.project.refresh_from_db()
    assert (full.project.name, full.project.state) == ("Every morning", "paused")


def test_an_old_settings_page_shows_both_names(full, sign_in):
    client, address = sign_in(full.people["lead"]), f"/projects/{full.project.pk}/settings/"
    client.post(address, {"rename": "1", "name": "First", "version": 1})
    response = client.post(address, {"rename": "1", "name": "Second", "version": 1})
    assert response.status_code == 409
    assert "First" in response.content.decode()
    assert "Second" in response.content.decode()


def test_a_name_with_markup_is_shown_as_words(house, sign_in):
    Project.objects.filter(pk=house.project.pk).update(name="<script>alert(1)</script>")
    text = see(sign_in(house.people["lead"]), house).content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_page_costs_the_same_number_of_queries_with_3_tests_and_with_30(
    full, sign_in, django_assert_num_queries
):
    client = sign_in(full.people["lead"])
    see(client, full)
    with CaptureQueriesContext(connection) as few:
        see(client, full)
    ramp = make_ramp(full.project, name="More", code="B")
    for number in range(27):
        make_cycle(ramp, title=f"Test {number}", state="planned", starts_on=date(2016, 6, 13))
    for _ in range(10):
        make_membership(full.project, make_person(place=full.net.school))
        make_problem(full.project)
    with CaptureQueriesContext(connection) as many:
        see(client, full)
    assert len(many) == len(few)


def test_another_project_of_the_same_lead_is_not_mixed_in(full, sign_in):
    other = make_project(full.net.school, lead=full.people["lead"], name="Second")
    text = sign_in(full.people["lead"]).get(f"/projects/{other.pk}/").content.decode()
    assert "Two-day call" not in text
    assert "91%" not in text
