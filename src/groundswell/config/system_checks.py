"""Checks of our own, run with Django's at every start."""

import sqlite3
from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db import connection

from groundswell.config.sqlite import FIRST_SAFE_VERSION


@register
def sqlite_is_safe(app_configs: Sequence[AppConfig] | None = None, **_options: object) -> list[CheckMessage]:
    """Several connections write one file here, so an SQLite with the WAL-reset race is refused."""
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= FIRST_SAFE_VERSION:
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} can corrupt a write-ahead log that several connections write.",
            hint="Install pysqlite3 (a dependency on Linux), or set GROUNDSWELL_DATABASE_URL to PostgreSQL.",
            id="groundswell.E001",
        )
    ]
