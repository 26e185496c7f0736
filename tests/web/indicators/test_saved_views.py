"""Ways of looking that a person keeps: one's own, by name, and never a number."""

import pytest

from groundswell.domain.audit.models import Event
from groundswell.domain.indicators.models import SavedView
from tests.factories import make_saved_view
from tests.web.indicators.given import ABSENT, SCHOOL

pytestmark = pytest.mark.django_db
QUERY = "tab=time&who=disability%2Fyes"


def address(linked, tail="", organization=SCHOOL):
    return f"/places/{linked.places[organization].code}/data/{tail}"


def keep(client, linked, organization=SCHOOL, **fields):
    told = {"name": "Disability over time", "indicator": ABSENT, "query": QUERY}
    return client.post(address(linked, "views/", organization), told | fields)


@pytest.fixture
def teacher(linked):
    return linked.person(SCHOOL)


@pytest.fixture
def client_(sign_in, teacher):
    return sign_in(teacher)


def test_a_kept_view_leads_back_to_the_same_look(client_, linked):
    answer = keep(client_, linked)
    assert (answer.status_code, answer.url) == (302, address(linked))
    (view,) = client_.get(address(linked)).context["page"].kept
    assert view.url == address(linked, f"{ABSENT}/?{QUERY}")
    page = client_.get(view.url).context["page"]
    assert page.tab == "time"
    assert "disabilit" in page.time.heading.lower()
    assert Event.objects.filter(verb="view.kept").count() == 1


def test_the_form_on_the_page_carries_what_is_looked_at(client_, linked):
    page = client_.get(address(linked, f"{ABSENT}/?tab=groups&set=sex&year=2025")).context["page"]
    keep(client_, linked, query=page.query, indicator=page.indicator)
    (view,) = client_.get(address(linked)).context["page"].kept
    again = client_.get(view.url).context["page"]
    assert (again.tab, again.groups.group_set, again.query) == ("groups", "sex", page.query)


def test_the_same_name_again_takes_its_place(client_, linked):
    keep(client_, linked)
    keep(client_, linked, query="tab=groups", name=" Disability over time ")
    (view,) = SavedView.objects.all()
    assert view.query == "tab=groups"


def test_views_are_ones_own(client_, linked):
    other = make_saved_view(linked.places[SCHOOL], linked.person(SCHOOL), name="Somebody else's")
    assert client_.get(address(linked)).context["page"].kept == ()
    assert "Somebody else" not in client_.get(address(linked)).content.decode()
    assert client_.post(address(linked, f"views/{other.pk}/forget/")).status_code == 404
    assert SavedView.objects.filter(pk=other.pk).exists()


def test_the_same_name_of_two_people_are_two_views(client_, linked):
    make_saved_view(linked.places[SCHOOL], linked.person(SCHOOL), name="Disability over time")
    keep(client_, linked)
    assert SavedView.objects.count() == 2


def test_a_view_is_taken_away(client_, linked):
    keep(client_, linked)
    view = SavedView.objects.get()
    assert client_.get(address(linked, f"views/{view.pk}/forget/")).status_code == 405
    assert client_.post(address(linked, f"views/{view.pk}/forget/")).url == address(linked)
    assert not SavedView.objects.exists()
    assert Event.objects.filter(verb="view.forgotten").count() == 1


def test_a_view_of_another_place_is_not_found_here(client_, teacher, linked):
    view = make_saved_view(linked.places["101"], teacher)
    assert client_.post(address(linked, f"views/{view.pk}/forget/")).status_code == 404


def test_the_choices_stay_a_query_of_this_page(client_, linked):
    """What is kept stands behind the question mark: it leads nowhere else, and is no markup."""
    keep(client_, linked, query='"><script>alert(1)</script>&tab=//evil.example')
    page = client_.get(address(linked))
    assert b"<script>alert(1)" not in page.content
    (view,) = page.context["page"].kept
    assert view.url.startswith(address(linked, f"{ABSENT}/?"))
    assert client_.get(view.url).status_code == 200


@pytest.mark.parametrize("fields", [{"name": " "}, {"name": "x" * 121}, {"query": "x" * 401}])
def test_what_cannot_be_kept_is_said(client_, linked, fields):
    answer = keep(client_, linked, **fields)
    assert answer.status_code == 409
    assert not SavedView.objects.exists()


def test_no_view_of_what_nobody_defined_or_may_not_be_seen(client_, linked, sign_in):
    assert keep(client_, linked, indicator="happiness").status_code == 404
    assert keep(client_, linked, organization="1010002").status_code == 404
    assert keep(sign_in(linked.person("network", "researcher")), linked).status_code == 403
    assert not SavedView.objects.exists()


def test_a_view_of_totals_is_neither_offered_nor_kept(client_, linked):
    assert "Keep this view" in client_.get(address(linked, f"{ABSENT}/")).content.decode()
    assert "Keep this view" not in client_.get(address(linked, f"{ABSENT}/", "101")).content.decode()
    assert keep(client_, linked, organization="101").status_code == 403
