"""Indicators on the command line: what there is, what one means, and its numbers. No server is needed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.cli.commands import Adder, CannotRun, console
from groundswell.cli.store_folder import store_folder

if TYPE_CHECKING:
    from groundswell.core.indicators.definition import Indicator

PLACES = ("school", "district", "network")
PERIODS = ("day", "week", "month", "term", "school_year")


def register(add: Adder) -> None:
    """The `indicators` command and what is below it."""
    top = add("indicators", help="what each indicator means, and its numbers by school, group and period")
    below = top.add_subparsers(title="what to do", required=True, metavar="WHAT").add_parser
    listed = below("list", help="every indicator, with its unit and who has checked it")
    listed.set_defaults(run=list_all)
    shown = below("show", help="all that is written about one indicator")
    shown.set_defaults(run=show)
    tried = below("try", help="work out the examples of your own definition file on two engines")
    tried.add_argument("file", type=Path, metavar="FILE.yaml", help="a definition")
    tried.set_defaults(run=try_out)
    computed = below("compute", help="numbers, small groups withheld, on the screen or to a file")
    _add_compute(computed)
    cut = below(
        "levels", help="index levels of your own: cut points from one year's released numbers of schools"
    )
    _add_levels(cut)
    for command in (shown, computed, cut):
        command.add_argument("name", help="the indicator's id, as 'indicators list' shows it")
    for command in (listed, shown, computed, cut):
        command.add_argument(
            "--definitions", type=Path, metavar="DIR", help="a folder with definitions of your own"
        )


def _add_compute(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--by",
        default="network",
        help="school, district or network; with commas: group (all group sets), grade, grade_band, the name of "
        "a group set, or two crossed such as race_ethnicity*sex",
    )
    command.add_argument("--period", choices=PERIODS, default="school_year")
    command.add_argument(
        "--year", type=int, action="append", default=[], metavar="YEAR", help="2026 is 2025-26; default: all"
    )
    command.add_argument("--store", type=Path, metavar="DIR", help="the folder of editions")
    command.add_argument(
        "--edition", type=int, metavar="NUMBER", help="an earlier edition; default: the live one"
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="a file ending in .csv, .parquet or .json")
    command.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    command.add_argument(
        "--threshold",
        type=int,
        default=11,
        metavar="N",
        help="groups of fewer than N persons are withheld (11)",
    )
    command.add_argument(
        "--bound-ends",
        action="store_true",
        help="print rates near 0 %% and 100 %% as bounds, such as at most 5%%",
    )
    command.set_defaults(run=compute)


def _add_levels(command: argparse.ArgumentParser) -> None:
    from groundswell.cli.indicator_levels import levels

    command.add_argument(
        "--baseline",
        type=int,
        required=True,
        metavar="YEAR",
        help="the school year that sets them: 2026 is 2025-26",
    )
    command.add_argument("--store", type=Path, metavar="DIR", help="the folder of editions")
    command.add_argument("--out", type=Path, metavar="FILE.yaml", help="a rule table; default: the screen")
    command.set_defaults(run=levels)


def list_all(options: argparse.Namespace) -> int:
    from groundswell.cli.indicator_words import listing

    console.print(listing(definitions(options)))
    return 0


def show(options: argparse.Namespace) -> int:
    from groundswell.cli.indicator_words import described

    console.print(described(_one(options)), markup=False, highlight=False, soft_wrap=True)
    return 0


def try_out(options: argparse.Namespace) -> int:
    """0: each example comes out as written; raises `CannotRun` with the first that does not."""
    from groundswell.core.indicators.mistakes import DefinitionError
    from groundswell.library.indicator_files import read_file
    from groundswell.store.query import TABLE_KINDS
    from groundswell.store.query.trying import differences

    try:
        read = read_file(options.file, TABLE_KINDS)
        found = [words for indicator in read for words in differences(indicator)]
    except DefinitionError as mistake:
        raise CannotRun(str(mistake)) from mistake
    except OSError as fault:
        raise CannotRun(f"{options.file} cannot be read: {fault.strerror}.") from fault
    if found:
        raise CannotRun(" ".join(found))
    for indicator in read:
        count = len(indicator.examples)
        said = "its example comes" if count == 1 else f"its {count} examples come"
        console.print(f"{indicator.id} is sound: {said} out as written.")
    return 0


def compute(options: argparse.Namespace) -> int:
    """Work the numbers out and let leave what may leave."""
    from groundswell.cli.indicator_files import require_writable, write
    from groundswell.cli.indicator_numbers import released
    from groundswell.cli.indicator_words import numbers, summary

    if options.threshold < 1:
        raise CannotRun("--threshold is a number of persons, 1 or more.")
    if options.out:
        require_writable(options.out)
    indicator = _one(options)
    table = released(indicator, options, store_folder(options))
    if options.out:
        write(options.out, table)
    else:
        console.print(numbers(table))
    for sentence in summary(table):
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    return 0


def definitions(options: argparse.Namespace) -> dict[str, Indicator]:
    """Those that ship with Groundswell and those in `--definitions`, by id."""
    from groundswell.core.indicators.mistakes import DefinitionError
    from groundswell.library.indicator_files import indicators
    from groundswell.store.query import TABLE_KINDS

    if options.definitions and not options.definitions.is_dir():
        raise CannotRun(
            f"{options.definitions} is not a folder. Name the folder that holds your definitions."
        )
    try:
        return indicators(TABLE_KINDS, own=options.definitions)
    except DefinitionError as mistake:
        raise CannotRun(str(mistake)) from mistake


def _one(options: argparse.Namespace) -> Indicator:
    found = definitions(options)
    if options.name not in found:
        raise CannotRun(f"there is no indicator '{options.name}'. There are: {', '.join(found)}.")
    return found[options.name]
