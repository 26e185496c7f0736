"""What the settings promise, asked of the running software and its database."""

import re
import sqlite3

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.architecture.headers import head_problems

ON_SQLITE = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3", reason="asks SQLite about itself"
)


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_sqlite_keeps_what_it_acknowledged(tmp_path) -> None:
    """WAL and FULL on a database in a file, opened with the settings' own options."""
    options = dict(settings.DATABASES["default"]["OPTIONS"])
    assert options.pop("transaction_mode") == "IMMEDIATE"
    assert options["timeout"] >= 10
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": str(tmp_path / "asked.sqlite3")}
    try:
        with other.cursor() as cursor:
            asked = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys")
            }
    finally:
        other.close()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_writers_queue_instead_of_failing(tmp_path) -> None:
    """A transaction takes the write lock when it begins: a second connection cannot begin one beside it."""
    first, second = connection.copy(), connection.copy()
    for each in (first, second):
        each.settings_dict = {**connection.settings_dict, "NAME": str(tmp_path / "queued.sqlite3")}
        each.settings_dict["OPTIONS"] = settings.DATABASES["default"]["OPTIONS"] | {"timeout": 0.1}
    try:
        with first.cursor() as cursor:
            cursor.execute("CREATE TABLE words (word TEXT)")
        first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with pytest.raises(Exception, match="locked"):
            second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    finally:
        for each in (first, second):
            each.close()


@ON_SQLITE
def test_sqlite_is_free_of_the_wal_reset_race() -> None:
    from django.db.backends.sqlite3.base import Database

    assert Database.sqlite_version_info >= (3, 51, 3), (
        f"SQLite {Database.sqlite_version} can corrupt a WAL database written by two processes. "
        "config.sqlite chooses the bundled one; is pysqlite3 installed?"
    )
    assert Database is not sqlite3 or sqlite3.sqlite_version_info >= (3, 51, 3)


def test_cookies_and_sign_in() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    assert "django.contrib.admin" not in settings.INSTALLED_APPS, (
        "No admin on data: it is a door without policies."
    )
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS"), (
        "Every reader would take SQLite's write lock."
    )
    assert not settings.DEBUG


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/account/login/",
        "/no/such/page/",
        "/r/no-such-card/",
        "/account/signup/",
        "/account/password/reset/",
    ],
)
def test_every_answer_is_strict_without_sign_in_too(client: Client, url: str) -> None:
    problems = list(head_problems(client.get(url)))
    assert not problems, f"{url}: {problems}"


@pytest.mark.django_db
def test_every_write_without_a_token_is_refused() -> None:
    """The address is known, the token is not: 403 with words that help, and not a step further."""
    client = Client(enforce_csrf_checks=True)
    for url in ("/account/login/", "/r/no-such-card/", "/sign-in-as/prewitt/"):
        answer = client.post(url, {"login": "x"})
        assert answer.status_code == 403, url


def test_htmx_keeps_no_pages_and_runs_no_text() -> None:
    text = "".join(
        path.read_text(encoding="utf-8") for path in (settings.PACKAGE / "templates" / "frame").glob("*.html")
    )
    config = re.search(r"htmx-config\"? content='([^']+)'", text)
    assert config, "The frame's head carries htmx-config."
    assert '"historyCacheSize":0' in config[1].replace(" ", "")
    assert '"allowEval":false' in config[1].replace(" ", "")


def test_nobody_signs_up_alone(client: Client, db: None) -> None:
    from groundswell.domain.people.models import Person

    client.post(
        "/account/signup/",
        {"username": "x", "email": "x@test.example", "password1": "long enough words here"},
    )
    assert not Person.objects.exists()
