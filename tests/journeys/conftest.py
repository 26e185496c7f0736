"""One browser, one server over one copy of the example network, loaded once. Each journey makes its own project."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import homes
from tests.journeys.visitor import Visitor
from tests.journeys.watch import Watch
from tests.journeys.windows import Windows
from tests.servers import groundswell_server

DEMO = {
    "GROUNDSWELL_DEMO": "1",
    "GROUNDSWELL_CLOCK": "2016-06-10T08:00:00",
    "GROUNDSWELL_WORKER_IN_SERVER": "1",
}
DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
PASSWORD = "fernlight"
NO_SCRIPTS = " without scripts"
# A principal in another district: no persona of the demo, so she is let in here.
STRANGER = "halvorsen"
LET_IN = """import sys, django
django.setup()
from groundswell.domain.people.models import Person
person = Person.objects.get(username=sys.argv[1])
person.set_password(sys.argv[2])
person.save()"""
SignedIn = Callable[..., Visitor]


@pytest.fixture(scope="session")
def home(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example network, loaded by the command that a visitor uses."""
    folder = homes.example(shelf, tmp_path_factory.mktemp("journeys") / "home")
    inside(folder, LET_IN, STRANGER, PASSWORD)
    return folder


def inside(home: Path, code: str, *words: str) -> None:
    """Set up what no page sets up, in a process of its own over the same data."""
    environment = os.environ | DEMO | {"GROUNDSWELL_HOME": str(home)}
    subprocess.run([sys.executable, "-c", code, *words], env=environment, check=True)


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[str]:
    with groundswell_server(home, **DEMO) as address:
        yield address


@pytest.fixture(params=["desktop", "phone", "desktop without scripts"])
def way(request: pytest.FixtureRequest) -> str:
    """For the main path: both sizes, and once more without JavaScript."""
    return str(request.param)


@pytest.fixture(params=["desktop", "phone"])
def device(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def keys(server: str, browser: Browser) -> Callable[[str], Any]:
    return keys_at(server, browser)


def keys_at(server: str, browser: Browser) -> Callable[[str], Any]:
    """The cookies of a signed-in person, fetched once."""
    kept: dict[str, Any] = {}

    def fetch(username: str) -> Any:
        if username not in kept:
            kept[username] = _signed_in_once(browser, server, username)
        return kept[username]

    return fetch


def _signed_in_once(browser: Browser, server: str, username: str) -> Any:
    context = browser.new_context(base_url=server)
    context.request.get("/account/login/")
    token = {one["name"]: one["value"] for one in context.cookies()}["groundswell_csrf"]
    form = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    context.request.post("/account/login/", form=form, headers={"Referer": server})
    cookies = context.cookies()
    assert any(one["name"] == "groundswell_session" for one in cookies), f"{username} could not sign in"
    context.close()
    return cookies


@pytest.fixture(scope="session")
def looked() -> dict[str, set[int]]:
    """Which page states were looked over already, by device and theme."""
    return {}


@pytest.fixture(scope="session")
def windows(server: str, browser: Browser) -> Windows:
    return Windows(browser, server)


@pytest.fixture
def enter(
    server: str, windows: Windows, keys: Callable[[str], Any], looked: dict[str, set[int]]
) -> Iterator[SignedIn]:
    """Enter as a person (or as nobody) on a device; scripts, colors and medium may be chosen."""
    taken: list[tuple[str, Visitor]] = []

    def start(username: str = "", *, on: str = "desktop", dark: bool = False, paper: bool = False) -> Visitor:
        on, scripts = on.removesuffix(NO_SCRIPTS), not on.endswith(NO_SCRIPTS)
        settings = DEVICES[on] | {"java_script_enabled": scripts}
        if dark:
            settings["color_scheme"] = "dark"
        kind = f"{on} {dark} {paper} {scripts}"
        page = windows.take(kind, settings, cookies=keys(username) if username else [])
        if paper:
            page.emulate_media(media="print")
        width = DEVICES[on]["viewport"]["width"]
        watch = Watch(page, width, looked.setdefault(kind, set()), has_scripts=scripts, on_paper=paper)
        watch.listen()
        taken.append((kind, Visitor(page, watch, is_phone=on == "phone", site=server, has_scripts=scripts)))
        return taken[-1][1]

    yield start
    for kind, visitor in taken:
        visitor.watch.rest()
        windows.give_back(kind, visitor.page)


@pytest.fixture(autouse=True)
def marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker("journey")
