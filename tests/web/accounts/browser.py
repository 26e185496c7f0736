"""A browser for the account pages, with an ear for every refusal of the content policy."""

import os
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.journeys.watch import TELL_VIOLATIONS, WIDTH, violations
from tests.web.accounts.site import PASSWORD

PATIENCE = 60_000  # milliseconds: other suites run beside this one
ONCE = pytest.mark.skipif(
    os.environ.get("GROUNDSWELL_DATABASE_URL", "").startswith("postgres"),
    reason="These start a site of their own on the embedded database; the SQLite suite runs them.",
)


def page_at(browser: Browser, address: str, *, width: int = 1280) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(TELL_VIOLATIONS)
    page = context.new_page()
    page.on("console", lambda message: listen(context, message, address))
    page.on("pageerror", lambda error: heard(context).append(str(error)))
    return page


def listen(context: BrowserContext, message: ConsoleMessage, address: str) -> None:
    """Keep errors of our own pages; what a provider's pages lack is not ours."""
    source = str(message.location.get("url", ""))
    if message.type == "error" and (not source or source.startswith(address)):
        heard(context).append(f"{message.text} {source}")


def heard(context: BrowserContext) -> list[str]:
    """What the browser complained about so far, in every page of a context."""
    kept: list[str] = getattr(context, "heard", [])
    context.heard = kept  # type: ignore[attr-defined]
    return kept


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto("/account/login/")
    page.get_by_label("Username or email").fill(login)
    page.locator("#id_password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/login/")


def faults(page: Page) -> list[str]:
    """Violations of accessibility, complaints of the browser, and a page that is wider than its window."""
    found: list[Any] = [*violations(page, on_paper=False), *heard(page.context)]
    heard(page.context).clear()
    width = page.viewport_size["width"] if page.viewport_size else 0
    if page.evaluate(WIDTH) > width:
        found.append(f"{page.url} is wider than {width} px")
    return found
