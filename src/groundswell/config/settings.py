"""Settings, each from one environment variable with a default that is safe to run."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from groundswell.config.sqlite import use_bundled_sqlite

use_bundled_sqlite()

import dj_database_url  # noqa: E402  (after the SQLite module is chosen)
from csp.constants import NONCE, NONE, SELF  # noqa: E402
from django.utils.translation import gettext_lazy as _  # noqa: E402

from groundswell.config.home import data_folder, secret_key  # noqa: E402
from groundswell.store.memory import for_loading  # noqa: E402


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


PACKAGE = Path(__file__).resolve().parent.parent
HOME = data_folder()
SECRET_KEY = secret_key(HOME)
DEBUG = _flag("GROUNDSWELL_DEBUG", default=False)
DEMO = _flag("GROUNDSWELL_DEMO", default=False)
HTTPS = _flag("GROUNDSWELL_HTTPS", default=False)
ALLOWED_HOSTS = os.environ.get("GROUNDSWELL_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]
TIME_ZONE = os.environ.get("GROUNDSWELL_TIME_ZONE", "America/Los_Angeles")
USE_TZ = True

_clock = os.environ.get("GROUNDSWELL_CLOCK")
CLOCK = datetime.fromisoformat(_clock).replace(tzinfo=ZoneInfo(TIME_ZONE)) if _clock else None

ROOMS = (
    "audit",
    "places",
    "people",
    "intake",
    "indicators",
    "measures",
    "projects",
    "theory",
    "cycles",
    "checks",
    "reports",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "groundswell.config",
    "groundswell.web",
    *(f"groundswell.domain.{room}" for room in ROOMS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "groundswell.web.middleware.ActorMiddleware",
    "groundswell.web.middleware.RefusalMiddleware",
    "groundswell.web.middleware.PrivateResponseMiddleware",
]

ROOT_URLCONF = "groundswell.config.urls"
WSGI_APPLICATION = "groundswell.config.wsgi.application"
_loaders = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": _loaders,
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "groundswell.web.templatetags.groundswell",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "groundswell.web.context.frame",
            ],
        },
    }
]

DATABASE_URL = os.environ.get("GROUNDSWELL_DATABASE_URL", f"sqlite:///{HOME / 'groundswell.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # FULL: an acknowledged write survives power loss. IMMEDIATE: writers queue, never "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
# In the database, so that limits on tries and used codes hold over every process and machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "groundswell.web.people.passwords.LongEnough",
        "OPTIONS": {"min_length": 8 if DEMO else 15},
    },
    {"NAME": "groundswell.web.people.passwords.NotCommon"},
    {
        "NAME": "groundswell.web.people.passwords.NotAboutYou",
        "OPTIONS": {"user_attributes": ("username", "email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_ADAPTER = "groundswell.web.people.adapter.InvitedOnlyAdapter"
SOCIALACCOUNT_ADAPTER = "groundswell.web.people.adapter.KnownPeopleOnlyAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or way to sign in is told to its owner
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Ten wrong passwords close one account's password for five minutes. A whole district often shares one
# address, and its staff sign in within the same minute, so the limits of an address are wider.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/5m/ip,10/5m/key", "login": "300/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # else every visitor would count as the proxy
MFA_ADAPTER = "groundswell.web.people.adapter.KindCodesAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts come by invitation to an address that the district knows
MFA_TOTP_ISSUER = "Groundswell"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Joined by the address that the provider says is verified; stored then, so that a later change of address holds.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# The policy lets forms lead to this site alone, and a browser holds redirects to it. So the way to the
# provider is a link. Nothing can be joined to an account along it: see KnownPeopleOnlyAdapter.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
_oidc_domains = [name for name in os.environ.get("GROUNDSWELL_OIDC_DOMAINS", "").split(",") if name]
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "district",
                "name": os.environ.get("GROUNDSWELL_OIDC_NAME", "District sign-in"),
                "client_id": os.environ["GROUNDSWELL_OIDC_CLIENT_ID"],
                "secret": os.environ.get("GROUNDSWELL_OIDC_SECRET", ""),
                "settings": {
                    "server_url": os.environ["GROUNDSWELL_OIDC_SERVER"],
                    "oauth_pkce_enabled": True,
                }
                | ({"verified_email": _oidc_domains} if _oidc_domains else {}),
            }
        ]
        if "GROUNDSWELL_OIDC_CLIENT_ID" in os.environ
        else []
    }
}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(mode=0o700, exist_ok=True)
STATIC_ROOT.mkdir(mode=0o700, exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": HOME / "uploads",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The server collects, hashes and compresses its files at start, so that browsers may keep them for good.
COLLECTED_STATIC_BACKEND = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if _flag("GROUNDSWELL_COLLECTED_STATIC", default=False):
    STORAGES["staticfiles"]["BACKEND"] = COLLECTED_STATIC_BACKEND
else:
    WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_TEMP_DIR = HOME / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
IMPORT_MAX_BYTES = 50 * 1024 * 1024
PHOTO_MAX_BYTES = 12 * 1024 * 1024
# The folder of student data (editions and releases), and of a district's own indicator definitions.
GROUNDSWELL_STORE = Path(os.environ.get("GROUNDSWELL_STORE", HOME / "student-data"))
GROUNDSWELL_DEFINITIONS = os.environ.get("GROUNDSWELL_DEFINITIONS", "")
# Files of student data on their way in: sent by browser (deleted once they are in), or put into the inbox.
STUDENT_DATA_INCOMING = HOME / "student-data-incoming"
STUDENT_DATA_INBOX = HOME / "inbox"
STUDENT_DATA_MAX_BYTES = int(os.environ.get("GROUNDSWELL_STUDENT_UPLOAD_MB", "512")) * 1024 * 1024
STUDENT_DATA_RELEASES = _flag("GROUNDSWELL_RELEASE_AFTER_LOAD", default=True)
STUDENT_DATA_MEMORY = os.environ.get("GROUNDSWELL_STUDENT_MEMORY") or for_loading()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "groundswell_session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "groundswell_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_USE_SESSIONS = False
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "groundswell.web.errors.csrf_refused"

# Student data has a queue and a worker of its own: a long load keeps nobody's small file waiting.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "student_data"]}}
# On SQLite the worker runs inside the server's process: one process, one file. PostgreSQL has its own worker.
WORKER_IN_SERVER = _flag(
    "GROUNDSWELL_WORKER_IN_SERVER", default=DATABASES["default"]["ENGINE"].endswith("sqlite3")
)

EMAIL_BACKEND = os.environ.get(
    "GROUNDSWELL_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("GROUNDSWELL_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("GROUNDSWELL_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("GROUNDSWELL_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GROUNDSWELL_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("GROUNDSWELL_EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GROUNDSWELL_EMAIL_FROM", f"groundswell@{ALLOWED_HOSTS[0]}")
SILENCED_SYSTEM_CHECKS = (
    ["security.W004", "security.W008", "security.W012", "security.W016"] if not HTTPS else []
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
