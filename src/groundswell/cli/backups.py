"""Backups: one archive with the database and the uploads, made while the site runs."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

DATABASE = "groundswell.sqlite3"
DUMP = "groundswell.pgdump"
UPLOADS = "uploads"
ASIDE = "backup-"
LIBPQ = {"dbname": "PGDATABASE"} | {
    name: f"PG{name.upper()}"
    for name in ("host", "port", "user", "password", "service", "sslmode", "sslrootcert", "sslcert", "sslkey")
}
LEFT_OVER_AFTER = 24 * 60 * 60


class CannotBackUp(Exception):
    """No backup could be written, or none put back. The message says why and what to do."""


def write_backup(target: str) -> int:
    """Write the archive under a temporary name, then give it its own. Returns its size in bytes.

    Only the owner may read it: it holds everything that people entrusted to the site.
    """
    final = Path(target).resolve()
    partial = final.with_name(f".{final.name}.partial")
    _sweep_left_over()
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=ASIDE) as folder:
        content = _copy_database(Path(folder))
        _pack(content, partial)
    fsync(partial)
    partial.replace(final)
    fsync(final.parent)
    return final.stat().st_size


def _sweep_left_over() -> None:
    """A backup that was killed leaves its copy of the database; a day later nobody is at work on it."""
    for folder in settings.HOME.glob(f"{ASIDE}*"):
        if time.time() - folder.stat().st_mtime > LEFT_OVER_AFTER:
            shutil.rmtree(folder, ignore_errors=True)


def _pack(content: Path, partial: Path) -> None:
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
        archive.add(content, arcname=content.name)
        if (settings.HOME / UPLOADS).exists():
            archive.add(settings.HOME / UPLOADS, arcname=UPLOADS)


def _copy_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        return _copy_sqlite(folder / DATABASE)
    dump = folder / DUMP
    postgres_tool("pg_dump", "--format=custom", f"--file={dump}")
    return dump


def _copy_sqlite(copy: Path) -> Path:
    """A consistent copy through SQLite itself, while others write."""
    try:
        source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
    except sqlite3.Error as fault:
        raise CannotBackUp(f"the database cannot be copied: {fault}") from fault
    return copy


def postgres_tool(tool: str, *options: str) -> None:
    """Run one of PostgreSQL's own programs on the site's database."""
    program = shutil.which(tool)
    if program is None:
        raise CannotBackUp(
            f"{tool} is not on this machine. Install PostgreSQL's client programs of the server's version."
        )
    environment = os.environ | _connection_settings()
    done = subprocess.run([program, *options], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise CannotBackUp(f"{tool}: {done.stderr.strip()}")


def _connection_settings() -> dict[str, str]:
    """How Django itself connects, as environment variables: a password on a command line is for all to see."""
    given = connection.get_connection_params()
    return {variable: str(given[name]) for name, variable in LIBPQ.items() if given.get(name)}


def fsync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
