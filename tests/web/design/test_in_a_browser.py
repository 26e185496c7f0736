"""The gallery in a real browser: no accessibility violation, light or dark, wide or narrow.

No server is started: the browser's requests are answered by Django's test client and the static finders.
"""

import re
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect

SITE = "http://localhost"
FRAMES = ("design", "design_entry", "design_contents", "design_theory")
PATIENCE = 90_000  # milliseconds: other suites run beside this one
SIZES = {"wide": 1280, "narrow": 390}
DRAFT_PAGE = """<!doctype html><html lang="en"><title>Draft</title>
<form method="post" action="/sent/" data-draft-url="/draft/">
<label>Words <textarea name="words"></textarea></label>
<p data-draft-status data-said-saved="Draft saved {time}." data-said-away="Your entry stays on this phone."
data-said-waiting="It goes by itself."></p><button>Done</button></form>
<script type="module" src="/static/js/drafts.js"></script></html>"""


expect.set_options(timeout=PATIENCE)


def _answer(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        if not found:
            return route.fulfill(status=404)
        kind = "text/javascript" if path.endswith(".js") else guess_type(path)[0]
        return route.fulfill(body=Path(found).read_bytes(), content_type=kind)
    response = Client().get(path)
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return route.fulfill(status=response.status_code, body=response.content, headers=headers)


def _open(browser: Browser, *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        base_url=SITE,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.route("**/*", _answer)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", FRAMES)
def test_no_accessibility_violation_and_nothing_wider_than_the_page(
    browser: Browser, name: str, size: str, scheme: str
) -> None:
    page = _open(browser, width=SIZES[size], scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(reverse(name))
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints == []
    page.context.close()


def test_our_fonts_are_used(browser: Browser) -> None:
    page = _open(browser)
    page.goto(reverse("design"))
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate(
        "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)"
    )
    assert {"Literata", "Atkinson Hyperlegible Next"} <= {family.strip('"') for family in loaded}
    page.context.close()


def test_plus_and_minus_change_the_number_and_the_strokes(browser: Browser) -> None:
    page = _open(browser, width=390)
    page.goto(reverse("design_entry"))
    number, strokes = page.locator("#id_came"), page.locator(".counter svg path")
    page.get_by_role("button", name="One more").click()
    expect(number).to_have_value("10")
    assert (strokes.get_attribute("d") or "").count("M") == 10
    page.get_by_role("button", name="One less").click(click_count=2)
    expect(number).to_have_value("8")
    number.fill("0")
    expect(page.get_by_role("button", name="One less")).to_be_disabled()
    assert strokes.count() == 0
    page.context.close()


def test_without_scripts_the_number_can_be_typed(browser: Browser) -> None:
    page = _open(browser, width=390, scripts=False)
    page.goto(reverse("design_entry"))
    page.locator("#id_came").fill("11")
    expect(page.locator("#id_came")).to_have_value("11")
    expect(page.get_by_role("button", name="Done")).to_be_enabled()
    page.context.close()


def test_the_keyboard_reaches_the_text_first(browser: Browser) -> None:
    page = _open(browser)
    page.goto(reverse("design_theory"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.context.close()


def test_a_refused_part_of_a_page_is_said_and_can_be_closed(browser: Browser) -> None:
    page = _open(browser)
    page.goto(reverse("design"))
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('htmx:responseError', {detail: {xhr: {status: 403}}}))"
    )
    said = page.locator("[data-toasts] .toast")
    expect(said).to_contain_text("You may not do this here. Nothing was changed.")
    said.get_by_role("button", name="Close").click()
    expect(said).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("name", FRAMES)
def test_controls_are_large_enough_for_a_finger(browser: Browser, name: str) -> None:
    page = _open(browser, width=390)
    page.goto(reverse(name))
    small = page.evaluate(
        """[...document.querySelectorAll("button, .button, select, .field input")]
        .filter(e => !["radio", "checkbox"].includes(e.type))
        .filter(e => e.offsetParent && !e.closest(".toast") && e.getBoundingClientRect().height < 35.5)
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    page.context.close()


def test_a_draft_is_kept_and_an_entry_without_connection_goes_once_later(browser: Browser) -> None:
    page = _open(browser, width=390)
    drafts: list[str] = []
    sent: list[str] = []
    page.route("**/write/", lambda route: route.fulfill(body=DRAFT_PAGE, content_type="text/html"))
    page.on("request", lambda asked: drafts.append(asked.post_data or "") if "/draft/" in asked.url else None)
    page.on("request", lambda asked: sent.append(asked.method) if "/sent/" in asked.url else None)
    page.route("**/draft/", lambda route: route.fulfill(status=204))
    page.route("**/sent/", lambda route: route.fulfill(body="In.", content_type="text/html"))
    page.goto("/write/")
    page.get_by_label("Words").fill("Two came back.")
    expect(page.locator("[data-draft-status]")).to_have_text(re.compile(r"Draft saved \d+:\d\d"))
    assert len(drafts) == 1
    assert "Two came back." in drafts[0]

    page.context.set_offline(True)
    expect(page.locator("[data-draft-status]")).to_have_text("Your entry stays on this phone.")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-draft-status]")).to_have_text("It goes by itself.")
    expect(page.get_by_label("Words")).to_have_value("Two came back.")
    assert sent == []
    page.context.set_offline(False)
    page.wait_for_url("**/sent/")
    assert sent == ["POST"]
    page.context.close()
