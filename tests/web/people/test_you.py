import pytest

from groundswell.domain.audit.actions import record_look
from tests.factories import make_actor, make_network, make_person, make_project

pytestmark = pytest.mark.django_db


def test_choices_are_kept_and_come_with_the_next_page(sign_in):
    me = make_person(name="Ana", place=make_network().school)
    client = sign_in(me)
    response = client.post("/you/", {"name": "Ana Ruiz", "language": "es", "theme": "dark"})
    assert response.status_code == 302
    me.refresh_from_db()
    assert (me.name, me.language, me.theme) == ("Ana Ruiz", "es", "dark")
    page = client.get("/you/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'lang="es"' in page


def test_as_my_device_takes_the_choice_back(sign_in):
    client = sign_in(make_person(theme="dark"))
    client.cookies["theme"] = "dark"
    client.post("/you/", {"name": "Ana", "language": "en", "theme": "system"})
    assert 'data-theme="dark"' not in client.get("/you/").content.decode()


def test_a_wrong_choice_is_said(sign_in):
    response = sign_in(make_person()).post("/you/", {"name": "", "language": "fr", "theme": "pink"})
    assert response.status_code == 422


def test_i_see_what_i_looked_at_and_not_what_others_did(sign_in):
    net = make_network()
    me, other = make_person(place=net.school), make_person(place=net.school)
    project = make_project(net.school, lead=other)
    record_look(make_actor(me), project, path=project.path, purpose="Read a shared storyboard")
    record_look(make_actor(other), project, path=project.path, purpose="Someone else's reading")
    text = sign_in(me).get("/you/").content.decode()
    assert "Read a shared storyboard" in text
    assert "Someone else" not in text


def test_my_places_are_named_with_role_and_time(sign_in):
    net = make_network()
    text = sign_in(make_person(place=net.school, role="school_leader")).get("/you/").content.decode()
    assert "Near School" in text
    assert "School leader, since August 2014" in text


def test_the_page_is_for_who_is_signed_in(client):
    assert client.get("/you/").status_code == 302
