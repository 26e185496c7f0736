"""Many series at once: the engine's scan, as rows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.refusing import Refusal
from groundswell.cli.charting.rows import SERIES_COLUMNS, Cell, mark, place
from groundswell.cli.charting.series import BETWEEN_EVENTS, Progress
from groundswell.cli.charting.settings import Settings
from groundswell.core.stats import BadPointsError
from groundswell.core.stats.layout import layout
from groundswell.core.stats.points import ChartOptions
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT
from groundswell.core.stats.rules.sets import SIDELESS
from groundswell.core.stats.scan import Coded, Scan, scan
from groundswell.core.stats.scan.discovery import Discoveries

BLOCK = 2048
COUNTED_FROM_USEFUL = ("longest_run", "longest_run_max", "crossings", "crossings_min")
Numbers = NDArray[np.float64]
Table = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class Scanned:
    """A scan with the names of its key columns, and which series stand out when that was asked for."""

    scan: Scan
    keys: tuple[str, ...]
    found: Discoveries | None


def can_scan(options: ChartOptions) -> bool:
    """Times between events belong to each series alone, and a scan can add values up but not average them."""
    return options.chart not in BETWEEN_EVENTS and options.aggregate in (None, "sum")


def scanned(
    loaded: Loaded, settings: Settings, *, rate: float | None, progress: Progress | None = None
) -> Scanned:
    """Chart every series of the file. Raises `Refusal`."""
    table: dict[str, Coded | Numbers] = {
        f"key {name}": Coded(cells.codes, [*cells.texts, ""]) for name, cells in loaded.keys.items()
    }
    table |= {"x": Coded(loaded.at, loaded.labels), "value": loaded.values}
    if loaded.denominators is not None:
        table["denominator"] = loaded.denominators
    try:
        found = scan(
            table,
            by=[f"key {name}" for name in loaded.keys],
            x="x",
            value="value",
            denominator=None if loaded.denominators is None else "denominator",
            options=settings.chart,
            progress=progress,
        )
    except BadPointsError as fault:
        raise Refusal(f"{loaded.name}: {fault}") from fault
    return Scanned(found, tuple(loaded.keys), None if rate is None else found.discoveries(rate=rate))


def series_rows(scanned: Scanned) -> Iterator[list[Cell]]:
    """Keys, then `SERIES_COLUMNS`; with discoveries, also p and whether the series stands out."""
    table = scanned.scan.series()
    shown, enough = table["limits_shown"], table["n_useful"]
    columns = {name: _cells(table[name]) for name in SERIES_COLUMNS}
    for name in ("lower", "upper"):
        columns[name] = [cell if show else None for cell, show in zip(columns[name], shown, strict=True)]
    for name in COUNTED_FROM_USEFUL:
        columns[name] = [cell if n else None for cell, n in zip(columns[name], enough, strict=True)]
    columns["center"] = [
        cell if n >= FEWEST_FOR_A_VERDICT else None
        for cell, n in zip(columns["center"], table["n_latest"], strict=True)
    ]
    if scanned.found:
        columns |= {"p": _cells(scanned.found.p), "stands_out": _cells(scanned.found.stands_out)}
    keys = [table[f"key {name}"].tolist() for name in scanned.keys]
    return (list(row) for row in zip(*keys, *columns.values(), strict=True))


def _cells(column: NDArray[np.generic]) -> list[Cell]:
    return [None if isinstance(cell, float) and cell != cell else cell for cell in column.tolist()]  # noqa: PLR0124


def point_rows(scanned: Scanned) -> Iterator[list[Cell]]:
    """Keys, then the columns of a point, a block of series at a time."""
    for first in range(0, scanned.scan.n_series, BLOCK):
        yield from _block(scanned, first)


def _block(scanned: Scanned, first: int) -> Iterator[list[Cell]]:
    found = scanned.scan
    table = found.points(first, first + BLOCK)
    width = len(found.grid.xs)
    lines = [
        _shown(table, name, flag)
        for name, flag in (("center", "center_shown"), ("lower", "limits_shown"), ("upper", "limits_shown"))
    ]
    names = {0: ""}
    rows = len(table["value"])
    denominators = table.get("denominator", np.full(rows, np.nan))
    fixed = _of_places(found)
    keys = [table[f"key {name}"].tolist() for name in scanned.keys]
    columns = (_cells(table["value"]), _cells(denominators), *lines, table["signals"].tolist())
    for row, (value, n, center, lower, upper, bits) in enumerate(zip(*columns, strict=True)):
        x, number, name, reason = fixed[row % width]
        own = [key[row] for key in keys]
        if bits not in names:
            names[bits] = _names(found, bits)
        yield [*own, x, value, n, center, lower, upper, names[bits], number, name, reason]


def _names(found: Scan, bits: int) -> str:
    """The rules behind the bits of one point; a rule without a side is named once."""
    marked = [rule for k, rule in enumerate(found.rules) if bits >> k & 1]
    said = [mark(rule, None if rule in SIDELESS else side) for rule, side in marked]
    return "; ".join(dict.fromkeys(said))


def _of_places(found: Scan) -> list[tuple[Cell, int, str, str]]:
    """What every series shares at a place: x, phase, its name, and why it is set aside."""
    reasons = {each.x: each.reason for each in found.options.excluded}
    starts = found.layout.starts
    phases = [sum(start <= k for start in starts) for k in range(len(found.grid.xs))]
    _, named = layout(found.grid.xs, found.options)
    return [
        (place(x), number, named[number - 1].name, reasons.get(x, ""))
        for x, number in zip(found.grid.xs, phases, strict=True)
    ]


def _shown(table: Table, name: str, flag: str) -> list[Cell]:
    """A line, empty where its phase has too few points to show it."""
    return _cells(np.where(table[flag], table[name], np.nan))
