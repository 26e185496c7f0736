"""Passkeys in a real browser with a virtual authenticator, on the real server, under the real content policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.web.accounts.browser import ONCE, faults, page_at, sign_in, sign_out
from tests.web.accounts.site import PASSWORD

pytestmark = ONCE
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = page_at(browser, address)
    yield opened
    opened.context.close()


def with_authenticator(page: Page) -> tuple[CDPSession, str]:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    return device, device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})[
        "authenticatorId"
    ]


def add_passkey(page: Page) -> None:
    page.goto("/account/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
    page.get_by_label("A name, to tell it from others").fill("My laptop")
    assert faults(page) == []
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")


def test_a_passkey_is_added_and_signs_in_by_itself(page: Page) -> None:
    device, key = with_authenticator(page)
    sign_in(page, "ana")
    add_passkey(page)
    credential = device.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert [one["rpId"] for one in credential] == ["localhost"]
    assert credential[0]["isResidentCredential"]
    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.goto("/you/")
    expect(page.locator("main")).to_contain_text("ana@fern.example")
    page.goto("/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("My laptop")
    expect(page.locator("main")).to_contain_text("Signs you in by itself.")
    assert faults(page) == []


def test_a_password_is_not_enough_once_there_is_a_passkey(page: Page) -> None:
    with_authenticator(page)
    sign_in(page, "bo")
    add_passkey(page)
    sign_out(page)
    sign_in(page, "bo")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda url: "2fa" not in url)
    page.goto("/you/")
    expect(page.locator("main")).to_contain_text("bo@fern.example")


def test_a_visitor_without_a_passkey_is_told_on_the_page(page: Page) -> None:
    device, key = with_authenticator(page)
    device.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    assert faults(page) == []
    assert page.url.endswith("/account/login/")


def test_at_a_number_instead_of_a_name_the_page_says_why(browser: Browser, address: str) -> None:
    page = page_at(browser, address.replace("localhost", "127.0.0.1"))
    with_authenticator(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("over https")
    page.context.close()
