"""A district's own sign-in: a small second site that speaks OpenID Connect. Run as a script, it serves.

It shares nothing with ours but the library that both use: its people, keys and pages are its own.
"""

import os
import socketserver
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

CLIENT, SECRET, PASSWORD = "groundswell", "a-secret-between-two-sites", "their-own-password"
# Who signs in there: the address, and whether the district has verified it.
PEOPLE = {
    "dee": ("dee@fern.example", True),
    "zoe": ("zoe@fern.example", True),
    "mallory": ("cy@fern.example", False),
}


@contextmanager
def provider(folder: Path, *, port: int, returns_to: str) -> Iterator[str]:
    """Yields the provider's address, at a number: so its cookies stay apart from those of localhost."""
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"PROVIDER_FOLDER": str(folder), "PROVIDER_RETURNS_TO": returns_to}
    with (folder / "provider.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.accounts.provider", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(f"{address}/.well-known/openid-configuration", process, folder / "provider.log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the provider stopped:\n{log.read_text()}")
        try:
            urllib.request.urlopen(url, timeout=20).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the provider did not answer in {seconds} s:\n{log.read_text()}")


def configure(folder: Path) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="the-provider-alone",
        ALLOWED_HOSTS=["127.0.0.1"],
        USE_TZ=True,
        ROOT_URLCONF="tests.web.accounts.provider_urls",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
            "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware", "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        IDP_OIDC_PRIVATE_KEY=_new_key(),
    )  # fmt: skip


def _new_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()).decode()


def make_people() -> None:
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model

    for username, (email, verified) in PEOPLE.items():
        person = get_user_model().objects.create_user(username, email, PASSWORD)
        EmailAddress.objects.create(user=person, email=email, verified=verified, primary=True)


def make_client(returns_to: str) -> None:
    from allauth.idp.oidc.models import Client

    client = Client(id=CLIENT, name="Groundswell", skip_consent=True)
    client.redirect_uris, client.scopes = returns_to, "openid\nprofile\nemail"
    client.set_secret(SECRET)
    client.save()


class ManyAtOnce(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


def serve(port: int) -> None:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    make_server("127.0.0.1", port, application, ManyAtOnce, WSGIRequestHandler).serve_forever()


if __name__ == "__main__":
    configure(Path(os.environ["PROVIDER_FOLDER"]))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    make_people()
    make_client(os.environ["PROVIDER_RETURNS_TO"])
    serve(int(sys.argv[1]))
