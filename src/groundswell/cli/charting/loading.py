"""The file as columns that a chart can use, or a refusal that names each row."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.cli.charting.refusing import Refusal, of_file, of_table
from groundswell.cli.charting.row_checks import check_rows
from groundswell.cli.charting.telling import busy
from groundswell.core.stats.points import X
from groundswell.store.read.columnar import (
    Cells,
    Findings,
    PlaceKind,
    Places,
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
        with busy(f"Reading {Path(name).name}"):
            sheet = read_columns(source, name=name, wanted=wanted, sheet=options.sheet)
            return _typed(sheet, options)
    except RefusedFile as fault:
        raise of_file(fault) from fault
    except Unreadable as fault:
        raise of_table(name, fault) from fault
    except OSError as fault:
        raise Refusal(f"{name} cannot be read: {fault.strerror or fault}.") from fault


def _wanted(options: argparse.Namespace) -> list[str]:
    named = (options.x, options.value, *options.by, options.denominator)
    wanted = [name for name in named if name]
    twice = next((name for name in wanted if wanted.count(name) > 1), None)
    if twice is not None:
        raise Refusal(f"the column “{twice}” is named twice. Each column has one part to play.")
    return wanted


def _typed(sheet: Sheet, options: argparse.Namespace) -> Loaded:
    findings, missing = Findings(), frozenset(options.missing)
    found = _placed(sheet, options, findings)
    values = (
        numbers(sheet, options.value, missing=missing, findings=findings)
        if options.value
        else np.ones(sheet.rows)
    )
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
        notices=(*(f"{each.message} {each.fix}" for each in sheet.notices), *_skipped(sheet, options)),
    )
    if not findings.total:
        check_rows(loaded, options, findings)
    findings.refuse(sheet.name, sheet.lines_of)
    _require_rows(loaded)
    return loaded


def _placed(sheet: Sheet, options: argparse.Namespace, findings: Findings) -> Places:
    """Where each row belongs. Kinds may be missing; places have names; without a column, rows count on."""
    if options.x is None:
        return Places("number", list(range(1, sheet.rows + 1)), np.arange(sheet.rows, dtype=np.int32))
    if options.chart == "pareto":
        return _kinds(words(sheet.columns[options.x]), options.missing)
    kind: PlaceKind | None = options.x_kind or ("word" if options.chart == "funnel" else None)
    return places(sheet, options.x, kind=kind, order=options.dates, findings=findings)


def _skipped(sheet: Sheet, options: argparse.Namespace) -> tuple[str, ...]:
    """Rows without a kind, where the kind is all that was read: the reader takes them for blank lines."""
    if options.chart != "pareto" or len(sheet.columns) > 1 or not sheet.rows:
        return ()
    lines = sheet.lines_of([0, sheet.rows - 1])
    lost = lines[-1] - 1 - sheet.rows
    if not lost:
        return ()
    words = "row has nothing" if lost == 1 else "rows have nothing"
    advice = "If these are cases, write a word such as unknown there and say --missing unknown."
    return (f"{lost:,} {words} under {options.x}: not counted. {advice}",)


def _kinds(cells: Cells, missing: list[str]) -> Places:
    """A word that means missing is no kind."""
    lost = [code for code, text in enumerate(cells.texts) if text in missing]
    codes = np.where(np.isin(cells.codes, lost), -1, cells.codes).astype(np.int32)
    return Places("word", list(cells.texts), codes)


def _require_rows(loaded: Loaded) -> None:
    if not len(loaded.values):
        raise Refusal(f"{loaded.name} has a header and no rows under it. There is nothing to chart.")
