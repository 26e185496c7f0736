"""What each command does. They translate; the work is done where the web does it too."""

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    import subprocess

Adder = Callable[..., argparse.ArgumentParser]
console = Console()
DEMO_CLOCK = "2016-06-10T08:00:00"


class CannotRun(Exception):
    """The command was refused. The message says why and what to do."""


def demo(options: argparse.Namespace) -> int:
    """Everything that a visitor needs, then the server."""
    os.environ["GROUNDSWELL_DEMO"] = "1"
    os.environ.setdefault("GROUNDSWELL_CLOCK", DEMO_CLOCK)
    _start_django()
    if not options.prepare_only:
        _require_free(options)
    _migrate()
    from groundswell.example.load import load_if_missing, personas

    load_if_missing(say=console.print)
    table = Table("Sign in as", "Name", "What to try", title=f"http://{options.address}:{options.port}/")
    for persona in personas():
        table.add_row(persona.username, persona.name, persona.try_this)
    console.print(table)
    console.print("The sign-in page lists them too, one press each. The password of each is fernlight.")
    beside = _student_data(options)
    if beside:
        console.print("Their student data are being made meanwhile. The pages have them in a few minutes.")
    return 0 if options.prepare_only else _serve(options)


def _student_data(options: argparse.Namespace) -> "subprocess.Popen[bytes] | None":
    """The example's student rows and released numbers: now, in a process beside the server, or not at all."""
    from django.conf import settings

    from groundswell.example import student_data
    from groundswell.example.student_links import link_student_data

    link_student_data()
    store = settings.GROUNDSWELL_STORE
    if options.students in ("all", "few"):
        network = student_data.all_students() if options.students == "all" else student_data.few_students()
        student_data.make_student_data(store, network, say=console.print)
    later = options.students == "later" and not options.prepare_only
    return student_data.make_beside(store) if later else None


def serve(options: argparse.Namespace) -> int:
    _start_django()
    _require_free(options)
    _migrate()
    from groundswell.cli.begin import HINT
    from groundswell.domain.places.queries import has_begun

    if not has_begun():
        console.print(HINT, markup=False, highlight=False, soft_wrap=True)
    return _serve(options)


def begin(options: argparse.Namespace) -> int:
    _start_django()
    _migrate()
    from groundswell.cli.begin import begin_network

    begin_network(options, console)
    return 0


def worker(_options: argparse.Namespace) -> int:
    _start_django()
    from django.conf import settings

    if settings.WORKER_IN_SERVER:
        raise CannotRun(
            "the embedded database has its worker inside the server (one process, one file). "
            "Run 'groundswell serve', or set GROUNDSWELL_DATABASE_URL to a PostgreSQL database."
        )
    from groundswell.jobs.worker import run

    run()
    return 0


def migrate(_options: argparse.Namespace) -> int:
    _start_django()
    _migrate()
    return 0


def check(_options: argparse.Namespace) -> int:
    """Database, migrations, SQLite version, data folder, settings. Status 2 if something is wrong."""
    _start_django()
    from groundswell.cli.soundness import findings

    table = Table("", "What", "How it is")
    rows = findings()
    for row in rows:
        table.add_row("ok" if row.sound else "look", row.what, row.words)
    console.print(table)
    return 0 if all(row.sound for row in rows) else 2


def backup(options: argparse.Namespace) -> int:
    _start_django()
    from groundswell.cli.backups import CannotBackUp, write_backup

    try:
        size = write_backup(options.file)
    except (OSError, CannotBackUp) as fault:
        raise CannotRun(str(fault)) from fault
    console.print(f"Backup written: {options.file} ({size / 1e6:.1f} MB)")
    return 0


def restore(options: argparse.Namespace) -> int:
    _start_django()
    from groundswell.cli.backups import CannotBackUp
    from groundswell.cli.restoring import restore_backup

    try:
        restore_backup(options.file, replace=options.replace)
    except (OSError, CannotBackUp) as fault:
        raise CannotRun(str(fault)) from fault
    console.print("Restored. Start the server again.")
    return 0


def bring_in(options: argparse.Namespace) -> int:
    _start_django()
    from groundswell.cli.imports import bring_in_file

    return bring_in_file(options, console)


def _start_django() -> None:
    import django

    try:
        django.setup()
    except OSError as fault:
        raise CannotRun(
            f"the data folder cannot be used: {fault}. Name another with GROUNDSWELL_HOME."
        ) from fault


def _migrate() -> None:
    """Bring the database up to date, unless a check says that it would not be safe here."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError
    from django.db import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        call_command("createcachetable", verbosity=0)
    except SystemCheckError as unsound:
        raise CannotRun(str(unsound)) from unsound
    except OperationalError as fault:
        raise CannotRun(f"the database does not answer: {fault}") from fault


def _require_free(options: argparse.Namespace) -> None:
    from groundswell.cli.server import PortTaken, require_free

    try:
        require_free(address=options.address, port=options.port)
    except PortTaken as taken:
        raise CannotRun(str(taken)) from taken


def _serve(options: argparse.Namespace) -> int:
    from groundswell.cli.server import run

    run(address=options.address, port=options.port)
    return 0
