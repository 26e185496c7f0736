"""The port to an engine: tables as narwhals frames, and the few things that narwhals leaves to each engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

import duckdb
import narwhals.stable.v2 as nw
import pyarrow as pa

from groundswell.core.indicators.expressions import Kind
from groundswell.store.publish.editions import Edition

Frame = nw.LazyFrame[Any]
Rows = list[dict[str, Any]]
Days = Mapping[tuple[int, date], int]
ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "date": pa.date32(),
}


class Engine(Protocol):
    """What a query needs of an engine. An edition never changes, so what is `remembered` of it stays true.

    days: rows of attendance by school year and day, where an edition tells; empty where nobody does.
    """

    remembered: dict[object, Any]
    days: Days

    def table(self, name: str) -> Frame:
        """A canonical table, lazily."""

    def small(self, columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, Kind]) -> Frame:
        """A few rows of ours as a frame beside the tables."""

    def keep(self, frame: Frame) -> Frame:
        """The same rows, worked out once."""

    def collected(self, frame: Frame) -> pa.Table:
        """Every row of a frame. Only for what has been added up."""

    def rows(self, frame: Frame) -> Rows:
        """The same, row by row."""


def by_row(table: pa.Table) -> Rows:
    columns = table.to_pydict()
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def days_of(edition: Edition) -> Days:
    """Rows of attendance by school year and day, from all feeds; nothing where a part is not of one day."""
    found: dict[tuple[int, date], int] = {}
    for part in edition.of("attendance"):
        if part.key.school_year is None or part.key.date is None:
            return {}
        day = (part.key.school_year, date.fromisoformat(part.key.date))
        found[day] = found.get(day, 0) + part.rows
    return found


def arrow_table(columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, Kind]) -> pa.Table:
    return pa.table({name: pa.array(list(values), ARROW[kinds[name]]) for name, values in columns.items()})


@dataclass
class DuckEngine:
    """DuckDB over the views that `publish.reading` opens."""

    connection: duckdb.DuckDBPyConnection
    days: Days = field(default_factory=dict)
    made: int = 0
    remembered: dict[object, Any] = field(default_factory=dict)

    def table(self, name: str) -> Frame:
        return nw.from_native(self.connection.table(name))

    def small(self, columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, Kind]) -> Frame:
        return nw.from_native(self.connection.from_arrow(arrow_table(columns, kinds)))

    def keep(self, frame: Frame) -> Frame:
        self.made += 1
        name = f"_kept_{self.made}"
        nw.to_native(frame).create(name)
        return self.table(name)

    def collected(self, frame: Frame) -> pa.Table:
        return nw.to_native(frame.collect("pyarrow"))

    def rows(self, frame: Frame) -> Rows:
        return by_row(self.collected(frame))


@dataclass
class MemoryEngine:
    """Tables in memory, as Arrow or (where it is installed) Polars: for tests and small extracts."""

    tables: Mapping[str, pa.Table]
    backend: Literal["pyarrow", "polars"] = "pyarrow"
    opened: dict[str, Frame] = field(default_factory=dict)
    days: Days = field(default_factory=dict)
    remembered: dict[object, Any] = field(default_factory=dict)

    def table(self, name: str) -> Frame:
        if name not in self.opened:
            self.opened[name] = self._frame(self.tables[name])
        return self.opened[name]

    def small(self, columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, Kind]) -> Frame:
        return self._frame(arrow_table(columns, kinds))

    def keep(self, frame: Frame) -> Frame:
        return frame.collect(self.backend).lazy()

    def collected(self, frame: Frame) -> pa.Table:
        return nw.to_native(frame.collect("pyarrow"))

    def rows(self, frame: Frame) -> Rows:
        return by_row(self.collected(frame))

    def _frame(self, table: pa.Table) -> Frame:
        if self.backend == "pyarrow":
            return _lazy(table)
        import polars  # noqa: PLC0415 (only where it is installed)

        return _lazy(polars.from_arrow(table))


def _lazy(native: Any) -> Frame:
    frame: Frame = nw.from_native(native, eager_only=True).lazy()
    return frame
