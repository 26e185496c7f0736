"""What each person sees on the page of a place."""

import pytest

from groundswell.domain.people.models import Affiliation
from tests.factories import make_affiliation, make_measure, make_network, make_observations, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def net():
    return make_network()


def open_place(sign_in, person, place, query=""):
    return sign_in(person).get(f"/places/{place.code}/{query}")


def graduation(net, place):
    measure = make_measure(
        net.top, code="GRAD", name="Graduation", chart="run", grain="year", source_note="Invented here"
    )
    for group, counts, out_of in (
        ("", [300, 310], 400),
        ("english_learner", [40, 45], 80),
        ("not_english_learner", [260, 265], 320),
        ("foster_youth", [3, 4], 7),
    ):
        make_observations(measure, place, counts, group=group, denominator=out_of, step=365)
    return measure


def test_a_school_page_shows_measure_gap_groups_and_the_way_to_start(sign_in, net):
    graduation(net, net.school)
    html = open_place(sign_in, make_person(place=net.school), net.school).content.decode()
    assert "What our numbers show" in html
    assert "77.5%" in html
    assert "26.6 points apart" in html
    assert "Source: Invented here." in html
    assert "/projects/start/?place=" in html
    assert "group=english_learner" in html
    assert "Withheld here: Foster youth." in html


def test_a_withheld_number_is_nowhere_on_the_page(sign_in, net):
    """3 of 7 and 4 of 7: neither the counts' percents nor the size, in text, drawing, label or table."""
    graduation(net, net.school)
    html = open_place(sign_in, make_person(place=net.school), net.school).content.decode()
    for secret in ("42.9", "42.8", "57.1", "7 students"):
        assert secret not in html


def test_numbers_of_the_school_are_for_its_people(sign_in, net):
    graduation(net, net.school)
    assert open_place(sign_in, make_person(place=net.other_school), net.school).status_code == 404
    assert open_place(sign_in, make_person(place=net.far_school), net.school).status_code == 404
    leader = make_person(place=net.district, role="district_leader")
    assert "77.5%" in open_place(sign_in, leader, net.school).content.decode()


def test_an_ex_member_of_the_school_sees_nothing(sign_in, net):
    gone = make_person()
    make_affiliation(gone, net.school, ends_on=make_affiliation(gone, net.far_school).starts_on)
    assert Affiliation.objects.count() == 2
    assert open_place(sign_in, gone, net.school).status_code == 404


def test_who_has_not_signed_in_is_asked_to(client, net):
    assert client.get(f"/places/{net.school.code}/").status_code == 302


def test_from_below_a_district_is_a_name_and_the_way_to_ones_own_school(sign_in, net):
    graduation(net, net.district)
    html = open_place(sign_in, make_person(place=net.school), net.district).content.decode()
    assert "77.5%" not in html
    assert "for the people who work for all of it" in html
    assert "Near School" in html
    assert "Next School" not in html


def test_a_district_lists_its_schools_by_name_without_numbers(sign_in, net):
    measure = make_measure(net.top)
    make_observations(measure, net.school, [11.0] * 9)
    make_observations(measure, net.other_school, [99.0] * 9)
    html = open_place(
        sign_in, make_person(place=net.district, role="district_leader"), net.district
    ).content.decode()
    assert html.index("Near School") < html.index("Next School")
    assert "99%" not in html
    assert "11%" not in html


def test_imports_are_for_data_stewards(sign_in, net):
    graduation(net, net.school)
    steward = make_person(place=net.school, role="data_steward")
    assert "/imports/" in open_place(sign_in, steward, net.school).content.decode()
    assert "/imports/" not in open_place(sign_in, make_person(place=net.school), net.school).content.decode()


def test_another_measure_can_be_opened(sign_in, net):
    graduation(net, net.school)
    other = make_measure(net.top, code="ATT", name="Attendance here")
    make_observations(other, net.school, [90.0] * 9)
    page = open_place(sign_in, make_person(place=net.school), net.school, "?measure=ATT").context["page"]
    assert page.focus.name == "Attendance here"
    assert page.focus.gap is None


def test_an_empty_school_says_so(sign_in, net):
    assert (
        "No numbers yet." in open_place(sign_in, make_person(place=net.school), net.school).content.decode()
    )


def queries(sign_in, net, capture, *, measures, weeks):
    for _ in range(measures):
        make_observations(make_measure(net.top), net.school, [80.0 + n % 3 for n in range(weeks)])
    person = make_person(place=net.school)
    client = sign_in(person)
    with capture() as captured:
        assert client.get(f"/places/{net.school.code}/").status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow(sign_in, net, django_assert_max_num_queries):
    def capture():
        return django_assert_max_num_queries(40)

    few = queries(sign_in, net, capture, measures=2, weeks=3)
    many = queries(sign_in, net, capture, measures=18, weeks=30)
    assert few == many
