"""`groundswell data preview`: the first rows of a file, and a mapping to correct."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.cli.commands import Adder, CannotRun, console

if TYPE_CHECKING:
    from groundswell.store.read.mapped.previewing import Preview


def register(below: Adder) -> argparse.ArgumentParser:
    preview = below("preview", help="look at a table's first rows and write a mapping to correct")
    preview.add_argument(
        "path", type=Path, help="CSV, TSV, XLSX or Parquet; of a folder or zip file its first table"
    )
    preview.add_argument(
        "--for", dest="table", default="", metavar="TABLE", help="such as attendance; else we propose one"
    )
    preview.add_argument("--sheet", default="", help="the sheet of a workbook; else its first")
    preview.add_argument(
        "--out", type=Path, metavar="MAP.yaml", help="write the mapping here; else it is shown"
    )
    preview.set_defaults(run=run)
    return preview


def run(options: argparse.Namespace) -> int:
    from groundswell.store.read.mapped.previewing import preview, require_table
    from groundswell.store.read.mapped.proposing import as_yaml
    from groundswell.store.read.package import PACKAGE_LIMITS, RefusedFile

    if options.out and options.out.exists():
        raise CannotRun(
            f"{options.out} is there already. Name another file, so that your corrections are not lost."
        )
    try:
        table = require_table(options.table)
        found = preview(options.path, table=table, sheet=options.sheet, limits=PACKAGE_LIMITS)
    except RefusedFile as refusal:
        raise CannotRun(str(refusal)) from refusal
    except OSError as fault:
        raise CannotRun(f"{fault.filename or options.path} cannot be read: {fault.strerror}.") from fault
    _show(found)
    if options.out is None:
        console.print(as_yaml(found), markup=False, highlight=False, soft_wrap=True)
        return 0
    options.out.write_text(as_yaml(found), encoding="utf-8")
    _say(f"Written: {options.out}. Look at every line, correct it, then:")
    _say(f"  groundswell data load table {options.path} --mapping {options.out}")
    return 0


def _show(found: "Preview") -> None:
    from rich.table import Table

    from groundswell.cli.data_report import plain

    ours = {heading: name for name, heading in found.columns.items()} | dict.fromkeys(found.days, "date")
    table = Table(
        "Column", "Examples", "Read as", title=plain(f"{found.file}, the first {found.rows:,} rows")
    )
    for seen in found.seen[:200]:
        cells = (seen.name, ", ".join(each[:24] for each in seen.examples), ours.get(seen.name, ""))
        table.add_row(*(plain(cell).replace("[", r"\[") for cell in cells))
    console.print(table)
    _say(f"This looks like {found.table}. If it is not, say which table it is with --for.")
    if found.question:
        _say(f"A question: {found.question} Answer it in the mapping.")
    for column in found.missing:
        _say(f"We found no column for {column.name}: {column.meaning}")


def _say(words: str) -> None:
    from groundswell.cli.data_report import plain

    console.print(plain(words), markup=False, highlight=False, soft_wrap=True)
