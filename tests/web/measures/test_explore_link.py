"""From a measure that follows an indicator back to the explorer, with the same group, for who may see it."""

import pytest

from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.measures.actions import feed_measures
from groundswell.store.release import reading
from tests.domain.indicators.conftest import invented_store, linked
from tests.factories import make_actor, make_feed, make_measure

__all__ = ["invented_store", "linked"]
pytestmark = pytest.mark.django_db
SCHOOL, ABSENT = "1010000", "chronic_absence_cde"


@pytest.fixture
def followed(linked, settings):
    measure = make_measure(linked.places["network"], code="ABSENT", name="Chronic absence", grain="year")
    make_feed(measure, indicator=ABSENT, period="school_year", group_sets=["sex"])
    by = make_actor(linked.person("network", "data_steward"))
    manifest = reading.current(settings.GROUNDSWELL_STORE)
    feed_measures(by, manifest=manifest, path=linked.places["network"].path)
    return measure


def page(client, linked, query=""):
    return client.get(f"/places/{linked.places[SCHOOL].code}/measures/ABSENT/{query}")


def test_the_page_leads_to_the_indicator_with_the_same_group(sign_in, linked, followed):
    client = sign_in(linked.person(SCHOOL))
    explore = f"/places/{linked.places[SCHOOL].code}/data/{ABSENT}/"
    assert (
        page(client, linked, "?view=run").context["page"].explore.url
        == f"{explore}?tab=time&period=school_year"
    )
    link = page(client, linked, "?view=run&group=female").context["page"].explore
    assert link.url == f"{explore}?tab=time&period=school_year&set=sex&group=female"
    assert "Chronic absence (California Dashboard)" in link.label
    opened = client.get(link.url)
    assert opened.status_code == 200
    assert "Female" in opened.content.decode()


def test_the_list_of_measures_leads_there_too(sign_in, linked, followed):
    client = sign_in(linked.person(SCHOOL))
    place = client.get(f"/places/{linked.places[SCHOOL].code}/")
    urls = [row.explore_url for row in place.context["page"].rows if row.name == "Chronic absence"]
    assert urls == [f"/places/{linked.places[SCHOOL].code}/data/{ABSENT}/?tab=time&period=school_year"]
    assert urls[0].replace("&", "&amp;") in place.content.decode()


def test_no_way_where_there_is_nothing_to_see(sign_in, linked, followed):
    other = make_measure(linked.places["network"], code="OWN", name="Counted by hand", grain="year")
    client = sign_in(linked.person(SCHOOL))
    own = client.get(f"/places/{linked.places[SCHOOL].code}/measures/{other.code}/")
    assert own.context["page"].explore is None
    PlaceInData.objects.filter(place=linked.places[SCHOOL]).delete()
    assert page(client, linked, "?view=run").context["page"].explore is None
