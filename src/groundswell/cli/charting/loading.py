"""The file as columns that a chart can use, or a refusal that names each row."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.cli.charting.refusing import Refusal, of_file, of_table
from groundswell.cli.charting.row_checks import check_rows
from groundswell.core.stats.points import X
from groundswell.store.read.columnar import (
    Cells,
    Findings,
    PlaceKind,
    RefusedFile,
    Sheet,
    numbers,
    places,
    read_columns,
    words,
)
from groundswell.store.read.faults import Unreadable

Numbers = NDArray[np.float64]
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Loaded:
    """Every row of the file. `labels` are its places on the axis in order, `at` the place of each row.

    `denominators` None: there is no such column. Missing numbers are NaN, never zero.
    """

    name: str
    kind: PlaceKind
    labels: list[X]
    at: NDArray[np.int32]
    keys: dict[str, Cells]
    values: Numbers
    denominators: Numbers | None
    notices: tuple[str, ...]


def load(options: argparse.Namespace) -> Loaded:
    """Read the file that the options name. Raises `Refusal`."""
    name = "standard input" if options.file == STANDARD_INPUT else options.file
    wanted = _wanted(options)
    source = sys.stdin.buffer if options.file == STANDARD_INPUT else Path(options.file)
    try:
        sheet = read_columns(source, name=name, wanted=wanted, sheet=options.sheet)
        return _typed(sheet, options)
    except RefusedFile as fault:
        raise of_file(fault) from fault
    except Unreadable as fault:
        raise of_table(name, fault) from fault
    except OSError as fault:
        raise Refusal(f"{name} cannot be read: {fault.strerror or fault}.") from fault


def _wanted(options: argparse.Namespace) -> list[str]:
    wanted = [options.x, options.value, *options.by]
    wanted += [options.denominator] if options.denominator else []
    twice = next((name for name in wanted if wanted.count(name) > 1), None)
    if twice is not None:
        raise Refusal(f"the column “{twice}” is named twice. Each column has one part to play.")
    return wanted


def _typed(sheet: Sheet, options: argparse.Namespace) -> Loaded:
    findings, missing = Findings(), frozenset(options.missing)
    found = places(sheet, options.x, kind=options.x_kind, order=options.dates, findings=findings)
    values = numbers(sheet, options.value, missing=missing, findings=findings)
    denominators = (
        numbers(sheet, options.denominator, missing=missing, findings=findings)
        if options.denominator
        else None
    )
    keys = {name: words(sheet.columns[name]) for name in options.by}
    loaded = Loaded(
        name=sheet.name,
        kind=found.kind,
        labels=list(found.labels),
        at=found.codes,
        keys=keys,
        values=values,
        denominators=denominators,
        notices=tuple(f"{each.message} {each.fix}" for each in sheet.notices),
    )
    if not findings.total:
        check_rows(loaded, options, findings)
    findings.refuse(sheet.name, sheet.lines_of)
    _require_rows(loaded)
    return loaded


def _require_rows(loaded: Loaded) -> None:
    if not len(loaded.values):
        raise Refusal(f"{loaded.name} has a header and no rows under it. There is nothing to chart.")
