"""`groundswell chart`: a table in, charts out, with no server and no database."""

import argparse
import os
import sys

from groundswell.cli.charting.options import add_options
from groundswell.cli.commands import Adder, CannotRun


def register(add: Adder) -> None:
    """Add the command to the others."""
    chart = add("chart", help="chart a table: run and control charts as pictures, numbers or words")
    add_options(chart)
    chart.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Chart the file as asked. Raises `CannotRun` with what to change."""
    from groundswell.cli.charting.making import make
    from groundswell.cli.charting.refusing import Refusal, plain

    try:
        told = make(options)
    except Refusal as refusal:
        raise CannotRun(plain(str(refusal))) from refusal
    for line in told.notices:
        print(plain(line), file=sys.stderr)
    if told.text:
        _print(told.text)
    return 0


def _print(text: str) -> None:
    """A reader such as `head` that has seen enough is no mistake."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Else Python says so when it closes standard output at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
