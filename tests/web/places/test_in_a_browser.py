"""The pages on which a network sets itself up, in a real browser: for everyone, wide or narrow, by keyboard.

No server is started: the browser's requests are answered by Django's test client and the static finders.
"""

from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from groundswell.domain.people.models import Affiliation, Person
from tests.factories import make_calendar_event, make_measure, make_network, make_person
from tests.factories.places import Network

pytestmark = pytest.mark.django_db
SITE = "http://localhost"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def net() -> Network:
    net = make_network()
    make_person(name="Ben Ode", title="Principal", place=net.school, role="school_leader")
    make_measure(net.district, name="Attendance", code="attendance")
    make_calendar_event(net.school)
    return net


@pytest.fixture
def client(net: Network) -> Client:
    client = Client()
    client.force_login(make_person(name="Hana Hub", place=net.top, role="hub"), backend=BACKEND)
    return client


def _open(
    browser: Browser, pages: dict[str, bytes], *, width: int, scripts: bool = True
) -> tuple[Page, list[str]]:
    """A browser page that is given `pages` by their address, and the list that forms sent by it go to.

    Pages are made before the browser asks: its callbacks stand outside the test's transaction.
    """
    sent: list[str] = []

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            kind = "text/javascript" if parts.path.endswith(".js") else guess_type(parts.path)[0]
            return route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)
        if route.request.method == "POST":
            sent.append(route.request.post_data or "")
            return route.fulfill(body="Sent.", content_type="text/plain")
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return route.fulfill(body=pages[address], content_type="text/html; charset=utf-8")

    context = browser.new_context(
        viewport={"width": width, "height": 844}, java_script_enabled=scripts, base_url=SITE
    )
    context.set_default_timeout(90_000)
    page = context.new_page()
    page.route("**/*", answer)
    return page, sent


def _pages(client: Client, *addresses: str) -> dict[str, bytes]:
    found = {address: client.get(address) for address in addresses}
    assert {response.status_code for response in found.values()} == {200}
    return {address: response.content for address, response in found.items()}


def _addresses(net: Network) -> list[str]:
    school, row = net.school.code, Affiliation.objects.get(person__name="Ben Ode")
    people = [f"/places/{school}/people/{tail}" for tail in ("", "invite/", "role/?q=ben", f"{row.pk}/end/")]
    tails = ("", "add/", "calendar/", "measures/new/")
    return people + [f"/places/{net.district.code}/{tail}" for tail in tails]


@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_violation_and_nothing_wider_than_the_page(
    browser: Browser, client: Client, net: Network, width: int
) -> None:
    pages = _pages(client, *_addresses(net))
    page, _ = _open(browser, pages, width=width)
    for address in pages:
        page.goto(address)
        result = Axe().run(page)
        assert result.violations_count == 0, (address, result.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    page.context.close()


def test_a_keyboard_without_scripts_invites_someone(browser: Browser, client: Client, net: Network) -> None:
    address = f"/places/{net.school.code}/people/invite/"
    page, sent = _open(browser, _pages(client, address), width=390, scripts=False)
    page.goto(address)
    page.get_by_label("Full name").focus()
    for words in ("Ana Ruiz", "ana@x.example", "Nurse", ""):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("Sent.").wait_for()
    page.context.close()
    client.post(address, sent[0], content_type="application/x-www-form-urlencoded")
    ana = Person.objects.get(email="ana@x.example")
    assert (ana.username, ana.title, ana.affiliations.get().role) == ("ana.ruiz", "Nurse", "staff")
