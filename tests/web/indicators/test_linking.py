"""Which organization of the student data a place is: a suggestion, one by one, all alike, and not by anybody."""

import pytest

from groundswell.domain.audit.models import Event
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.places.models import Place
from tests.factories import make_place
from tests.web.indicators.given import SCHOOL

pytestmark = pytest.mark.django_db


def address(place: Place) -> str:
    return f"/places/{place.code}/data/link/"


@pytest.fixture
def steward(sign_in, linked):
    return sign_in(linked.person("101", "data_steward"))


@pytest.fixture
def school(linked) -> Place:
    return linked.places[SCHOOL]


@pytest.fixture
def unlinked(linked, school) -> Place:
    PlaceInData.objects.filter(place=school).delete()
    return school


def form_of(client, place):
    return client.get(address(place)).context["page"].form


def codes(form) -> list[str]:
    return [value for value, _ in form.fields["organization"].choices]


def test_the_link_it_has_is_the_one_that_is_chosen(steward, school):
    assert form_of(steward, school).initial["organization"] == SCHOOL


@pytest.mark.parametrize("alike", ["code", "name"])
def test_a_code_or_a_name_suggests(steward, unlinked, linked, alike):
    name = "Alder Bay Elementary"
    Place.objects.filter(pk=unlinked.pk).update(
        **({"code": SCHOOL} if alike == "code" else {"name": name.upper()})
    )
    unlinked.refresh_from_db()
    form = form_of(steward, unlinked)
    assert form.initial["organization"] == SCHOOL
    assert f'<option value="{SCHOOL}" selected>' in steward.get(address(unlinked)).content.decode()
    assert not PlaceInData.objects.filter(place=unlinked).exists(), "a suggestion is no link"


def test_in_doubt_nothing_is_suggested(steward, unlinked):
    assert form_of(steward, unlinked).initial["organization"] == ""


def test_what_others_have_is_not_offered(steward, unlinked):
    assert codes(form_of(steward, unlinked)) == ["", SCHOOL]


def test_one_by_one(steward, unlinked):
    answer = steward.post(address(unlinked), {"organization": SCHOOL})
    assert answer.url == f"/places/{unlinked.code}/data/"
    assert PlaceInData.objects.get(place=unlinked).key == f"school:{SCHOOL}"
    assert Event.objects.filter(verb="place.linked").count() == 1
    assert "Chronic absence" in steward.get(answer.url).content.decode()


def test_not_in_the_data_takes_the_link_away(steward, school):
    steward.post(address(school), {"organization": ""})
    assert not PlaceInData.objects.filter(place=school).exists()
    page = steward.get(f"/places/{school.code}/data/").content.decode()
    assert "The student data do not name this place yet." in page
    assert address(school) in page, "and the way back is there"


@pytest.mark.parametrize("organization", ["1010002", "101", "no such"])
def test_another_places_or_kinds_organization_is_refused(steward, unlinked, organization):
    assert steward.post(address(unlinked), {"organization": organization}).status_code == 422
    assert not PlaceInData.objects.filter(place=unlinked).exists()


def test_all_alike_at_once(steward, linked):
    """By code, by name; the third is like nobody and stays as it is."""
    PlaceInData.objects.filter(place__path__startswith=linked.places["101"].path, kind="school").delete()
    by_code, by_name = linked.places["1010002"], linked.places["1010004"]
    Place.objects.filter(pk=by_code.pk).update(code="1010002")
    Place.objects.filter(pk=by_name.pk).update(name="Elm Bay Middle")
    district = linked.places["101"]
    page = steward.get(address(district))
    assert page.context["page"].below == 14
    answer = steward.post(address(district), {"alike": "1"}, follow=True)
    assert "2 places were linked." in answer.content.decode()
    assert answer.context["page"].below == 12
    found = PlaceInData.objects.filter(kind="school", place__path__startswith=district.path)
    assert set(found.values_list("organization_id", "place_id")) == {
        ("1010002", by_code.pk),
        ("1010004", by_name.pk),
    }


def test_two_of_the_same_name_stay_unlinked(steward, linked, unlinked):
    name = "Alder Bay Elementary"
    Place.objects.filter(pk=unlinked.pk).update(name=name)
    make_place(parent=linked.places["101"], name=name, code="twin")
    steward.post(address(linked.places["101"]), {"alike": "1"})
    assert not PlaceInData.objects.filter(organization_id=SCHOOL).exists()


@pytest.mark.parametrize("role", ["staff", "school_leader"])
def test_it_is_for_who_brings_numbers_in(sign_in, linked, unlinked, role):
    client = sign_in(linked.person(SCHOOL, role))
    assert client.get(address(unlinked)).status_code == 403
    for told in ({"organization": SCHOOL}, {"alike": "1"}, {"add": "1"}):
        assert client.post(address(unlinked), told).status_code == 403
    assert address(unlinked) not in client.get(f"/places/{unlinked.code}/data/").content.decode()
    assert not PlaceInData.objects.filter(place=unlinked).exists()


def test_a_steward_of_another_district_does_not_find_it(sign_in, linked, unlinked):
    client = sign_in(linked.person("102", "data_steward"))
    assert client.get(address(unlinked)).status_code == 404
    assert client.post(address(unlinked), {"organization": SCHOOL}).status_code == 404


def test_before_any_release_there_is_nothing_to_choose(steward, unlinked, settings, tmp_path):
    settings.GROUNDSWELL_STORE = tmp_path / "nothing"
    page = steward.get(address(unlinked)).content.decode()
    assert "No student data have been released yet." in page
    assert steward.post(address(unlinked), {"organization": SCHOOL}).status_code == 422
