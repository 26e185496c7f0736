import pytest

from tests.factories import make_network, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_the_example_lists_its_people_and_lets_one_step_in(client, demo):
    net = make_network()
    ana = make_person(
        name="Ana Ruiz",
        username="ana",
        title="Principal",
        place=net.school,
        demo_try="Open your school.",
        demo_who="I lead.",
    )
    make_person(name="Not Marked", username="bo")
    text = client.get("/account/login/").content.decode()
    assert "Ana Ruiz" in text
    assert "Open your school." in text
    assert "Not Marked" not in text
    response = client.post("/sign-in-as/ana/")
    assert response["Location"] == "/"
    assert signed_in_as(client) == str(ana.pk)


@pytest.mark.parametrize("fields", [{}, {"demo_try": "x", "is_active": False}])
def test_nobody_else_can_be_stepped_into(client, demo, fields):
    make_person(username="bo", **fields)
    assert client.post("/sign-in-as/bo/").status_code == 404
    assert signed_in_as(client) is None


def test_outside_the_example_there_is_no_such_door(client, settings):
    settings.DEMO = False
    make_person(name="Ana Ruiz", username="ana", demo_try="Open your school.")
    assert client.post("/sign-in-as/ana/").status_code == 404
    assert "Ana Ruiz" not in client.get("/account/login/").content.decode()
    assert signed_in_as(client) is None


def test_a_link_cannot_sign_anyone_in(client, demo):
    make_person(username="ana", demo_try="x")
    assert client.get("/sign-in-as/ana/").status_code == 405


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_password_way_in_is_always_there(client, settings, is_demo):
    settings.DEMO = is_demo
    ana = make_person(username="ana", demo_try="x")
    ana.set_password("a-long-and-private-phrase")
    ana.save()
    assert 'name="password"' in client.get("/account/login/").content.decode()
    client.post("/account/login/", {"login": "ana", "password": "wrong"})
    assert signed_in_as(client) is None
    client.post("/account/login/", {"login": "ana", "password": "a-long-and-private-phrase"})
    assert signed_in_as(client) == str(ana.pk)
