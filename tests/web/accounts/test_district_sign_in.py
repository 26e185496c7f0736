"""Single sign-on without a browser: a provider that is silent, one that says less than others, a visit that is stopped."""

import pytest
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from django.test import RequestFactory

from tests.servers import free_port
from tests.web.accounts.conftest import words

START = "/account/oidc/district/login/"


def app(**more: object) -> dict[str, object]:
    told = {"server_url": f"http://127.0.0.1:{free_port()}"} | more
    one = {
        "provider_id": "district",
        "name": "Fern County",
        "client_id": "x",
        "secret": "x",
        "settings": told,
    }
    return {"openid_connect": {"APPS": [one]}}


def test_a_provider_that_does_not_answer_is_said_kindly(client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = app()
    answer = client.get(START)
    assert answer.status_code == 503
    assert "did not go through" in words(answer)


def test_a_visit_that_nobody_began_is_refused_kindly(client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = app()
    assert "did not go through" in words(client.get(START + "callback/?code=x&state=unknown"))
    assert "Nothing was changed" in words(client.get("/account/3rdparty/login/cancelled/"))


def test_without_a_provider_there_is_no_such_door(client, db):
    assert client.get(START).status_code == 404


@pytest.mark.parametrize(
    ("domains", "proved"), [([], False), (["fern.example"], True), (["else.example"], False)]
)
def test_an_address_counts_as_proved_when_the_district_says_so(db, settings, domains, proved):
    """Some providers never say that an address is verified; a district can vouch for its own domain."""
    settings.SOCIALACCOUNT_PROVIDERS = app(**({"verified_email": domains} if domains else {}))
    request = RequestFactory().get("/")
    with context.request_context(request):
        found = get_adapter().get_provider(request, "district")
        told = {"userinfo": {"sub": "7", "email": "ana@fern.example"}}
        login = found.sociallogin_from_response(request, told)
    assert [(one.email, one.verified) for one in login.email_addresses] == [("ana@fern.example", proved)]
