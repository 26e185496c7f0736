"""Every account page in a real browser: accessible, no wider than a phone, nothing refused, nothing of a framework's."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.accounts.browser import ONCE, faults, page_at, sign_in
from tests.web.accounts.codes import code_of
from tests.web.accounts.site import PASSWORD

pytestmark = ONCE
PICTURES = os.environ.get("GROUNDSWELL_PICTURES", "")
BEFORE = (
    "login/", "password/reset/", "password/reset/done/", "password/reset/key/1-gone/", "password/reset/key/done/",
    "signup/", "inactive/", "confirm-email/", "confirm-email/gone/", "3rdparty/login/error/", "3rdparty/login/cancelled/",
)  # fmt: skip
SIGNED_IN = (
    "email/", "password/change/", "2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/totp/activate/", "3rdparty/", "logout/",
    "reauthenticate/",
)  # fmt: skip
WITH_APP = (
    "2fa/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/totp/deactivate/",
    "2fa/reauthenticate/",
)
# The library's own words, and words we do not say.
NOT_OURS = re.compile(
    r"Menu:|two-factor|third-party|security key|bad token|authenticator secret|\bmust\b|\bfailed\b|example\.com",
    re.IGNORECASE,
)


def look(page: Page, *paths: str) -> list[str]:
    found: list[str] = []
    for path in paths:
        if path:
            page.goto(f"/account/{path}")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{page.url} at {width}: {fault}" for fault in faults(page)]
            keep_picture(page, path or "second-step", width)
        found += [f"{page.url} says {word!r}" for word in NOT_OURS.findall(page.locator("body").inner_text())]
    return found


def keep_picture(page: Page, path: str, width: int) -> None:
    if PICTURES:
        name = path.strip("/").replace("/", "-")
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


@pytest.fixture
def page(browser: Browser, joined: str) -> Iterator[Page]:
    opened = page_at(browser, joined)
    yield opened
    opened.context.close()


def test_pages_before_sign_in(page: Page) -> None:
    assert look(page, *BEFORE) == []


def test_pages_of_a_person(page: Page) -> None:
    sign_in(page, "fay")
    page.wait_for_url(lambda url: "account" not in url)
    page.goto("/account/2fa/totp/activate/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/totp/activate/")
    assert look(page, *SIGNED_IN) == []
    page.goto("/account/2fa/totp/activate/")
    secret = page.get_by_label("The same key, to type by hand").input_value()
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_url("**/recovery-codes/")
    assert look(page, *WITH_APP) == []
    page.context.clear_cookies()
    sign_in(page, "fay")
    page.wait_for_url("**/2fa/authenticate/")
    assert look(page, "") == []
    assert page.get_by_role("button", name="Use your passkey").count() == 0, "There is none to use."
