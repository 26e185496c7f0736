"""From the data that came in to the numbers: no page is an end without a way on."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.cli import main
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.intake import student_queries
from groundswell.domain.places.models import Place
from tests.domain.intake.student_desk import StudentDesk
from tests.factories import make_person
from tests.store.oneroster.given import export
from tests.store.release.given import release_rows
from tests.web.student_data.test_mapping import words

pytestmark = pytest.mark.django_db
SignIn = Callable[[object], Client]
SAY, SEE = "Say which schools of the data are yours", "See the numbers of"


@pytest.fixture
def top(student_desk: StudentDesk) -> Place:
    return student_queries.places_for(student_desk.by)[0]


def test_the_way_from_a_release_to_its_numbers(
    student_desk: StudentDesk, top: Place, sign_in: SignIn
) -> None:
    steward = sign_in(student_desk.steward)
    assert SAY not in words(steward, "/student-data/")
    release_rows(student_desk.store)
    page = steward.get("/student-data/").content.decode()
    assert f'<a href="/places/{top.code}/data/link/">{SAY}: {top.name}</a>' in page
    assert SEE not in page
    PlaceInData.objects.create(place=top, kind=top.kind, organization_id="D1")
    PlaceInData.objects.create(place=student_desk.net.school, kind="school", organization_id="S001")
    page = steward.get("/student-data/").content.decode()
    assert f'<a href="/places/{top.code}/data/">{SEE} {top.name}</a>' in page
    assert SAY not in page


def test_an_edition_made_by_a_command_is_told_by_its_file(student_desk: StudentDesk, sign_in: SignIn) -> None:
    package = export().as_zip(student_desk.store.parent / "autumn.zip")
    assert main(["data", "load", "oneroster", str(package), "--store", str(student_desk.store)]) == 0
    assert "autumn.zip" in words(sign_in(student_desk.steward), "/student-data/")


def test_the_first_steps_name_student_data(student_desk: StudentDesk, sign_in: SignIn) -> None:
    place = student_desk.net.top
    hub = sign_in(make_person(place=place, role="hub"))
    assert "Bring student data in A data steward does this" in words(hub, f"/places/{place.code}/")
    both = sign_in(make_person(place=place, role="data_steward"))
    page = both.get(f"/places/{place.code}/").content.decode()
    assert ("First steps" in page) == ('<a href="/student-data/">Bring student data in</a>' in page)
