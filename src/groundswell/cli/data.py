"""Student data on the command line: bring files in, see the editions, take a load back. No server is needed."""

import argparse
import codecs
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.cli import synthesizing
from groundswell.cli.commands import Adder, CannotRun, console

if TYPE_CHECKING:
    from groundswell.store.publish.drafts import Tell
    from groundswell.store.report import Report

COMPLETE, SOME_SET_ASIDE, REFUSED = 0, 3, 2


def register(add: Adder) -> None:
    """The `data` command and what is below it."""
    data = add("data", help="student data: load files, list the editions, take a load back")
    below = data.add_subparsers(title="what to do", required=True, metavar="WHAT").add_parser
    load = below("load", help="bring files in; status 0: every row, 3: some set aside, 2: refused")
    load.add_argument("format", choices=("oneroster", "edfi"), help="what kind of files")
    load.add_argument("path", type=Path, help="a zip file or a folder")
    load.add_argument("--report", type=Path, metavar="FILE.json", help="write the whole report to a file")
    load.add_argument(
        "--dates", choices=("iso", "mdy", "dmy"), default="iso", help="how dates with slashes are written"
    )
    load.add_argument("--encoding", default="", help="when the files are not UTF-8, such as cp1252")
    load.add_argument(
        "--accept-loss", action="store_true", help="load it though most students of a year would be gone"
    )
    load.add_argument(
        "--add", action="store_true", help="edfi: add to what is held; the same keys are replaced"
    )
    load.add_argument(
        "--descriptors", type=Path, metavar="FILE.yaml", help="edfi: what the district's own codes mean"
    )
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
    for command in (load, listed, revert, waiting):
        command.add_argument("--store", type=Path, metavar="DIR", help="the folder of editions")
    synthesizing.register(below)


def bring_in(options: argparse.Namespace) -> int:
    """0: every row came in; 3: some were set aside or skipped. Raises `CannotRun` when nothing came in."""
    from groundswell.cli.data_report import show, stages

    load = _from_edfi if options.format == "edfi" else _from_oneroster
    with _store_faults(), stages(console) as tell:
        report = load(options, tell)
    if options.report:
        _write(options.report, json.dumps(report.as_dict(), indent=1, ensure_ascii=False))
    show(report, console)
    if report.refusal:
        raise CannotRun(f"nothing was changed. {report.refusal.message} {report.refusal.fix}")
    return COMPLETE if report.complete else SOME_SET_ASIDE


def _from_oneroster(options: argparse.Namespace, tell: "Tell") -> "Report":
    from groundswell.store.read.oneroster.load import LoadSettings, load_oneroster
    from groundswell.store.read.oneroster.staging import HowRead

    how = HowRead(dates=options.dates, encoding=_codec(options.encoding))
    settings = LoadSettings(how=how, accept_loss=options.accept_loss)
    return load_oneroster(_store(options), options.path, made_at=_now(), settings=settings, tell=tell)


def _from_edfi(options: argparse.Namespace, tell: "Tell") -> "Report":
    from groundswell.store.read.edfi.load import LoadSettings, load_edfi

    settings = LoadSettings(
        adds=options.add, accept_loss=options.accept_loss, descriptors=options.descriptors
    )
    return load_edfi(_store(options), options.path, made_at=_now(), settings=settings, tell=tell)


def list_editions(options: argparse.Namespace) -> int:
    from groundswell.cli.data_report import show_editions
    from groundswell.store.publish import editions, reading

    store = _store(options)
    with _store_faults():
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

    store = _store(options)
    revert = reverting.go_back if options.to else reverting.take_back
    with _store_faults():
        before = editions.current_number(store)
        edition = revert(store, options.edition, made_at=_now())
    if edition.number == before:
        console.print(f"Nothing to change: edition {before} is like that already.")
    else:
        console.print(f"{edition.about['words']} This is edition {edition.number}.")
    return 0


def write_quarantine(options: argparse.Namespace) -> int:
    from groundswell.store.read.edfi.repairs import FILE, list_set_aside
    from groundswell.store.read.oneroster.repairs import write_repairs

    with _store_faults():
        written = write_repairs(_store(options), options.out, now=_now())
        listed = list_set_aside(_store(options), options.out)
    for resource, records in listed.items():
        console.print(f"{FILE}: {records:,} records of {resource}", markup=False, highlight=False)
    if listed:
        console.print("Correct the Ed-Fi records where they come from, then export and load them again.")
    if not written and listed:
        return 0
    if not written:
        console.print("Nothing is set aside.")
        return 0
    for file, rows in written.items():
        console.print(f"{file}: {rows:,} rows", markup=False, highlight=False)
    console.print(
        f"Correct them (the last column says what), then: groundswell data load oneroster {options.out}",
        markup=False, highlight=False, soft_wrap=True,
    )  # fmt: skip
    return 0


@contextmanager
def _store_faults() -> Iterator[None]:
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


def _store(options: argparse.Namespace) -> Path:
    home = Path(os.environ.get("GROUNDSWELL_HOME", Path.home() / ".groundswell")).expanduser()
    return Path(options.store or home / "student-data").resolve()


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError as unknown:
        raise CannotRun(f"there is no encoding called '{name}'. Try cp1252 or utf-8.") from unknown


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise CannotRun(f"the report cannot be written to {file}: {fault.strerror}.") from fault


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
