"""Sign-in and account pages look like ours, not like the library that runs them."""

import pytest
from django.test import Client
from django.urls import reverse

ENTRANCE = ("account_login", "account_reset_password", "account_reset_password_done", "account_signup")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ENTRANCE)
def test_entrance_pages_wear_our_frame(client: Client, name: str) -> None:
    html = client.get(reverse(name)).content.decode()
    assert 'class="brand"' in html
    assert "css/tokens.css" in html
    assert "Menu:" not in html


@pytest.mark.django_db
def test_sign_in_asks_in_our_words_and_offers_a_passkey(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert "Username or email" in html
    assert 'id="passkey_login"' in html
    assert "sign up" not in html.lower()


@pytest.mark.django_db
def test_a_wrong_password_is_said_in_the_summary(client: Client) -> None:
    html = client.post(
        reverse("account_login"), {"login": "nobody", "password": "not this one"}
    ).content.decode()
    assert "We could not sign you in" in html
    assert "error-summary" in html


def test_a_page_that_is_not_there_says_so_kindly(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Nothing here for you" in response.content.decode()
