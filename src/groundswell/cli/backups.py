"""Backups: one archive with the database and the uploads, made while the site runs."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

DATABASE = "groundswell.sqlite3"
DUMP = "groundswell.pgdump"


def write_backup(target: str) -> int:
    """Write the archive under a temporary name, then give it its own. Returns its size in bytes."""
    final = Path(target).resolve()
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        content = _copy_database(Path(folder))
        partial = final.with_name(f".{final.name}.partial")
        with tarfile.open(partial, "w:gz") as archive:
            archive.add(content, arcname=content.name)
            uploads = settings.HOME / "uploads"
            if uploads.exists():
                archive.add(uploads, arcname="uploads")
        _fsync(partial)
        partial.replace(final)
    return final.stat().st_size


def restore_backup(source: str, *, replace: bool) -> None:
    """Unpack beside what is here, check it, and swap it in. Raises RuntimeError with what to do."""
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        unpacked = Path(folder)
        if connection.vendor == "sqlite":
            _restore_sqlite(unpacked / DATABASE, replace=replace)
        else:
            _restore_postgres(unpacked / DUMP, replace=replace)
        if (unpacked / "uploads").exists():
            shutil.rmtree(settings.HOME / "uploads", ignore_errors=True)
            shutil.move(str(unpacked / "uploads"), settings.HOME / "uploads")


def _copy_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        copy = folder / DATABASE
        source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
        return copy
    dump = folder / DUMP
    _postgres_tool("pg_dump", "--format=custom", f"--file={dump}")
    return dump


def _restore_sqlite(copy: Path, *, replace: bool) -> None:
    live = Path(settings.DATABASES["default"]["NAME"])
    if not copy.exists():
        raise RuntimeError("this archive holds no SQLite database: was it made on PostgreSQL?")
    if live.exists() and live.stat().st_size and not replace:
        raise RuntimeError(f"{live} is here already. Stop the server and add --replace to put the backup in its place.")
    check = sqlite3.connect(copy)
    verdict = check.execute("PRAGMA integrity_check").fetchone()[0]
    check.close()
    if verdict != "ok":
        raise RuntimeError(f"the database in the archive is damaged: {verdict}")
    connection.close()
    _fsync(copy)
    for leftover in ("-wal", "-shm"):
        live.with_name(live.name + leftover).unlink(missing_ok=True)
    copy.replace(live)


def _restore_postgres(dump: Path, *, replace: bool) -> None:
    if not dump.exists():
        raise RuntimeError("this archive holds no PostgreSQL dump: was it made on SQLite?")
    if connection.introspection.table_names() and not replace:
        raise RuntimeError("the database has tables already. Stop the server and add --replace.")
    connection.close()
    _postgres_tool("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(dump))


def _postgres_tool(tool: str, *options: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise RuntimeError(f"{tool} is not on this machine. Install PostgreSQL's client programs of the server's version.")
    given = settings.DATABASES["default"]
    environment = {
        **os.environ,
        "PGHOST": str(given["HOST"] or "localhost"),
        "PGPORT": str(given["PORT"] or 5432),
        "PGUSER": str(given["USER"]),
        "PGPASSWORD": str(given["PASSWORD"]),
        "PGDATABASE": str(given["NAME"]),
    }
    arguments = [program, *options] if tool == "pg_dump" else [program, f"--dbname={given['NAME']}", *options]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(f"{tool}: {done.stderr.strip()}")


def _fsync(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
