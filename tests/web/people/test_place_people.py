"""The people of a place: who sees them, who lets whom in, and that leaving counts at once."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client

from groundswell.domain.audit.models import Event
from groundswell.domain.people.models import Affiliation, Person
from tests.factories import make_affiliation, make_membership, make_network, make_person, make_project

pytestmark = pytest.mark.django_db
TODAY = date(2016, 6, 10)
NEW = {"name": "Ana Ruiz", "email": "ana@x.example", "role": "staff", "starts_on": "2016-06-10"}


@pytest.fixture
def net():
    return make_network()


@pytest.fixture
def leader(net):
    return make_person(name="Lea Lead", place=net.school, role="school_leader")


def address(place, tail=""):
    return f"/places/{place.code}/people/{tail}"


def test_a_leader_sees_who_works_here_with_roles_and_dates(sign_in, net, leader):
    make_person(name="Bo Staff", place=net.school, title="Counselor")
    make_person(name="Far Away", place=net.far_school)
    gone = make_person(name="Gone Person")
    make_affiliation(gone, net.school, ends_on=date(2016, 6, 9))
    coming = make_person(name="New Person")
    make_affiliation(coming, net.school, starts_on=date(2016, 8, 20))
    text = sign_in(leader).get(address(net.school)).content.decode()
    assert "Counselor" in text
    assert "since 25 August 2014" in text
    assert "from 20 August 2016" in text
    assert "until 9 June 2016" in text.split("Who was here before")[1]
    assert "Gone Person" in text.split("Who was here before")[1]
    assert "Far Away" not in text


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        ("staff", "school", 403),
        ("data_steward", "district", 403),
        ("network_coach", "top", 403),
        ("school_leader", "other_school", 404),
        ("district_leader", "other_district", 404),
        ("district_leader", "district", 200),
        ("hub", "top", 200),
    ],
)
def test_who_may_look(sign_in, net, role, where, status):
    client = sign_in(make_person(place=getattr(net, where), role=role))
    for tail in ("", "invite/", "role/"):
        assert client.get(address(net.school, tail)).status_code == status


def test_an_invitation_makes_an_account_and_sends_one_mail(sign_in, net, leader):
    client = sign_in(leader)
    response = client.post(address(net.school, "invite/"), NEW, follow=True)
    ana = Person.objects.get(email="ana@x.example")
    assert ana.username == "ana.ruiz"
    assert not ana.has_usable_password()
    assert (ana.affiliations.get().role, ana.affiliations.get().starts_on) == ("staff", TODAY)
    assert [message.to for message in mail.outbox] == [["ana@x.example"]]
    assert "/account/password/reset/key/" in mail.outbox[0].body
    text = response.content.decode()
    assert "on its way to ana@x.example" in text
    assert "No password yet." in text
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == [
        "people.invite",
        "people.affiliate",
    ]


def test_the_folder_of_the_mail_is_told_to_a_hub_member_alone(sign_in, net, leader, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    text = sign_in(leader).post(address(net.school, "invite/"), NEW, follow=True).content.decode()
    assert str(tmp_path) not in text
    hub = sign_in(make_person(place=net.top, role="hub"))
    again = NEW | {"name": "Bo", "email": "bo@x.example"}
    text = hub.post(address(net.school, "invite/"), again, follow=True).content.decode()
    assert str(tmp_path / "mail") in text
    assert len(list((tmp_path / "mail").iterdir())) == 2


def test_a_mail_server_that_does_not_answer_is_said_and_the_link_goes_later(sign_in, net, leader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = sign_in(leader)
    text = client.post(address(net.school, "invite/"), NEW, follow=True).content.decode()
    assert "the mail server does not answer" in text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = Affiliation.objects.get(person__email="ana@x.example")
    assert client.post(address(net.school, f"{row.pk}/link/")).status_code == 302
    assert [message.to for message in mail.outbox] == [["ana@x.example"]]


def test_no_link_goes_to_someone_who_has_a_password(sign_in, net, leader):
    bo = make_person(place=net.school)
    bo.set_password("six quiet herons by the river")
    bo.save()
    sign_in(leader).post(address(net.school, f"{bo.affiliations.get().pk}/link/"))
    assert mail.outbox == []


def test_what_was_typed_stays_and_every_reason_is_said(sign_in, net, leader):
    make_person(username="ana", email="ana@x.example")
    response = sign_in(leader).post(address(net.school, "invite/"), NEW | {"username": "ana"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "The sign-in name “ana” is taken" in text
    assert "Someone already has an account with ana@x.example" in text
    assert 'value="Ana Ruiz"' in text
    assert mail.outbox == []


def test_a_role_above_ones_own_is_neither_offered_nor_taken(sign_in, net, leader):
    client = sign_in(leader)
    assert 'value="hub"' not in client.get(address(net.school, "invite/")).content.decode()
    assert client.post(address(net.school, "invite/"), NEW | {"role": "hub"}).status_code == 422
    assert not Person.objects.filter(email="ana@x.example").exists()


def test_someone_with_an_account_is_found_and_gets_a_role(sign_in, net, leader):
    far = make_person(name="Faye Far", place=net.far_school, title="Nurse")
    client = sign_in(leader)
    assert "Faye Far, Nurse" in client.get(address(net.school, "role/?q=faye")).content.decode()
    sent = {"q": "faye", "person": far.pk, "role": "staff", "starts_on": "2016-06-10"}
    assert client.post(address(net.school, "role/"), sent).status_code == 302
    assert Affiliation.objects.filter(person=far, place=net.school, role="staff").exists()


def test_someone_who_comes_back_is_found_and_a_stranger_is_not(sign_in, net, leader):
    back = make_person(name="Bea Back")
    make_affiliation(back, net.school, ends_on=date(2015, 1, 1))
    stranger = make_person(name="Bea Stranger")
    client = sign_in(leader)
    text = client.get(address(net.school, "role/?q=bea")).content.decode()
    assert "Bea Back" in text
    assert "Bea Stranger" not in text
    sent = {"q": "bea", "person": stranger.pk, "role": "staff", "starts_on": "2016-06-10"}
    assert client.post(address(net.school, "role/"), sent).status_code == 422
    assert not stranger.affiliations.exists()


def test_leaving_counts_at_once_in_places_and_in_teams(sign_in, net, leader):
    bo = make_person(place=net.school)
    project = make_project(net.school, lead=leader)
    make_membership(project, bo)
    row = bo.affiliations.get()
    client = sign_in(bo)
    assert client.get(f"/projects/{project.pk}/").status_code == 200
    boss = Client()
    boss.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "When does" in boss.get(address(net.school, f"{row.pk}/end/")).content.decode()
    assert boss.post(address(net.school, f"{row.pk}/end/")).status_code == 302
    assert client.get(f"/projects/{project.pk}/").status_code == 404
    assert client.get(f"/places/{net.school.code}/").status_code == 404


def test_a_move_to_another_school_keeps_the_team(sign_in, net, leader):
    bo = make_person(place=net.school)
    project = make_project(net.school, lead=leader)
    make_membership(project, bo)
    make_affiliation(bo, net.far_school)
    bo.affiliations.filter(place=net.school).update(ends_on=date(2016, 6, 9))
    assert sign_in(bo).get(f"/projects/{project.pk}/").status_code == 200


def test_a_last_day_to_come_keeps_access_until_then(sign_in, net, leader):
    row = make_person(place=net.school).affiliations.get()
    client = sign_in(leader)
    client.post(address(net.school, f"{row.pk}/end/"), {"last_day": "2016-06-30"})
    row.refresh_from_db()
    assert row.ends_on == date(2016, 6, 30)
    assert "until 30 June 2016" in client.get(address(net.school)).content.decode()


def test_a_role_of_today_is_taken_back_as_a_whole(sign_in, net, leader):
    row = make_affiliation(make_person(), net.school, starts_on=TODAY)
    sign_in(leader).post(address(net.school, f"{row.pk}/end/"))
    assert not Affiliation.objects.filter(pk=row.pk).exists()
    assert Event.objects.get().verb == "people.end_affiliation"


def test_nobody_ends_a_role_above_their_own(sign_in, net, leader):
    other = make_person(place=net.school, role="school_leader").affiliations.get()
    client = sign_in(leader)
    assert f"/people/{other.pk}/end/" not in client.get(address(net.school)).content.decode()
    response = client.post(address(net.school, f"{other.pk}/end/"))
    assert response.status_code == 422
    assert "cannot end the role “School leader”" in response.content.decode()
    other.refresh_from_db()
    assert other.ends_on is None


def test_the_last_hub_member_stays(sign_in, net):
    hub = make_person(place=net.top, role="hub")
    client, row = sign_in(hub), hub.affiliations.get()
    response = client.post(address(net.top, f"{row.pk}/end/"))
    assert response.status_code == 422
    assert "last hub member" in response.content.decode()
    make_person(place=net.top, role="hub")
    assert client.post(address(net.top, f"{row.pk}/end/")).headers["Location"] == "/"


def test_a_role_at_another_place_is_not_ended_here(sign_in, net, leader):
    far = make_person(place=net.far_school).affiliations.get()
    assert sign_in(leader).post(address(net.school, f"{far.pk}/end/")).status_code == 404


def test_as_many_queries_for_thirty_people_as_for_three(sign_in, net, leader, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(leader)
    for number in range(3):
        make_person(name=f"A {number}", place=net.school)
    with CaptureQueriesContext(connection) as few:
        client.get(address(net.school))
    for number in range(27):
        make_person(name=f"B {number}", place=net.school)
    with CaptureQueriesContext(connection) as many:
        client.get(address(net.school))
    assert len(many) == len(few)
