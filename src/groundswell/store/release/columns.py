"""Released numbers as columns: a number is a value and a code, and a withheld one has no value at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed, Why
from groundswell.core.indicators.releasing import ReleasedResult

NAMES = ("place_kind", "place", "group_set", "group", "school_year", "period")
NUMBERS = ("students", "numerator", "denominator", "value")
TEXTS = (*(name for name in NAMES if name != "school_year"), *(f"{name}_code" for name in NUMBERS))
ROW_GROUP = 2_048
_TEXT = pa.string()
# A code stands for everything that is not a number; whole numbers are told from others, as 12 and 12.0 print apart.
_WHOLE, _NUMBER = "whole", "number"
_WITHHELD: dict[str, Suppressed] = {why: Suppressed(why) for why in get_args(Why)}


def sort_key(row: ReleasedResult) -> tuple[str, str, str, str, int, str]:
    return (row.place_kind, row.place, row.group_set, row.group, row.school_year, row.period)


def write_rows(path: Path, rows: Sequence[ReleasedResult]) -> None:
    """The rows by place, in row groups of whole places, so that one place is one group's work."""
    ordered = sorted(rows, key=sort_key)
    table = pa.table(_columns(ordered), schema=_schema(ordered[0].indicator if ordered else ""))
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        for first, last in _row_groups(ordered):
            writer.write_table(table.slice(first, last - first), row_group_size=last - first)


def rows_of(table: pa.Table) -> list[ReleasedResult]:
    """What `write_rows` wrote."""
    indicator = (table.schema.metadata or {})[b"indicator"].decode()
    columns = {name: table.column(name).to_pylist() for name in NAMES}
    numbers = {name: _numbers(table, name) for name in NUMBERS}
    together = zip(*(columns[name] for name in NAMES), *(numbers[name] for name in NUMBERS), strict=True)
    return [
        ReleasedResult(
            indicator=indicator,
            place_kind=kind, place=place, group_set=group_set, group=group, school_year=year, period=period,
            students=students, numerator=numerator, denominator=denominator, value=value,
        )
        for kind, place, group_set, group, year, period, students, numerator, denominator, value in together
    ]  # fmt: skip


def _schema(indicator: str) -> pa.Schema:
    fields = [pa.field(name, pa.int16() if name == "school_year" else _TEXT) for name in NAMES]
    for name in NUMBERS:
        fields += [pa.field(name, pa.float64()), pa.field(f"{name}_code", _TEXT)]
    return pa.schema(fields, metadata={"indicator": indicator})


def _columns(rows: Sequence[ReleasedResult]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {name: [getattr(row, name) for row in rows] for name in NAMES}
    for name in NUMBERS:
        values = [getattr(row, name) for row in rows]
        found[name] = [_value(each) for each in values]
        found[f"{name}_code"] = [code_of(each) for each in values]
    return found


def _value(released: Released) -> float | None:
    """A withheld number leaves no trace: neither a sign nor a remainder."""
    return float(released.value) if isinstance(released, Shown) else None


def code_of(released: Released) -> str:
    """whole, number, why it is withheld, or the bound: "at most 5"."""
    if isinstance(released, Shown):
        return _WHOLE if isinstance(released.value, int) else _NUMBER
    return released.why if isinstance(released, Suppressed) else f"{released.side} {released.bound}"


def released_of(code: str, value: float | None) -> Released:
    if code in _WITHHELD:
        return _WITHHELD[code]
    if value is not None:
        return Shown(int(value)) if code == _WHOLE else Shown(value)
    side, _, bound = code.rpartition(" ")
    return Coded("at most" if side == "at most" else "at least", int(bound))


def _numbers(table: pa.Table, name: str) -> list[Released]:
    values, codes = table.column(name).to_pylist(), table.column(f"{name}_code").to_pylist()
    return [released_of(code, value) for code, value in zip(codes, values, strict=True)]


def _row_groups(rows: Sequence[ReleasedResult]) -> list[tuple[int, int]]:
    """From and to: whole places of one kind, a new group as soon as one holds `ROW_GROUP` rows."""
    found, first = [], 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or _begins_group(rows[index - 1], rows[index], index - first):
            found.append((first, index))
            first = index
    return found


def _begins_group(before: ReleasedResult, row: ReleasedResult, held: int) -> bool:
    return row.place_kind != before.place_kind or (held >= ROW_GROUP and row.place != before.place)
