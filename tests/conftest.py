"""Set-up shared by all tests: a data folder of their own, a fixed present, and one database per engine."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

_home = tempfile.mkdtemp(prefix="groundswell-test-")
os.environ["GROUNDSWELL_HOME"] = _home
os.environ.setdefault("GROUNDSWELL_CLOCK", "2016-06-10T08:00:00")
os.environ.setdefault("GROUNDSWELL_SECRET_KEY", "tests-only-" + "x" * 40)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
os.environ.setdefault("GROUNDSWELL_WORKER_IN_SERVER", "0")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHECKOUT = Path(__file__).resolve().parent.parent


def shared(variable: str, default: str) -> Path:
    """A folder of material beside the checkout, named by an environment variable. It may be absent."""
    return Path(os.environ.get(variable, CHECKOUT / default))


@pytest.fixture
def sign_in(client) -> Callable[[object], object]:
    """Sign a person in on the test client and hand the client back."""

    def enter(person: object) -> object:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
