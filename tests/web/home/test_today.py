from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_aim,
    make_cycle,
    make_membership,
    make_network,
    make_person,
    make_problem,
    make_project,
    make_ramp,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def net():
    return make_network()


def page(client):
    return client.get("/").context["page"]


def test_without_a_project_the_way_leads_to_the_numbers(net, sign_in):
    response = sign_in(make_person(place=net.school, role="school_leader")).get("/")
    text = response.content.decode()
    assert response.status_code == 200
    assert f'href="/places/{net.school.code}/"' in text
    assert "start from a gap" in text
    assert f"/projects/start/?place={net.school.code}" in text


@pytest.mark.parametrize("role", ["researcher", "adviser", "district_leader"])
def test_who_does_not_start_projects_is_not_asked_to(net, sign_in, role):
    text = sign_in(make_person(place=net.top, role=role)).get("/").content.decode()
    assert "/projects/start/" not in text


def test_my_projects_with_one_next_step_each(net, sign_in):
    me = make_person(place=net.school)
    make_project(net.school, lead=me, name="New")
    ready = make_project(net.school, lead=me, name="Ready")
    make_problem(ready)
    make_aim(ready)
    steps = {one.card.project.name: one.step.title for one in page(sign_in(me)).projects}
    assert steps == {"New": "Say what you see", "Ready": "Plan a first small test"}


def test_only_my_projects_are_listed(net, sign_in):
    make_project(net.school, lead=make_person(place=net.school), name="Not mine")
    principal = make_person(place=net.school, role="school_leader")
    assert "Not mine" not in sign_in(principal).get("/").content.decode()


def test_a_sponsor_and_a_coach_are_not_told_to_do_the_teams_work(net, sign_in):
    project = make_project(net.school, lead=make_person(place=net.school), name="Theirs")
    for role in ("sponsor", "coach"):
        person = make_person(place=net.district)
        make_membership(project, person, role=role)
        [one] = page(sign_in(person)).projects
        assert one.step is None
        assert one.card.project == project
    assert one.card.roles == ("Coach",)


def test_a_running_test_waits_once_as_a_step_or_in_the_list(net, sign_in):
    me = make_person(place=net.school)
    project = make_project(net.school, lead=me)
    ramp = make_ramp(project)
    make_cycle(ramp, title="Over", state="doing", ends_on=date(2016, 6, 3))
    make_cycle(ramp, title="Running", state="doing", ends_on=date(2016, 6, 17))
    seen = page(sign_in(me))
    assert seen.projects[0].step.title == "Study “Over” together"
    assert [(due.title, due.why) for due in seen.waiting] == [("Running", "record")]


def test_a_running_test_is_not_waiting_for_a_sponsor(net, sign_in):
    project = make_project(net.school, lead=make_person(place=net.school))
    make_cycle(make_ramp(project), title="Running", state="doing")
    sponsor = make_person(place=net.district)
    make_membership(project, sponsor, role="sponsor")
    assert page(sign_in(sponsor)).waiting == ()


def test_queries_are_constant_beyond_three_projects(net, sign_in):
    me = make_person(place=net.school)
    counts = []
    for more in (4, 20):
        for number in range(more):
            project = make_project(net.school, lead=me, name=f"P{more}-{number}")
            make_cycle(make_ramp(project), title="Running", state="planned")
        client = sign_in(me)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_contents_is_the_rail_as_a_page(net, sign_in):
    me = make_person(place=net.school)
    project = make_project(net.school, lead=me, name="Mornings")
    text = sign_in(me).get(f"/contents/?project={project.pk}").content.decode()
    assert "Mornings" in text
    assert f'href="/projects/{project.pk}/aim/"' in text
    assert sign_in(me).get("/contents/").status_code == 200


def test_contents_of_a_project_of_others_is_not_there(net, sign_in):
    project = make_project(net.school, lead=make_person(place=net.school))
    principal = make_person(place=net.school, role="school_leader")
    assert sign_in(principal).get(f"/contents/?project={project.pk}").status_code == 404
    assert sign_in(principal).get("/contents/?project=x").status_code == 200


def test_someone_without_any_place_gets_a_calm_page(sign_in):
    response = sign_in(make_person()).get("/")
    assert response.status_code == 200
    assert "no place in a network" in response.content.decode()
