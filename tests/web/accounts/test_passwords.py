"""Sign in and out with a password; too many tries; a new password by mail."""

import re

import pytest
from django.conf import settings

from groundswell.domain.people.models import Person
from tests.factories import make_person
from tests.web.accounts.conftest import PASSWORD, signed_in, words

SIGN_IN, RESET = "/account/login/", "/account/password/reset/"
NEW = "the heron waits by the pond"


def tried(client, login: str, password: str):
    return client.post(SIGN_IN, {"login": login, "password": password})


@pytest.mark.parametrize("login", ["ana", "ANA", "ana@fern.example", "Ana@Fern.example"])
def test_a_name_or_an_address_with_the_password_lets_in(client, ana, login):
    assert tried(client, login, PASSWORD)["Location"] == "/"
    assert signed_in(client) == str(ana.pk)


def test_what_was_wrong_is_not_told_to_a_stranger(client, ana):
    """A known name with a wrong password reads exactly like a name that nobody has."""
    known, unknown = tried(client, "ana", "not this one"), tried(client, "zoe", "not this one")
    by_mail = tried(client, "zoe@fern.example", "not this one")
    assert "do not go together" in words(known)
    assert words(known) == words(unknown) == words(by_mail)
    assert signed_in(client) is None


def test_who_left_cannot_sign_in_and_is_told_kindly(client, ana):
    Person.objects.update(is_active=False)
    page = client.get(tried(client, "ana", PASSWORD)["Location"])
    assert "closed at the moment" in words(page)
    assert signed_in(client) is None


def test_after_ten_wrong_passwords_the_right_one_waits(client, ana):
    for _ in range(10):
        assert "do not go together" in words(tried(client, "ana", "not this one"))
    refused = tried(client, "ana", PASSWORD)
    assert "Wait five minutes" in words(refused)
    assert signed_in(client) is None
    other = make_person(username="bo")
    other.set_password(PASSWORD)
    other.save()
    tried(client, "bo", PASSWORD)
    assert signed_in(client) == str(other.pk), "One person's slips close nobody else's way in."


def test_right_passwords_do_not_count_as_tries(client, ana):
    for _ in range(12):
        assert tried(client, "ana", PASSWORD).status_code == 302
        client.logout()


def test_one_address_is_held_to_sixty_wrong_passwords(client, ana):
    for number in range(60):
        assert "do not go together" in words(tried(client, f"person{number}", "not this one"))
    assert "Wait five minutes" in words(tried(client, "ana", PASSWORD))


def test_signing_out_ends_the_session_and_empties_the_cache(client, ana):
    tried(client, "ana", PASSWORD)
    key = client.session.session_key
    response = client.post("/account/logout/")
    assert response["Location"] == SIGN_IN
    assert response["Clear-Site-Data"] == '"cache"'
    assert signed_in(client) is None
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/you/")["Location"].startswith(SIGN_IN)


def test_a_link_cannot_sign_anyone_out(client, ana):
    tried(client, "ana", PASSWORD)
    assert "Sign out?" in words(client.get("/account/logout/"))
    assert signed_in(client) == str(ana.pk)


def test_the_session_is_new_after_sign_in_and_its_cookie_is_kept_from_scripts(client, ana):
    client.get(SIGN_IN)
    before = client.session.session_key
    cookie = tried(client, "ana", PASSWORD).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def asked_for_a_link(client, mail, email: str = "ana@fern.example") -> str:
    assert client.post(RESET, {"email": email})["Location"].endswith("/done/")
    return re.search(r"http://testserver(/\S+)", mail()[-1]).group(1)


def test_a_mailed_link_gives_a_new_password_once(client, ana, mail):
    link = asked_for_a_link(client, mail)
    form = client.get(link)["Location"]
    assert ana.username not in form
    done = client.post(form, {"password1": NEW, "password2": NEW})
    assert "saved" in words(client.get(done["Location"]))
    tried(client, "ana", PASSWORD)
    assert signed_in(client) is None, "The old password is no longer good."
    tried(client, "ana", NEW)
    assert signed_in(client) == str(ana.pk)
    client.logout()
    again = client.get(link)
    assert "no longer good" in words(again)
    assert "Bad" not in words(again)
    assert "Your password is new" in mail()[-1]


def test_a_link_ends_the_sessions_that_were_open(client, ana, mail):
    from django.test import Client

    elsewhere = Client()
    tried(elsewhere, "ana", PASSWORD)
    form = client.get(asked_for_a_link(client, mail))["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert elsewhere.get("/you/").status_code == 302


def test_an_invited_person_without_a_password_gets_a_link_too(client, db, mail):
    make_person(username="bo", email="bo@fern.example")
    form = client.get(asked_for_a_link(client, mail, "bo@fern.example"))["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert tried(client, "bo", NEW).status_code == 302


def test_a_stranger_gets_the_same_answer_and_no_mail(client, ana, mail):
    known = client.post(RESET, {"email": "ana@fern.example"})
    unknown = client.post(RESET, {"email": "zoe@fern.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail()) == 1


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short words", "15 characters or more"),
        ("123456789987654321", "Many people use this password"),
        ("ana@fern.example", "close to your"),
    ],
)
def test_a_weak_password_is_refused_with_words_that_help(client, ana, mail, password, said):
    form = client.get(asked_for_a_link(client, mail))["Location"]
    refused = words(client.post(form, {"password1": password, "password2": password}))
    assert said in refused
    for hard in ("must", "too short", "too common", "failed"):
        assert hard not in refused
    assert tried(client, "ana", PASSWORD).status_code == 302, "The password of before still holds."


def test_the_password_page_asks_for_the_one_of_today(client, ana, mail):
    tried(client, "ana", PASSWORD)
    url = "/account/password/change/"
    refused = client.post(url, {"oldpassword": "not this one", "password1": NEW, "password2": NEW})
    assert "not your password of today" in words(refused)
    client.post(url, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert signed_in(client) == str(ana.pk)
    client.logout()
    assert tried(client, "ana", NEW).status_code == 302
    assert "Your password was changed" in mail()[-1]


def test_nobody_signs_up(client, db):
    sent = {"username": "zoe", "email": "zoe@x.example", "password1": NEW, "password2": NEW}
    for answer in (client.get("/account/signup/"), client.post("/account/signup/", sent)):
        assert "by invitation" in words(answer)
    client.post("/account/3rdparty/signup/", sent)
    assert not Person.objects.exists()


@pytest.mark.parametrize("action", ["action_add", "action_primary", "action_remove"])
def test_the_address_cannot_be_changed_by_its_owner(client, ana, action):
    """New passwords and single sign-on go by the address: whose address it is, the district says."""
    tried(client, "ana", PASSWORD)
    assert "ana@fern.example" in words(client.get("/account/email/"))
    for email in ("boss@fern.example", "ana@fern.example"):
        client.post("/account/email/", {action: "", "email": email})
    ana.refresh_from_db()
    assert ana.email == "ana@fern.example"
    assert [row.email for row in ana.emailaddress_set.all()] == ["ana@fern.example"]
