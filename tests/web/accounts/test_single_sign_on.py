"""Single sign-on in a real browser, between our real server and a second site that plays the district's sign-in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.accounts import provider as district
from tests.web.accounts.browser import ONCE, faults, page_at, sign_in
from tests.web.accounts.site import ask

pytestmark = ONCE
CALLBACK = "/account/oidc/district/login/callback/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory, joined: str, provider_port: int) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("provider")
    with district.provider(folder, port=provider_port, returns_to=joined + CALLBACK) as address:
        yield address


@pytest.fixture
def page(browser: Browser, joined: str) -> Iterator[Page]:
    opened = page_at(browser, joined)
    yield opened
    opened.context.close()


def come_through_the_district(page: Page, who: str) -> None:
    page.goto("/account/login/")
    assert faults(page) == []
    page.get_by_role("link", name="Fern County sign-in").click()
    page.wait_for_url("http://127.0.0.1:*/accounts/login/**")
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(district.PASSWORD)
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url(re.compile("http://localhost"))


def accounts(home: Path) -> list[str]:
    return ask(home, "tell_accounts").splitlines()


def test_a_known_person_is_let_in_and_joined(page: Page, home: Path, provider: str) -> None:
    come_through_the_district(page, "dee")
    page.goto("/you/")
    expect(page.locator("main")).to_contain_text("dee@fern.example")
    page.goto("/account/3rdparty/")
    expect(page.locator("main")).to_contain_text("Fern County sign-in")
    assert faults(page) == []
    assert "dee dee@fern.example 1" in accounts(home)
    page.context.clear_cookies()
    come_through_the_district(page, "dee")
    page.goto("/you/")
    expect(page.locator("main")).to_contain_text("dee@fern.example")
    assert "dee dee@fern.example 1" in accounts(home), "The second time they are known already."


@pytest.mark.parametrize("who", ["zoe", "mallory"])
def test_unknown_people_and_unproved_addresses_are_refused(
    page: Page, home: Path, provider: str, who: str
) -> None:
    """Mallory claims Cy's address, and the district has not verified it."""
    before = accounts(home)
    come_through_the_district(page, who)
    expect(page.get_by_role("heading", name="Accounts come by invitation")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Your address is not known here yet")
    assert faults(page) == []
    page.goto("/you/")
    expect(page).to_have_url(re.compile("/account/login/"))
    assert accounts(home) == before


def test_nobody_is_joined_to_an_account_by_a_link(page: Page, home: Path, provider: str) -> None:
    """Whoever lures a signed-in person along the way to the provider gains nothing."""
    sign_in(page, "eli")
    page.wait_for_url(lambda url: "account" not in url)
    before = accounts(home)
    page.goto("/account/oidc/district/login/?process=connect")
    page.locator("input[name=login]").fill("zoe")
    page.locator("input[name=password]").fill(district.PASSWORD)
    page.get_by_role("button", name="Sign In").click()
    expect(page.get_by_role("heading", name="Accounts come by invitation")).to_be_visible()
    assert accounts(home) == before
