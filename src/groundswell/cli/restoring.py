"""Put a backup in place of what is here: unpacked beside it, checked, then swapped in."""

import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from pathlib import Path

from django.conf import settings
from django.db import connection

from groundswell.cli.backups import DATABASE, DUMP, UPLOADS, CannotBackUp, fsync, postgres_tool

BESIDE = ("-wal", "-shm")


def restore_backup(source: str, *, replace: bool) -> None:
    """Raises `CannotBackUp` with what to do; then what was here is untouched."""
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="restore-") as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        if connection.vendor == "sqlite":
            _restore_sqlite(unpacked / DATABASE, replace=replace)
        else:
            _restore_postgres(unpacked / DUMP, replace=replace)
        _swap_uploads(unpacked)


def _unpack(source: str, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, zlib.error) as fault:
        raise CannotBackUp(f"{source} is not a whole backup: {fault}. Nothing was changed.") from fault


def _restore_sqlite(copy: Path, *, replace: bool) -> None:
    live = Path(settings.DATABASES["default"]["NAME"])
    if not copy.exists():
        raise CannotBackUp("this archive holds no SQLite database: was it made on PostgreSQL?")
    if live.exists() and live.stat().st_size and not replace:
        raise CannotBackUp(f"{live} is here already. Stop the server and add --replace to replace it.")
    _require_sound(copy)
    connection.close()
    if live.exists():
        _require_alone(live)
    fsync(copy)
    for leftover in BESIDE:
        live.with_name(live.name + leftover).unlink(missing_ok=True)
    copy.replace(live)
    fsync(live.parent)


def _require_sound(copy: Path) -> None:
    database = sqlite3.connect(copy)
    try:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        verdict = str(fault)
    finally:
        database.close()
    if verdict != "ok":
        raise CannotBackUp(f"the database in the archive is damaged: {verdict}. Nothing was changed.")


def _require_alone(live: Path) -> None:
    """A server that has the file open would go on writing to the one that is taken away.

    Leaving the write-ahead log is allowed to the last connection alone, so trying it tells.
    """
    database = sqlite3.connect(live, timeout=1)
    try:
        database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as fault:
        raise CannotBackUp("the database is in use. Stop the server first. Nothing was changed.") from fault
    except sqlite3.DatabaseError:
        return  # what is here is damaged: all the more reason to put the backup in its place
    finally:
        database.close()


def _restore_postgres(dump: Path, *, replace: bool) -> None:
    if not dump.exists():
        raise CannotBackUp("this archive holds no PostgreSQL dump: was it made on SQLite?")
    if connection.introspection.table_names() and not replace:
        raise CannotBackUp("the database has tables already. Stop the server and add --replace.")
    connection.close()
    name = settings.DATABASES["default"]["NAME"]
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={name}")
    postgres_tool("pg_restore", *options, str(dump))


def _swap_uploads(unpacked: Path) -> None:
    """The backup's uploads with the backup's rows; those that were here go, as their rows did."""
    here, taken_away = settings.HOME / UPLOADS, unpacked / "taken-away"
    if here.exists():
        here.replace(taken_away)
    if (unpacked / UPLOADS).exists():
        shutil.move(str(unpacked / UPLOADS), here)
