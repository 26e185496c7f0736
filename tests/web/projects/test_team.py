import pytest

from groundswell.domain.projects.models import Membership
from tests.factories import make_membership, make_person, make_place, make_project

pytestmark = pytest.mark.django_db


def address(house, tail=""):
    return f"/projects/{house.project.pk}/team/{tail}"


def part_of(house, who):
    return Membership.objects.get(project=house.project, person=house.people[who], ended_at=None)


def test_welcome_someone_by_name(house, sign_in):
    client = sign_in(house.people["lead"])
    found = client.get(address(house), {"q": "far aw"})
    assert "Far Away" in found.content.decode()
    sent = {"q": "far aw", "person": house.people["far"].pk, "role": "coach", "function": "Improvement coach"}
    assert client.post(address(house), sent).status_code == 302
    row = part_of(house, "far")
    assert (row.role, row.function, row.ends_on.isoformat()) == ("coach", "Improvement coach", "2016-09-08")


def test_people_of_another_network_are_neither_found_nor_taken(house, sign_in):
    stranger = make_person(name="Zed Stranger", place=make_place(kind="network"))
    client = sign_in(house.people["lead"])
    text = client.get(address(house), {"q": "Zed"}).content.decode()
    assert "Zed Stranger" not in text
    assert "Nobody of this name" in text
    sent = {"q": "Zed", "person": stranger.pk, "role": "member"}
    assert client.post(address(house), sent).status_code == 422
    assert not Membership.objects.filter(person=stranger).exists()


def test_the_same_role_twice_is_said_in_the_form(house, sign_in):
    client = sign_in(house.people["facilitator"])
    response = client.post(address(house), {"person": house.people["member"].pk, "role": "member"})
    assert response.status_code == 422
    assert "already is team member" in response.content.decode()


@pytest.mark.parametrize("who", ["sponsor", "member", "content_expert", "coach"])
def test_others_see_the_list_and_no_form(house, sign_in, who):
    client = sign_in(house.people[who])
    text = client.get(address(house)).content.decode()
    assert "Lea Lead" in text
    assert "Welcome someone" not in text
    assert (
        client.post(address(house), {"person": house.people["far"].pk, "role": "member"}).status_code == 403
    )
    part = part_of(house, "member")
    for sent in ({"end": "1"}, {"renew": "1"}, {"role": "lead", "version": 1}):
        assert client.post(address(house, f"{part.pk}/"), sent).status_code == 403
    part.refresh_from_db()
    assert (part.role, part.ended_at) == ("member", None)


def test_ending_a_role_takes_the_pages_away_at_once(house, sign_in, client):
    sign_in(house.people["lead"]).post(address(house, f"{part_of(house, 'member').pk}/"), {"end": "1"})
    assert sign_in(house.people["member"]).get(f"/projects/{house.project.pk}/").status_code == 404
    text = sign_in(house.people["lead"]).get(address(house)).content.decode()
    assert "Who was here before" in text


def test_the_last_lead_is_told_why_not(house, sign_in):
    response = sign_in(house.people["lead"]).post(
        address(house, f"{part_of(house, 'lead').pk}/"), {"end": "1"}
    )
    assert response.status_code == 409
    assert "keeps a team lead" in response.content.decode()


def test_changing_role_and_function_at_once(house, sign_in):
    sent = {"role": "facilitator", "function": "Counselor", "is_frontline": "on", "version": 1}
    client = sign_in(house.people["lead"])
    assert client.post(address(house, f"{part_of(house, 'member').pk}/"), sent).status_code == 302
    row = part_of(house, "member")
    assert (row.role, row.function, row.is_frontline) == ("facilitator", "Counselor", True)


def test_a_member_of_another_project_is_not_reached_through_this_one(house, sign_in):
    other = make_project(house.net.far_school, lead=house.people["far"], name="Other")
    theirs = other.memberships.get()
    client = sign_in(house.people["lead"])
    assert client.post(address(house, f"{theirs.pk}/"), {"end": "1"}).status_code == 404


def test_a_lead_who_leaves_lands_on_today(house, sign_in):
    make_membership(house.project, house.people["member"], role="lead")
    response = sign_in(house.people["lead"]).post(
        address(house, f"{part_of(house, 'lead').pk}/"), {"end": "1"}
    )
    assert response["Location"] == "/"
