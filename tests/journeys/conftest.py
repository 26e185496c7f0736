"""One browser, one server over one copy of the example network, loaded once. Each journey makes its own project."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.visitor import Visitor
from tests.journeys.watch import TELL_VIOLATIONS, Watch
from tests.servers import groundswell_server

DEMO = {
    "GROUNDSWELL_DEMO": "1",
    "GROUNDSWELL_CLOCK": "2016-06-10T08:00:00",
    "GROUNDSWELL_WORKER_IN_SERVER": "1",
}
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
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
def home() -> Iterator[Path]:
    """The example network, loaded by the command that a visitor uses."""
    folder = Path(tempfile.mkdtemp(prefix="groundswell-journeys-"))
    if ready := os.environ.get("GROUNDSWELL_JOURNEYS_HOME"):
        shutil.copytree(ready, folder, dirs_exist_ok=True)
    command = [str(Path(sys.executable).parent / "groundswell"), "demo", "--prepare-only"]
    environment = os.environ | DEMO | {"GROUNDSWELL_HOME": str(folder)}
    subprocess.run(command, env=environment, check=True)
    inside(folder, LET_IN, STRANGER, PASSWORD)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


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
    cookies = context.storage_state()
    assert any(one["name"] == "groundswell_session" for one in cookies.get("cookies", [])), (
        f"{username} could not sign in"
    )
    context.close()
    return cookies


@pytest.fixture(scope="session")
def looked() -> dict[str, set[int]]:
    """Which page states were looked over already, by device and theme."""
    return {}


@pytest.fixture
def enter(
    server: str, browser: Browser, keys: Callable[[str], Any], looked: dict[str, set[int]]
) -> Iterator[SignedIn]:
    """Enter as a person (or as nobody) on a device; scripts, colors and medium may be chosen."""
    opened: list[BrowserContext] = []

    def start(username: str = "", *, on: str = "desktop", dark: bool = False, paper: bool = False) -> Visitor:
        on, scripts = on.removesuffix(NO_SCRIPTS), not on.endswith(NO_SCRIPTS)
        settings = DEVICES[on] | {"base_url": server, "java_script_enabled": scripts}
        if username:
            settings["storage_state"] = keys(username)
        if dark:
            settings["color_scheme"] = "dark"
        context = browser.new_context(**settings)
        opened.append(context)
        context.set_default_timeout(20_000)
        if scripts:
            context.add_init_script(TELL_VIOLATIONS)
        page = context.new_page()
        if paper:
            page.emulate_media(media="print")
        kind = f"{on} {dark} {paper} {scripts}"
        width = DEVICES[on]["viewport"]["width"]
        watch = Watch(page, width, looked.setdefault(kind, set()), has_scripts=scripts, on_paper=paper)
        watch.listen()
        return Visitor(page, watch, is_phone=on == "phone", site=server, has_scripts=scripts)

    yield start
    for context in opened:
        context.close()


@pytest.fixture(autouse=True)
def marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker("journey")
