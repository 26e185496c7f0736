"""A person with a password, and mail that is written to files as a fresh installation does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from groundswell.domain.people.models import Person
from tests.factories import make_person

PASSWORD = "a-long-and-private-phrase"


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
