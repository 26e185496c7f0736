"""Student data on the command line: bring files in, see the editions, take a load back. No server is needed."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from groundswell.cli import keeping, synthesizing
from groundswell.cli.commands import Adder, CannotRun, console
from groundswell.cli.loading import formats
from groundswell.cli.loading import options as loading_options
from groundswell.cli.store_folder import store_folder

COMPLETE, SOME_SET_ASIDE, REFUSED = 0, 3, 2


def register(add: Adder) -> None:
    """The `data` command and what is below it."""
    data = add("data", help="student data: load files, list the editions, take a load back")
    below = data.add_subparsers(title="what to do", required=True, metavar="WHAT").add_parser
    load, _preview, match = loading_options.register(below)
    load.set_defaults(run=bring_in)
    listed = below("editions", help="list the editions, newest first")
    listed.add_argument(
        "--check", action="store_true", help="read every file again and hold it to its digest"
    )
    listed.set_defaults(run=list_editions)
    revert = below("revert", help="take a load back; a new edition without it is made")
    revert.add_argument("edition", type=int, help="the number of the edition whose load is taken back")
    revert.add_argument("--to", action="store_true", help="go back to this edition instead, with all it held")
    revert.set_defaults(run=take_back)
    waiting = below("quarantine", help="write the rows set aside as files to correct and load again")
    waiting.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write them")
    waiting.set_defaults(run=write_quarantine)
    for command in (load, match, listed, revert, waiting):
        command.add_argument("--store", type=Path, metavar="DIR", help="the folder of editions")
    synthesizing.register(below)
    keeping.register(below)


def bring_in(options: argparse.Namespace) -> int:
    """0: every row came in; 3: some were set aside or skipped. Raises `CannotRun` when nothing came in."""
    from groundswell.cli.data_report import show, stages

    if options.report:
        _require_writable(options.report)
    with store_faults(), stages(console) as tell:
        report = formats.load(options, store_folder(options), _now(), tell)
    if options.report:
        _write(options.report, json.dumps(report.as_dict(), indent=1, ensure_ascii=False))
    show(report, console)
    if report.refusal:
        where = f"{report.refusal.file}: " if report.refusal.file else ""
        raise CannotRun(
            f"refused, and nothing was changed. {where}{report.refusal.message} {report.refusal.fix}"
        )
    return COMPLETE if report.complete else SOME_SET_ASIDE


def list_editions(options: argparse.Namespace) -> int:
    from groundswell.cli.data_report import show_editions
    from groundswell.store.publish import editions, reading

    store = store_folder(options)
    with store_faults():
        found = editions.history(store)
        show_editions(found, console)
        if options.check and found:
            damaged = reading.damage(store, found[0])
            if damaged:
                raise CannotRun(" ".join(damaged) + " Bring the store back from a backup.")
            console.print(f"Edition {found[0].number} is sound: {len(found[0].parts):,} files checked.")
    return 0


def take_back(options: argparse.Namespace) -> int:
    from groundswell.store.publish import editions, reverting

    store = store_folder(options)
    revert = reverting.go_back if options.to else reverting.take_back
    with store_faults():
        before = editions.current_number(store)
        edition = revert(store, options.edition, made_at=_now())
    if edition.number == before:
        console.print(f"Nothing to change: edition {before} is like that already.")
    else:
        console.print(f"{edition.about['words']} This is edition {edition.number}.")
    return 0


def write_quarantine(options: argparse.Namespace) -> int:
    from groundswell.store.read.edfi.repairs import FILE, list_set_aside
    from groundswell.store.read.mapped.repairs import write_repairs as write_plain
    from groundswell.store.read.oneroster.repairs import write_repairs

    store, out = store_folder(options), options.out
    with store_faults():
        written = write_repairs(store, out, now=_now())
        listed = list_set_aside(store, out)
        plain = write_plain(store, out / "plain")
    for resource, records in listed.items():
        _say(f"{FILE}: {records:,} records of {resource}")
    if listed:
        _say("Correct the Ed-Fi records where they come from, then export and load them again.")
    for file, rows in plain.items():
        _say(f"plain/{file}: {rows:,} rows")
    if plain:
        _say(
            "Correct them (groundswell.why says what), then load each file as the first was loaded, with the same mapping."
        )
    for file, rows in written.items():
        _say(f"{file}: {rows:,} rows")
    if written:
        _say(f"Correct them (the last column says what), then: groundswell data load oneroster {out}")
    if not (written or listed or plain):
        _say("Nothing is set aside.")
    return 0


def _say(words: str) -> None:
    console.print(words, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def store_faults() -> Iterator[None]:
    """What the store and the disk refuse, as a refusal of the command."""
    from groundswell.store.publish.editions import StoreFault
    from groundswell.store.publish.reverting import CannotRevert
    from groundswell.store.report import Imbalance

    try:
        yield
    except (StoreFault, CannotRevert, Imbalance) as fault:
        raise CannotRun(str(fault)) from fault
    except OSError as fault:
        raise CannotRun(f"{fault.filename or 'the store'} cannot be used: {fault.strerror}.") from fault


def _require_writable(file: Path) -> None:
    """Before anything is loaded: a load whose report nobody gets is not to be. Leaves the file as it is."""
    was_there = file.exists()
    try:
        file.open("a", encoding="utf-8").close()
    except OSError as fault:
        raise CannotRun(
            f"the report cannot be written to {file}: {fault.strerror}. Nothing was loaded."
        ) from fault
    if not was_there:
        file.unlink()


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise CannotRun(f"the report cannot be written to {file}: {fault.strerror}.") from fault


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
