"""An authenticator app and recovery codes, with the codes a real app would show."""

import re

import pytest
import time_machine
from django.core.cache import cache

from tests.web.accounts.codes import code_of, wrong_code
from tests.web.accounts.conftest import PASSWORD, signed_in, words

SECOND = "/account/2fa/authenticate/"
NOW = 1_465_567_200


def enrolled(client) -> tuple[str, list[str]]:
    """Turn the app on as a person would. Its key, and the recovery codes that come with it."""
    client.post("/account/login/", {"login": "ana", "password": PASSWORD})
    ask = client.get("/account/2fa/totp/activate/")["Location"]
    assert "Is it you?" in words(client.get(ask))
    form = client.post(ask, {"password": PASSWORD, "next": "/account/2fa/totp/activate/"})["Location"]
    secret = re.search(
        r'id="authenticator_secret" value="([A-Z2-7]+)"', client.get(form).content.decode()
    ).group(1)
    refused = client.post(form, {"code": wrong_code(code_of(secret))})
    assert "That code did not work" in words(refused)
    page = client.post(form, {"code": code_of(secret)}, follow=True)
    codes = re.findall(r"<code>(\w+)</code>", page.content.decode())
    client.logout()
    return secret, codes


def password_given(client) -> None:
    answer = client.post("/account/login/", {"login": "ana", "password": PASSWORD})
    assert answer["Location"] == SECOND
    assert signed_in(client) is None, "The password alone opens nothing."


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.mark.django_db(transaction=True)
def test_sign_in_asks_for_a_code_and_takes_it_once(client, ana, clock, mail):
    cache.clear()
    secret, _ = enrolled(client)
    assert any("is asked for after your password" in one for one in mail()), "Its owner is told."
    clock.shift(60)
    password_given(client)
    assert "One more step" in words(client.get(SECOND))
    refused = client.post(SECOND, {"code": wrong_code(code_of(secret))})
    assert "That code did not work" in words(refused)
    client.post(SECOND, {"code": code_of(secret)})
    assert signed_in(client) == str(ana.pk)
    client.logout()
    password_given(client)
    client.post(SECOND, {"code": code_of(secret)})
    assert signed_in(client) is None, "A code that was read over a shoulder is no longer good."
    clock.shift(30)
    client.post(SECOND, {"code": code_of(secret)})
    assert signed_in(client) == str(ana.pk)


def test_an_old_code_is_refused(client, ana, clock):
    secret, _ = enrolled(client)
    clock.shift(300)
    password_given(client)
    client.post(SECOND, {"code": code_of(secret, at=NOW)})
    assert signed_in(client) is None


def test_each_recovery_code_works_once(client, ana, clock):
    _, codes = enrolled(client)
    assert len(codes) == len(set(codes)) == 10
    password_given(client)
    client.post(SECOND, {"code": codes[0]})
    assert signed_in(client) == str(ana.pk)
    client.logout()
    password_given(client)
    client.post(SECOND, {"code": codes[0]})
    assert signed_in(client) is None
    client.post(SECOND, {"code": codes[1]})
    assert signed_in(client) == str(ana.pk)
    assert "8 of 10 codes are left" in words(client.get("/account/2fa/"))


def test_guessing_codes_comes_to_a_stop(client, ana, clock):
    secret, _ = enrolled(client)
    clock.shift(60)
    password_given(client)
    answers = [words(client.post(SECOND, {"code": wrong_code(code_of(secret))})) for _ in range(12)]
    assert "a lot of tries" in answers[-1]
    client.post(SECOND, {"code": code_of(secret)})
    assert signed_in(client) is None


def test_a_new_password_by_mail_leaves_the_second_step(client, ana, clock, mail):
    enrolled(client)
    client.post("/account/password/reset/", {"email": "ana@fern.example"})
    link = re.search(r"http://testserver(/\S+)", mail()[-1]).group(1)
    form = client.get(link)["Location"]
    new = "the heron waits by the pond"
    client.post(form, {"password1": new, "password2": new})
    answer = client.post("/account/login/", {"login": "ana", "password": new})
    assert answer["Location"] == SECOND
    assert signed_in(client) is None


def test_the_app_can_be_turned_off_and_new_codes_replace_old_ones(client, ana, clock):
    secret, codes = enrolled(client)
    clock.shift(60)
    password_given(client)
    client.post(SECOND, {"code": code_of(secret)})
    ask = client.get("/account/2fa/recovery-codes/generate/")["Location"]
    form = client.post(ask, {"password": PASSWORD, "next": "/account/2fa/recovery-codes/generate/"})[
        "Location"
    ]
    page = client.post(form, follow=True)
    fresh = re.findall(r"<code>(\w+)</code>", page.content.decode())
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    download = client.get("/account/2fa/recovery-codes/download/")
    assert download.content.decode().split() == fresh
    assert "attachment" in download["Content-Disposition"]
    client.post("/account/2fa/totp/deactivate/")
    client.logout()
    assert client.post("/account/login/", {"login": "ana", "password": PASSWORD})["Location"] == "/"
