"""`release make`, `release check` and `release list`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundswell.cli.commands import Adder, CannotRun, console
from groundswell.cli.store_folder import store_folder
from groundswell.core.indicators.results import CROSS

if TYPE_CHECKING:
    from groundswell.core.disclosure.rules import SuppressionRule
    from groundswell.core.indicators.definition import Indicator

ALL_RELEASED, SOME_HELD = 0, 3
NOTHING_FOUND, SOMETHING_FOUND = 0, 1


def register(add: Adder) -> None:
    make = add("make", help="decide every number once; status 0: all released, 3: some held, 2: refused")
    make.add_argument(
        "--indicator",
        action="append",
        default=[],
        metavar="NAME",
        help="one indicator alone; may be repeated",
    )
    make.add_argument("--definitions", type=Path, metavar="DIR", help="a folder with definitions of your own")
    make.add_argument(
        "--threshold", type=int, metavar="N",
        help="groups of fewer than N persons are withheld (as the store keeps it, else as last time, else 11)",
    )  # fmt: skip
    make.add_argument(
        "--bound-ends", action=argparse.BooleanOptionalAction, default=None,
        help="print rates near 0 %% and 100 %% as bounds, such as at most 5%%",
    )  # fmt: skip
    make.add_argument(
        "--cross", action="append", default=[], metavar="SET*SET",
        help="also look at two group sets together, such as 'race_ethnicity*disability'; may be repeated",
    )  # fmt: skip
    make.set_defaults(run=make_one)
    check = add("check", help="attack a release from all that was ever printed; status 1: something follows")
    check.add_argument("--release", type=int, metavar="NUMBER", help="an earlier one; default: the live one")
    check.set_defaults(run=check_one)
    listed = add("list", help="list the releases, newest first")
    listed.set_defaults(run=list_all)
    for command in (make, check, listed):
        command.add_argument("--store", type=Path, metavar="DIR", help="the folder of editions")
    for command in (make, check):
        command.add_argument("--report", type=Path, metavar="FILE.json", help="write all of it to a file")


def make_one(options: argparse.Namespace) -> int:
    """0: every table was released; 3: some are held. Raises `CannotRun` when nothing was released."""
    from groundswell.cli.releasing.words import made, report_of_making, stages
    from groundswell.store.derived.growth import derive_growth
    from groundswell.store.release.making import make_release
    from groundswell.store.release.reading import current

    if options.threshold is not None and options.threshold < 1:
        raise CannotRun("--threshold is a number of persons, 1 or more.")
    chosen, store = _chosen(options), store_folder(options)
    with _refusals(), stages(console) as tell:
        rule = _rule(options, store)
        before, made_at = current(store), datetime.now(UTC).isoformat(timespec="seconds")
        derive_growth(store, made_at=made_at, tell=tell)
        manifest = make_release(
            store,
            chosen,
            rule=rule,
            made_at=made_at,
            crossings=_crossings(options),
            tell=tell,
        )
    _write(options.report, report_of_making(manifest))
    made(manifest, before, console)
    return SOME_HELD if any(entry.state == "held" for entry in manifest.tables) else ALL_RELEASED


def _rule(options: argparse.Namespace, store: Path) -> SuppressionRule:
    """What is said here; for the rest, the rule that the store keeps for its next release."""
    from groundswell.store.release.rule import next_rule

    said = {"threshold": options.threshold, "code_ends": options.bound_ends}
    return replace(next_rule(store), **{name: value for name, value in said.items() if value is not None})


def _crossings(options: argparse.Namespace) -> tuple[str, ...]:
    for pair in options.cross:
        one, _, other = pair.partition(CROSS)
        if not one or not other or one == other or CROSS in other:
            raise CannotRun(
                f"--cross {pair} names no two group sets. Write race_ethnicity*disability, in quotes."
            )
    return tuple(dict.fromkeys(options.cross))


def check_one(options: argparse.Namespace) -> int:
    """0: nothing can be worked out; 1: something can."""
    from groundswell.cli.releasing.words import checked, report_of_check, stages
    from groundswell.store.release.making import check_release

    with _refusals(), stages(console) as tell:
        check = check_release(store_folder(options), options.release, tell=tell)
    _write(options.report, report_of_check(check))
    checked(check, console)
    return SOMETHING_FOUND if check.exposed else NOTHING_FOUND


def list_all(options: argparse.Namespace) -> int:
    from groundswell.cli.releasing.words import listing
    from groundswell.store.release.reading import history

    with _refusals():
        listing(history(store_folder(options)), console)
    return 0


def _chosen(options: argparse.Namespace) -> list[Indicator]:
    from groundswell.cli.indicators import definitions

    known = definitions(options)
    unknown = [name for name in options.indicator if name not in known]
    if unknown:
        raise CannotRun(f"there is no indicator '{unknown[0]}'. There are: {', '.join(known)}.")
    return [known[name] for name in dict.fromkeys(options.indicator)] or list(known.values())


@contextmanager
def _refusals() -> Iterator[None]:
    import duckdb

    from groundswell.store.publish.editions import StoreFault
    from groundswell.store.release.making import CannotRelease

    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError) as fault:
        raise CannotRun(
            "there is not enough memory for this edition. Release fewer indicators at a time."
        ) from fault
    except (StoreFault, CannotRelease) as refusal:
        raise CannotRun(str(refusal)) from refusal
    except OSError as fault:
        raise CannotRun(f"{fault.filename or 'the store'} cannot be used: {fault.strerror}.") from fault


def _write(file: Path | None, report: dict[str, Any]) -> None:
    if file is None:
        return
    try:
        file.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as fault:
        raise CannotRun(f"the report cannot be written to {file}: {fault.strerror}.") from fault
