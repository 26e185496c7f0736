"""Small forms: who may, what is kept, and where they lead."""

from datetime import date

import pytest

from groundswell.domain.measures.models import (
    ChartSetting,
    ContextNote,
    Definition,
    Measure,
    Observation,
    Phase,
)
from tests.factories import (
    make_definition,
    make_measure,
    make_membership,
    make_network,
    make_observations,
    make_person,
    make_project,
)

pytestmark = pytest.mark.django_db
WEEKS = [80, 82, 79, 81, 83, 80, 82, 81, 79, 80, 82, 81, 84, 85]


@pytest.fixture
def scene():
    net = make_network()
    lead = make_person(place=net.school)
    project = make_project(net.school, lead=lead)
    measure = make_measure(net.school, path=project.path, name="Buses on time")
    make_definition(measure, numerator="early arrivals", denominator="arrivals")
    make_observations(measure, net.school, WEEKS)
    return net, lead, project, measure


def url(scene, tail):
    return f"/projects/{scene[2].pk}/measures/{scene[3].pk}/{tail}"


def test_a_note_is_added_and_shown(sign_in, scene):
    client = sign_in(scene[1])
    response = client.post(url(scene, "note/"), {"starts_on": "2015-10-05", "text": "New bell times"})
    assert (response.status_code, response.headers["Location"]) == (302, url(scene, ""))
    assert ContextNote.objects.get().path == scene[2].path
    assert "New bell times" in client.get(url(scene, "")).content.decode()


def test_what_was_typed_stays_when_something_is_missing(sign_in, scene):
    response = sign_in(scene[1]).post(
        url(scene, "phase/"), {"starts_on": "2015-10-05", "name": "Welcome table", "reason": ""}
    )
    assert response.status_code == 422
    assert 'value="Welcome table"' in response.content.decode()
    assert not Phase.objects.exists()


def test_what_the_moment_refuses_is_said_on_the_form(sign_in, scene):
    response = sign_in(scene[1]).post(
        url(scene, "phase/"), {"starts_on": "2017-01-01", "name": "Later", "reason": "We plan to"}
    )
    assert response.status_code == 422
    assert "in the future" in response.content.decode()


def test_a_phase_comes_and_goes(sign_in, scene):
    client = sign_in(scene[1])
    client.post(
        url(scene, "phase/"),
        {"starts_on": "2015-10-05", "name": "Welcome table", "reason": "Arrival is different"},
    )
    phase = Phase.objects.get()
    assert client.get(url(scene, f"phase/{phase.pk}/remove/")).status_code == 405
    client.post(url(scene, f"phase/{phase.pk}/remove/"))
    assert not Phase.objects.exists()


def test_a_phase_of_another_chart_cannot_be_removed_here(sign_in, scene):
    other = make_project(scene[0].school, lead=make_person(place=scene[0].school), name="Other")
    chart = ChartSetting.objects.create(measure=scene[3], place=scene[0].school, path=other.path)
    phase = Phase.objects.create(
        chart=chart,
        starts_on=date(2015, 10, 5),
        name="x",
        reason="y",
        by=other.created_by,
        at="2016-06-10T00:00Z",
    )
    assert sign_in(scene[1]).post(url(scene, f"phase/{phase.pk}/remove/")).status_code == 404
    assert Phase.objects.exists()


def test_the_baseline_is_frozen_and_let_go_with_a_reason(sign_in, scene):
    client = sign_in(scene[1])
    client.post(
        url(scene, "baseline/"), {"until": "2015-11-23", "reason": "Before the first test", "version": "0"}
    )
    setting = ChartSetting.objects.get()
    assert (setting.baseline_until, setting.path) == (date(2015, 11, 23), scene[2].path)
    assert "Let the baseline move again" in client.get(url(scene, "")).content.decode()
    assert client.post(url(scene, "baseline/"), {"reason": "", "version": "1"}).status_code == 422
    client.post(url(scene, "baseline/"), {"reason": "Wrong week", "version": "1"})
    setting.refresh_from_db()
    assert setting.baseline_until is None


def test_two_people_at_one_baseline(sign_in, scene):
    client = sign_in(scene[1])
    client.post(url(scene, "baseline/"), {"until": "2015-11-23", "reason": "r", "version": "0"})
    response = client.post(url(scene, "baseline/"), {"reason": "mine", "version": "7"})
    assert response.status_code == 409


def test_a_number_by_hand(sign_in, scene):
    client = sign_in(scene[1])
    sent = {"period": "2016-06-08", "numerator": "39", "denominator": "45", "note": "Rain"}
    for _ in range(2):
        assert client.post(url(scene, "number/"), sent).status_code == 302
    row = Observation.objects.get(period=date(2016, 6, 6))
    assert (row.numerator, row.denominator, row.note) == (39, 45, "Rain")
    wrong = client.post(url(scene, "number/"), sent | {"numerator": "46"})
    assert wrong.status_code == 422
    assert "larger than the whole" in wrong.content.decode()


def test_a_new_measure_and_its_definition(sign_in, scene):
    client = sign_in(scene[1])
    new = f"/projects/{scene[2].pk}/measures/new/"
    sent = {
        "name": "Seats filled",
        "kind": "process",
        "numerator": "seats",
        "denominator": "",
        "unit": "percent",
        "better": "up",
        "grain": "week",
    }
    refused = client.post(new, sent)
    assert refused.status_code == 422
    assert "out of whom" in refused.content.decode()
    made = client.post(new, sent | {"denominator": "all seats"})
    measure = Measure.objects.get(name="Seats filled")
    assert made.headers["Location"] == f"/projects/{scene[2].pk}/measures/{measure.pk}/"
    assert (measure.owner, measure.path) == (scene[1], scene[2].path)
    assert "all seats" in client.get(made.headers["Location"]).content.decode()


def test_a_new_definition_is_a_version_and_two_people_see_both_texts(sign_in, scene):
    client = sign_in(scene[1])
    sent = {
        "numerator": "arrivals before 7:50",
        "denominator": "arrivals",
        "reason": "The bell moved",
        "based_on": "1",
    }
    assert client.post(url(scene, "definition/"), sent).status_code == 302
    assert Definition.objects.filter(measure=scene[3]).count() == 2
    late = client.post(url(scene, "definition/"), sent | {"numerator": "mine"})
    assert late.status_code == 409
    assert "arrivals before 7:50" in late.content.decode()
    assert "mine" in late.content.decode()


@pytest.mark.parametrize("tail", ["note/", "phase/", "baseline/", "number/", "definition/"])
def test_a_sponsor_sees_and_does_not_set(sign_in, scene, tail):
    sponsor = make_person(place=scene[0].far_school)
    make_membership(scene[2], sponsor, role="sponsor")
    client = sign_in(sponsor)
    assert client.get(url(scene, "")).status_code == 200
    assert client.get(url(scene, tail)).status_code == 403
    assert client.post(url(scene, tail), {"text": "x"}).status_code == 403
    assert "Add a context note" not in client.get(url(scene, "")).content.decode()


@pytest.mark.parametrize("tail", ["note/", "phase/", "baseline/"])
def test_the_schools_chart_is_set_by_those_who_may(sign_in, scene, tail):
    net = scene[0]
    make_observations(make_measure(net.school, code="BELL"), net.school, WEEKS)
    there = f"/places/{net.school.code}/measures/BELL/{tail}"
    assert sign_in(make_person(place=net.school)).get(there).status_code == 403
    assert sign_in(make_person(place=net.school, role="data_steward")).get(there).status_code == 200
    assert sign_in(make_person(place=net.far_school, role="data_steward")).get(there).status_code == 404
