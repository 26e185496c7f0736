"""Fixtures shared by all tests. The environment they run in is set up in `tests.environment`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parent.parent


def shared(variable: str, default: str) -> Path:
    """A folder of material beside the checkout, named by an environment variable. It may be absent."""
    return Path(os.environ.get(variable, CHECKOUT / default))


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One browser for all tests of a process: Playwright runs once in it."""
    from tests.browser import opened_browser

    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all the processes of a run, for what is made once: see `tests.homes`."""
    if given := os.environ.get("GROUNDSWELL_TEST_SHELF"):
        return Path(given)
    root = tmp_path_factory.getbasetemp()
    return root.parent if "PYTEST_XDIST_WORKER" in os.environ else root


@pytest.fixture
def sign_in(client) -> Callable[[object], object]:
    """Sign a person in on the test client and hand the client back."""

    def enter(person: object) -> object:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
