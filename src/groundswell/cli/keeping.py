"""Retention and deletion of student data on the command line: `groundswell data retain|forget|prune`."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.cli.commands import Adder, CannotRun, console
from groundswell.cli.store_folder import store_folder

if TYPE_CHECKING:
    from groundswell.store.publish.rewriting import Rewritten

AFTERWARDS = (
    "Numbers that were released stay until the next release: make one with 'groundswell release make'."
)


def register(below: Adder) -> None:
    """Add the commands to the `data` group."""
    retain = below("retain", help="keep the newest school years, and nothing of older ones in any edition")
    retain.add_argument("--years", type=int, required=True, metavar="N", help="how many school years to keep")
    retain.set_defaults(run=run_retain)
    forget = below("forget", help="take one student out of every edition; the log keeps a digest alone")
    forget.add_argument("student", help="the student's id, as the feeds write it")
    forget.add_argument("--reason", required=True, help="why; kept in the log of deletions")
    forget.set_defaults(run=run_forget)
    prune = below("prune", help="remove old editions; the live one stays")
    prune.add_argument("--keep", type=int, metavar="N", help="keep the newest N editions")
    prune.add_argument("--days", type=int, metavar="N", help="keep the editions of the last N days")
    prune.set_defaults(run=run_prune)
    for command in (retain, forget, prune):
        command.add_argument("--store", type=Path, metavar="DIR", help="the folder of editions")


def run_retain(options: argparse.Namespace) -> int:
    from groundswell.store.publish.retention import retain

    with _refusals():
        done = retain(_store(options), years=options.years, made_at=_now())
    if not done.edition:
        _say("Nothing is older than that. No edition was made.")
        return 0
    _tell(done)
    return 0


def run_forget(options: argparse.Namespace) -> int:
    from groundswell.store.publish.retention import forget

    with _refusals():
        gone = forget(_store(options), options.student, reason=options.reason, made_at=_now())
    _tell(gone.done)
    for left in gone.leftovers:
        _say(f"The same signs also stand in {left.table}, {left.column} ({left.cells:,} cells): look whether they "
             "mean this student. We take rows by their student columns alone.")  # fmt: skip
    _say(f"In the log of deletions the student is called {gone.digest}.")
    _say(
        "Delete the student in the systems that the files come from too, or the next load brings the student back."
    )
    _say("Files that you keep elsewhere, and backups, still hold the student.")
    return 0


def run_prune(options: argparse.Namespace) -> int:
    from groundswell.store.publish.retention import prune

    with _refusals():
        gone = prune(_store(options), keep=options.keep, days=options.days, now=datetime.now(UTC))
    if not gone.editions:
        _say("No edition is that old. Nothing was removed.")
        return 0
    _say(
        f"Removed {len(gone.editions):,} editions ({gone.editions[0]} to {gone.editions[-1]}) and {gone.files:,} files."
    )
    return 0


def _tell(done: "Rewritten") -> None:
    for table, rows in sorted(done.rows.items()):
        _say(f"{table}: {rows:,} rows")
    _say(f"Gone from every edition that is kept ({done.files:,} files). This is edition {done.edition}.")
    _say(AFTERWARDS)


@contextmanager
def _refusals() -> Iterator[None]:
    from groundswell.store.publish.editions import StoreFault
    from groundswell.store.publish.retention import CannotDelete

    try:
        yield
    except (CannotDelete, StoreFault) as refusal:
        raise CannotRun(str(refusal)) from refusal
    except OSError as fault:
        raise CannotRun(f"{fault.filename or 'the store'} cannot be used: {fault.strerror}.") from fault


def _store(options: argparse.Namespace) -> Path:
    """The folder of editions; a command that deletes makes none."""
    folder = store_folder(options)
    if not folder.is_dir():
        raise CannotRun(f"there is no store at {folder}.")
    return folder


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _say(words: str) -> None:
    console.print(words, markup=False, highlight=False, soft_wrap=True)
