"""`groundswell data match`: what feeds do not know of each other, and ids that may have changed."""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.cli.commands import Adder, CannotRun, console
from groundswell.cli.store_folder import store_folder

if TYPE_CHECKING:
    from groundswell.store.publish.reading import Reading
    from groundswell.store.read.matching.changes import MaybeTheSame
    from groundswell.store.read.matching.feeds import Difference

COLUMNS = ("about", "school_year", "feed", "other", "id", "nearly", "why")
SHOWN = 20


def register(below: Adder) -> argparse.ArgumentParser:
    match = below("match", help="say which students and schools one feed knows and another does not")
    match.add_argument("--out", type=Path, metavar="FILE.csv", help="write every id, one per row")
    match.add_argument("--since", type=int, metavar="EDITION", help="look for changed ids since this edition")
    match.set_defaults(run=run)
    return match


def run(options: argparse.Namespace) -> int:
    """Always 0: what does not match is a question, not a refusal."""
    from groundswell.cli.data import store_faults
    from groundswell.store.publish import editions
    from groundswell.store.publish.reading import reading
    from groundswell.store.read.matching.changes import edition_before_last_load, maybe_changed
    from groundswell.store.read.matching.feeds import differences

    store = store_folder(options)
    with store_faults():
        now = editions.current(store)
        if not now.number:
            raise CannotRun("there is no edition yet. Bring files in with 'groundswell data load'.")
        before = (
            edition_before_last_load(store, now)
            if options.since is None
            else editions.read(store, options.since)
        )
        with reading(store) as opened:
            found = differences(opened.connection, store, opened.edition)
            asked = maybe_changed(opened.connection, store, before, opened.edition)
            _tell(found, asked, before.number)
            if options.out:
                _write(options.out, list(_rows(opened, store, found, asked)))
    return 0


def _tell(found: "list[Difference]", asked: "list[MaybeTheSame]", since: int) -> None:
    for each in found:
        _say(each.words)
    if not found:
        _say("Every student and school of each feed is known to the others.")
    if asked:
        _say(f"Since edition {since}, {len(asked):,} ids may have changed. We ask, and change nothing:")
    for maybe in asked[:SHOWN]:
        _say(f"  {maybe.source}: {maybe.question}")
    if len(asked) > SHOWN:
        _say(f"  {len(asked) - SHOWN:,} more; --out FILE.csv lists them.")


def _rows(
    opened: "Reading", store: Path, found: "list[Difference]", asked: "list[MaybeTheSame]"
) -> Iterator[tuple[str | int, ...]]:
    from groundswell.store.read.matching.feeds import unknown_ids

    for each in found:
        for unknown, nearly, why in unknown_ids(opened.connection, store, opened.edition, each):
            yield (f"unknown {each.what}", each.school_year, each.one, each.other, unknown, nearly, why)
    for maybe in asked:
        alike = ", ".join(maybe.evidence)
        yield ("id may have changed", maybe.school_year, maybe.source, "", maybe.before, maybe.after, alike)


def _write(file: Path, rows: list[tuple[str | int, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        file.chmod(0o600)
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        writer.writerows([_as_text(cell) for cell in row] for row in rows)
    _say(f"Written: {file}, {len(rows):,} rows.")


def _as_text(cell: str | int) -> str:
    """A spreadsheet program takes a cell that starts with = + - or @ for a formula: a mark before it says it is text."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _say(words: str) -> None:
    from groundswell.cli.data_report import plain

    console.print(plain(words), markup=False, highlight=False, soft_wrap=True)
