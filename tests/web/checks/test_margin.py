"""Setting a hint aside from the page it stands on."""

import pytest

from groundswell.core.methods.findings import Finding
from groundswell.domain.checks.models import Dismissal
from groundswell.web.checks.pages import address_of
from tests.factories import (
    make_aim,
    make_dismissal,
    make_measure,
    make_membership,
    make_network,
    make_person,
    make_problem,
    make_project,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db: None):
    net = make_network()
    project = make_project(net.school, lead=make_person(name="Lead", place=net.school), mode="guided")
    make_problem(project)
    make_aim(project, by_when=None, target=None)
    return project


def _send(client, project, **more: str):
    words = {
        "check": "K02",
        "subject": "aim:1",
        "reason": "Our grant sets it.",
        "back": f"/projects/{project.pk}/aim/",
    }
    return client.post(f"/projects/{project.pk}/hints/set-aside/", words | more)


def test_it_is_kept_and_leads_back(sign_in, project) -> None:
    answer = _send(sign_in(project.created_by), project)
    assert (answer.status_code, answer["Location"]) == (302, f"/projects/{project.pk}/aim/")
    assert Dismissal.objects.get().reason == "Our grant sets it."


def test_it_never_leads_to_another_site(sign_in, project) -> None:
    answer = _send(sign_in(project.created_by), project, back="https://elsewhere.example/")
    assert answer["Location"] == f"/projects/{project.pk}/"


def test_without_a_reason_nothing_is_kept(sign_in, project) -> None:
    client = sign_in(project.created_by)
    answer = client.get(_send(client, project, reason="")["Location"])
    assert "in a few words" in answer.content.decode()
    assert not Dismissal.objects.exists()


def test_the_list_shows_the_reason_and_brings_back(sign_in, project) -> None:
    row = make_dismissal(project, reason="Our grant sets the date.")
    client = sign_in(project.created_by)
    page = client.get(f"/projects/{project.pk}/hints/").content.decode()
    assert "Our grant sets the date." in page
    assert client.post(f"/hints/{row.pk}/bring-back/").status_code == 302
    assert not Dismissal.objects.exists()


def test_the_sponsor_is_told_who_can(sign_in, project) -> None:
    person = make_person(place=project.place, role="school_leader")
    make_membership(project, person, role="sponsor")
    answer = sign_in(person).get(f"/projects/{project.pk}/hints/")
    assert answer.status_code == 403
    assert "team lead" in answer.content.decode()


def test_hints_stand_in_the_margin_of_the_aim(sign_in, project) -> None:
    client = sign_in(project.created_by)
    page = client.get(f"/projects/{project.pk}/aim/").content.decode()
    assert page.count('name="check"') in {1, 2, 3}, "one to three hints, each with its way to be set aside"


def test_a_hint_about_one_groups_line_leads_to_its_measure(project) -> None:
    """Its subject names the measure and the group: 17/African American."""
    measure = make_measure(project.place, path=project.path)
    hint = Finding(
        "K07", "A group left behind", "hint", 1, "series", f"{measure.pk}/African American", ("measure", "groups"),
        "", "", "", {}, blocking=False,
    )  # fmt: skip
    assert address_of(hint, project) == f"/projects/{project.pk}/measures/{measure.pk}/"
