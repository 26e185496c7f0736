"""Find a browser for the journeys: the one without windows if there is one, else Chrome, else one that can be had."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same engine without a browser's own windows and toolbars comes first: a page costs it a fraction to open.
INSTALLED = (
    "chromium-headless-shell",
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(RuntimeError):
    """No browser could be had. The message says what was tried."""


def executable() -> str | None:
    """The path of an installed browser, or None for Playwright's own download. Raises `NoBrowser`."""
    given = os.environ.get("GROUNDSWELL_BROWSER")
    if given:
        return given
    for name in INSTALLED:
        if found := shutil.which(name):
            return found
    if _playwright_has_one() or _run([sys.executable, "-m", "playwright", "install", "chromium"]):
        return None
    package = "chromium-headless-shell"
    if os.geteuid() == 0 and _run(["apt-get", "update"]) and _run(["apt-get", "install", "-y", package]):
        return shutil.which(package)
    raise NoBrowser(
        "The browser journeys need Chrome or Chromium. None is installed, Playwright's download did not work, "
        "and Debian's package could not be installed. Install one, or name it in GROUNDSWELL_BROWSER."
    )


def _playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _run(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=600, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@contextmanager
def opened_browser() -> Iterator["Browser"]:
    """A headless browser that asks nothing of the world outside."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        yield browser
        browser.close()
