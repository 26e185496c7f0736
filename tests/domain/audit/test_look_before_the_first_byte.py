"""What may name a student, and what a team shared, is shown when the look is written, and not otherwise."""

import io

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from groundswell.domain.audit.models import Look
from groundswell.domain.intake import actions as intake
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.reports import actions as reports
from tests.domain.audit.refusing import refusing
from tests.factories import (
    make_actor,
    make_cycle,
    make_entry,
    make_measure,
    make_network,
    make_person,
    make_photo,
    make_project,
    make_ramp,
    make_storyboard,
)

pytestmark = pytest.mark.django_db
SECRET = "Rosalind"


@pytest.fixture
def net(db: None):
    return make_network()


@pytest.fixture
def lead(net):
    return make_person(name="Lead", place=net.school)


@pytest.fixture
def project(net, lead):
    return make_project(net.school, lead=lead)


def _photo(project, _net):
    entry = make_entry(make_cycle(make_ramp(project), state="doing"))
    photo = make_photo(entry, data=f"picture of {SECRET}".encode())
    return project.created_by, f"/photos/{photo.pk}/", "photo"


def _set_aside(_project, net):
    steward = make_person(name="Steward", place=net.district, role="data_steward")
    make_measure(net.top, code="attendance")
    stream = io.BytesIO(f"place,measure,period,value\n{SECRET},attendance,2016-05-02,90\n".encode())
    load = intake.preview(
        make_actor(steward), place=net.district, filename="n.csv", stream=stream, target=observations_target()
    )
    return steward, f"/imports/{load.pk}/set-aside.csv", "import"


def _preview(project, net):
    steward, url, kind = _set_aside(project, net)
    return steward, url.replace("set-aside.csv", ""), kind


def _storyboard(project, net):
    board = make_storyboard(project, headline=f"What {SECRET} found")
    reports.share(by=make_actor(project.created_by), storyboard=board, level="school")
    return make_person(name="Reader", place=net.school), f"/storyboards/{board.pk}/", "storyboard"


def _storyboard_pdf(project, net):
    reader, url, kind = _storyboard(project, net)
    return reader, f"{url}pdf/", kind


THINGS = [_photo, _set_aside, _preview, _storyboard, _storyboard_pdf]


@pytest.mark.parametrize("make", THINGS, ids=lambda make: make.__name__.strip("_"))
def test_each_opening_is_written_down(sign_in, project, net, make) -> None:
    person, url, kind = make(project, net)
    answer = sign_in(person).get(url)
    assert answer.status_code == 200
    look = Look.objects.order_by("-id").first()
    assert (look.person_id, look.person_name, look.subject_kind) == (person.pk, person.name, kind)
    assert look.roles
    assert look.purpose
    assert look.request_id
    assert look.path.startswith(net.top.path)


@pytest.mark.parametrize("make", THINGS, ids=lambda make: make.__name__.strip("_"))
def test_what_cannot_be_written_down_is_not_served(sign_in, client, project, net, make) -> None:
    person, url, _kind = make(project, net)
    client.raise_request_exception = False
    sign_in(person)
    with refusing("audit_look"):
        answer = client.get(url)
    assert answer.status_code == 500
    assert SECRET.encode() not in answer.content
    assert b"%PDF" not in answer.content
    assert Look.objects.count() == 0


def test_the_refusal_really_comes_from_the_database(project) -> None:
    with refusing("audit_look"), pytest.raises(DatabaseError, match="no room left"), transaction.atomic():
        Look.objects.create(
            at=make_actor(project.created_by).now, person_name="x", subject_kind="x", subject_id=1, path="/1/"
        )
