"""A person with a password, and mail that is written to files as a fresh installation does."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groundswell.domain.people.models import Person
from tests import homes
from tests.factories import make_person
from tests.servers import free_port
from tests.web.accounts.provider import CLIENT, SECRET
from tests.web.accounts.site import PASSWORD, ask, site


@pytest.fixture(autouse=True)
def quick_hashing(settings) -> None:
    """A slow hash is right for people and no part of what these tests ask."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ana(db) -> Person:
    person = make_person(username="ana", email="ana@fern.example", name="Ana Ruiz")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def mail(settings, tmp_path) -> Callable[[], list[str]]:
    """The mails that went out since the test began, oldest first. Django's tests would keep them in memory."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path

    def read() -> list[str]:
        files = sorted(tmp_path.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        return [_unfolded(file) for file in files]

    return read


def _unfolded(file: Path) -> str:
    return re.sub(r"=\n", "", file.read_text()).replace("=3D", "=")


def signed_in(client) -> str | None:
    return client.session.get("_auth_user_id")


def words(response) -> str:
    """The page's text as a person reads it."""
    text = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture(scope="session")
def home(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh installation with Ana and Bo, shared by the tests that need a real server."""
    folder = homes.migrated(shelf, tmp_path_factory.mktemp("accounts") / "home")
    ask(folder, "make_people")
    return folder


@pytest.fixture(scope="session")
def provider_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    """Our server, plain."""
    with site(home) as found:
        yield found


@pytest.fixture(scope="session")
def joined(home: Path, provider_port: int) -> Iterator[str]:
    """A second process over the same data, which also knows a district's sign-in."""
    oidc = {
        "GROUNDSWELL_OIDC_SERVER": f"http://127.0.0.1:{provider_port}",
        "GROUNDSWELL_OIDC_CLIENT_ID": CLIENT,
        "GROUNDSWELL_OIDC_SECRET": SECRET,
        "GROUNDSWELL_OIDC_NAME": "Fern County sign-in",
        "NO_PROXY": "127.0.0.1,localhost",
    }
    with site(home, **oidc) as found:
        yield found
