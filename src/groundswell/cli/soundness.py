"""Is this installation sound? Each finding says how it is and, if it matters, what to do."""

from dataclasses import dataclass

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


@dataclass(frozen=True)
class Soundness:
    what: str
    sound: bool
    words: str


def findings() -> list[Soundness]:
    """Every question asked, in the order in which to mend them."""
    return [_data_folder(), _database(), *_system_checks()]


def _data_folder() -> Soundness:
    mode = settings.HOME.stat().st_mode & 0o077
    words = str(settings.HOME) if mode == 0 else f"{settings.HOME} can be read by others: chmod 700 it"
    return Soundness("data folder", sound=mode == 0, words=words)


def _database() -> Soundness:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        return Soundness("database", sound=False, words=str(fault))
    words = f"{len(waiting)} migrations to run: groundswell migrate" if waiting else "up to date"
    return Soundness("database", sound=not waiting, words=words)


def _system_checks() -> list[Soundness]:
    messages = checks.run_checks(include_deployment_checks=settings.HTTPS)
    bad = [message for message in messages if message.level >= checks.WARNING]
    if not bad:
        return [Soundness("settings", sound=True, words="no warnings")]
    return [Soundness(str(message.id), sound=False, words=_said(message)) for message in bad]


def _said(message: checks.CheckMessage) -> str:
    return f"{message.msg} {message.hint}" if message.hint else str(message.msg)
