"""The guided tour: in the example alone, through real pages, and left at any time."""

import pytest
from django.urls import reverse

from groundswell.example.tour import tour_steps
from tests.factories import make_network, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_outside_the_example_there_is_no_tour(client):
    for name in ("about_example", "start_yours"):
        assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse("tour_go", args=[1])).status_code == 404


def test_it_says_what_is_real_and_what_is_invented(client, demo):
    page = client.get(reverse("about_example")).content.decode()
    assert "NYC Open Data" in page
    assert "invented" in page


def test_a_step_is_seen_through_its_persona_and_can_be_left(client, demo):
    network = make_network()
    make_person(username="prewitt", place=network.school, demo_who="x", demo_try="y")
    step = next(step for step in tour_steps() if step.persona == "prewitt")
    client.post(reverse("tour_go", args=[step.number]))
    page = client.get(reverse("today")).content.decode()
    assert step.text in page.replace("&quot;", '"')
    client.post(reverse("tour_leave"))
    assert "Leave the tour" not in client.get(reverse("today")).content.decode()


def test_it_signs_nobody_in_who_is_no_persona(client, demo):
    make_person(username="prewitt")
    step = next(step for step in tour_steps() if step.persona == "prewitt")
    assert client.post(reverse("tour_go", args=[step.number])).status_code == 404


def test_each_step_says_its_thing_in_under_25_words():
    assert [step.number for step in tour_steps() if len(step.text.split()) > 25] == []
