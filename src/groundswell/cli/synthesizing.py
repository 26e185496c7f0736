"""`groundswell data synthesize`: files of an invented network, to try things on."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from groundswell.cli.commands import Adder, CannotRun, console

if TYPE_CHECKING:
    from groundswell.store.synthesize.making import Made
    from groundswell.store.synthesize.work import Tell


def register(below: Adder) -> None:
    """Add the command to the `data` group."""
    command = below("synthesize", help="write files of an invented network, with planted effects and a key")
    for name, default, what in (
        ("students", 10_000, "students in each year"),
        ("schools", 30, "schools, at least 3 for each district"),
        ("districts", 2, "districts"),
        ("years", 3, "school years, the last of them 2025-26"),
        ("seed", 1, "another number gives another network"),
    ):
        command.add_argument(f"--{name}", type=int, default=default, help=f"{what} (default {default:,})")
    command.add_argument("--no-faults", action="store_true", help="plant no rows that cannot be read")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder")
    command.add_argument(
        "--report", type=Path, metavar="FILE.json", help="write rows, size and time to a file"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when written. Raises `CannotRun` when the sizes or the folder do not allow it."""
    from groundswell.store.synthesize.making import synthesize
    from groundswell.store.synthesize.sizes import CannotSynthesize, Size

    size = Size(
        students=options.students, schools=options.schools, districts=options.districts, years=options.years,
        seed=options.seed, faults=not options.no_faults,
    )  # fmt: skip
    began = perf_counter()
    try:
        with _progress() as tell:
            made = synthesize(size, options.out, tell)
        _tell(options, made, perf_counter() - began)
    except CannotSynthesize as refusal:
        raise CannotRun(str(refusal)) from refusal
    except OSError as fault:
        raise CannotRun(f"{fault.filename or options.out} cannot be written: {fault.strerror}.") from fault
    return 0


@contextmanager
def _progress() -> Iterator["Tell"]:
    """A bar on a terminal; nothing in a file or pipe."""
    from rich.progress import Progress

    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Schools and years", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _tell(options: argparse.Namespace, made: "Made", seconds: float) -> None:
    size = sum(file.stat().st_size for file in options.out.rglob("*") if file.is_file())
    rows = sum(made.rows.values())
    words = f"{rows:,} rows, {size / 1e6:,.1f} MB, in {seconds:.1f} s: {options.out}"
    console.print(words, markup=False, highlight=False, soft_wrap=True)
    console.print("What was planted where is in key/key.json.", markup=False, highlight=False, soft_wrap=True)
    if options.report:
        report = {"rows": made.rows, "bytes": size, "seconds": round(seconds, 2), "faults": len(made.faults)}
        options.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
