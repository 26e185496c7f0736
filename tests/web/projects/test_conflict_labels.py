"""Two people at one document: the page says which part differs in the form's own words."""

import pytest

from tests.factories import make_network, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(sign_in):
    net = make_network()
    lead = make_person(place=net.school)
    return sign_in(lead), make_project(net.school, lead=lead)


@pytest.mark.parametrize(
    ("page", "first", "second", "said", "raw"),
    [
        ("problem", {"statement": "Theirs"}, {"statement": "Yours"}, "What we see", "statement"),
        ("charter", {"why_now": "Theirs"}, {"why_now": "Yours"}, "Why now", "why_now"),
        (
            "charter",
            {"goal_team": "Theirs"},
            {"goal_team": "Yours"},
            "Goal for our own learning",
            "goal_team",
        ),
    ],
)
def test_labels_not_field_names(scene, page, first, second, said, raw):
    client, project = scene
    address = f"/projects/{project.pk}/{page}/"
    assert client.post(address, first | {"based_on": "0"}).status_code == 302
    answer = client.post(address, second | {"based_on": "0"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"<h2>{said}</h2>" in text
    assert f"<h2>{raw}</h2>" not in text
    assert "Theirs" in text
    assert "Yours" in text
