"""Released numbers as a file: CSV, Parquet or JSON. A withheld number is empty, with the reason beside it."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from groundswell.cli.commands import CannotRun
from groundswell.cli.indicator_numbers import ReleasedTable
from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed, reason, text
from groundswell.core.indicators.releasing import ReleasedResult

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS: dict[str, str] = {
    "indicator": "text", "school_year": "whole", "period": "text", "place_kind": "text", "place": "text",
    "place_name": "text", "group_set": "text", "group": "text", "students": "whole", "numerator": "number",
    "denominator": "number", "value": "number", "unit": "text", "reads": "text", "withheld": "text",
    "authority": "text", "edition": "whole",
}  # fmt: skip


def require_writable(file: Path) -> None:
    """Raise `CannotRun` for a name that says no format, or a folder that is not there, before any work is done."""
    if file.suffix not in _WRITERS:
        raise CannotRun(f"{file.name} names no format. Let it end in {', '.join(_WRITERS)}.")
    if not file.parent.is_dir():
        raise CannotRun(f"the folder {file.parent} is not there. Make it first.")


def write(file: Path, table: ReleasedTable) -> None:
    """Write the whole file, or leave what was there."""
    rows = [_row(table, row) for row in table.rows]
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(_WRITERS[file.suffix](rows))
        os.replace(new, file)  # noqa: PTH105 (a replacement in one step)
    except OSError as fault:
        new.unlink(missing_ok=True)
        raise CannotRun(f"{file} cannot be written: {fault.strerror}.") from fault


def _row(table: ReleasedTable, row: ReleasedResult) -> dict[str, Cell]:
    percent = table.indicator.unit == "percent"
    return {
        "indicator": row.indicator,
        "school_year": row.school_year,
        "period": row.period,
        "place_kind": row.place_kind,
        "place": row.place,
        "place_name": table.names.get(row.place),
        "group_set": row.group_set,
        "group": row.group,
        "students": _whole(row.students),
        "numerator": _number(row.numerator),
        "denominator": _number(row.denominator),
        "value": _number(row.value),
        "unit": table.indicator.unit,
        "reads": text(row.value, percent=percent),
        "withheld": _why(row, table.threshold),
        "authority": table.authorities.get(row.school_year),
        "edition": table.edition,
    }


def _number(value: Released) -> float | None:
    return value.value if isinstance(value, Shown) else None


def _whole(value: Released) -> int | None:
    return int(value.value) if isinstance(value, Shown) else None


def _why(row: ReleasedResult, threshold: int) -> str | None:
    if isinstance(row.value, Coded):
        return "So near 0 % or 100 % that a bound is given, since the rate would tell of everybody."
    for value in (row.students, row.value, row.numerator):
        if isinstance(value, Suppressed):
            return reason(value, threshold=threshold)
    return None


def _csv(rows: list[dict[str, Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def _harmless(value: Cell) -> Cell:
    """A name that a spreadsheet would run as a formula is kept as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json(rows: list[dict[str, Cell]]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _parquet(rows: list[dict[str, Cell]]) -> bytes:
    import pyarrow.parquet

    from groundswell.store.query.engines import arrow_table

    kinds: Any = COLUMNS
    sink = io.BytesIO()
    pyarrow.parquet.write_table(
        arrow_table({name: [row[name] for row in rows] for name in COLUMNS}, kinds), sink
    )
    return sink.getvalue()


_WRITERS: dict[str, Callable[[list[dict[str, Cell]]], bytes]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".json": _json,
}
