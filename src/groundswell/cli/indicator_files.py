"""Released numbers as a file of the format that its name ends in."""

from __future__ import annotations

import os
from pathlib import Path

from groundswell.cli.commands import CannotRun
from groundswell.cli.indicator_numbers import ReleasedTable
from groundswell.store.release.written import WRITERS, Leaving, as_bytes


def require_writable(file: Path) -> None:
    """Raise `CannotRun` for a name that says no format, or a folder that is not there, before any work is done."""
    if file.suffix not in WRITERS:
        raise CannotRun(f"{file.name} names no format. Let it end in {', '.join(WRITERS)}.")
    if not file.parent.is_dir():
        raise CannotRun(f"the folder {file.parent} is not there. Make it first.")


def write(file: Path, table: ReleasedTable) -> None:
    """Write the whole file, or leave what was there."""
    leaving = Leaving(
        table.indicator,
        table.edition,
        table.threshold,
        table.rows,
        table.names,
        table.authorities,
        table.notes,
    )
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(as_bytes(leaving, file.suffix))
        os.replace(new, file)  # noqa: PTH105 (a replacement in one step)
    except OSError as fault:
        new.unlink(missing_ok=True)
        raise CannotRun(f"{file} cannot be written: {fault.strerror}.") from fault
