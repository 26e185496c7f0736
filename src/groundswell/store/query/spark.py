"""The same definitions on Spark, for stores that outgrow one machine: `pip install 'groundswell[spark]'`."""
# ruff: noqa: S608 (names in SQL are those of our own tables)

from __future__ import annotations

import importlib
import importlib.util
import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from groundswell.core.indicators.expressions import Kind
from groundswell.store.publish.editions import EDITIONS, Edition
from groundswell.store.publish.reading import TRUST
from groundswell.store.query.engines import Days, Frame, Rows, arrow_table, by_row, days_of
from groundswell.store.schema import TABLES, Table

_TYPES: dict[Kind, str] = {
    "text": "string", "whole": "bigint", "number": "double", "flag": "boolean", "date": "date",
}  # fmt: skip

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",  # nobody else on the network may knock
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    # Spark asks back where each expression was written, which takes half of the time that a question takes.
    "spark.python.sql.dataFrameDebugging.enabled": "false",
}


class NoSpark(RuntimeError):
    """Spark cannot be used here. The message says what is missing."""


def require_spark() -> None:
    """Raise `NoSpark` when pyspark or Java is missing."""
    if importlib.util.find_spec("pyspark") is None:
        raise NoSpark("pyspark is not installed. Run: pip install 'groundswell[spark]'.")
    if shutil.which("java") is None:
        raise NoSpark("Spark needs Java 17 or newer, and there is no java on the path.")


def local_session(*, processors: str = "*", memory: str = "2g", more: Mapping[str, str] | None = None) -> Any:
    """A Spark of this machine alone, in UTC; `more` are settings of Spark's own."""
    require_spark()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # pyspark tells of pandas, which is not used here
        builder = importlib.import_module("pyspark.sql").SparkSession.builder
    builder = builder.master(f"local[{processors}]").appName("groundswell")
    for name, value in {**_SETTINGS, "spark.driver.memory": memory, **(more or {})}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class SparkEngine:
    """Spark over the files of one edition, or over tables handed in as Arrow."""

    def __init__(self, session: Any, tables: Mapping[str, Any], days: Days | None = None) -> None:
        self.session = session
        self.tables = dict(tables)
        self.days = days or {}
        self.remembered: dict[object, Any] = {}

    @classmethod
    def of_edition(cls, session: Any, store: Path, edition: Edition) -> SparkEngine:
        """Every canonical table of an edition, each key once."""
        tables = {table.name: _read(session, store, edition, table) for table in TABLES.values()}
        return cls(session, tables, days_of(edition))

    @classmethod
    def of_arrow(cls, session: Any, tables: Mapping[str, Any]) -> SparkEngine:
        """Small tables in memory, for tests."""
        return cls(session, {name: _created(session, table) for name, table in tables.items()})

    def table(self, name: str) -> Frame:
        frame: Frame = nw.from_native(self.tables[name])
        return frame

    def small(self, columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, Kind]) -> Frame:
        frame: Frame = nw.from_native(_created(self.session, arrow_table(columns, kinds)))
        return frame

    def keep(self, frame: Frame) -> Frame:
        kept: Frame = nw.from_native(nw.to_native(frame).cache())
        return kept

    def collected(self, frame: Frame) -> pa.Table:
        native = nw.to_native(frame)
        rows = native.collect()
        return pa.table({name: [row[index] for row in rows] for index, name in enumerate(native.columns)})

    def rows(self, frame: Frame) -> Rows:
        return by_row(self.collected(frame))


def _created(session: Any, table: pa.Table) -> Any:
    """Rows handed over as Arrow: as tuples each would pass through a Python process of Spark's own."""
    return session.createDataFrame(table)


def _blank(table: Table) -> pa.Table:
    return arrow_table(dict.fromkeys(table.names, ()), {column.name: column.kind for column in table.columns})


def _read(session: Any, store: Path, edition: Edition, table: Table) -> Any:
    parts = edition.of(table.name)
    if not parts:
        return _created(session, _blank(table))
    paths = [str(store / EDITIONS / part.path) for part in parts]
    found = session.read.option("mergeSchema", "true").parquet(*paths)
    found = found.selectExpr(
        *(f"CAST(`{column.name}` AS {_TYPES[column.kind]}) AS `{column.name}`" for column in table.columns)
    )
    places = [(part.key.school_year, part.key.date) for part in parts]
    return found if len(set(places)) == len(places) else _once_per_key(session, found, table)


def _once_per_key(session: Any, rows: Any, table: Table) -> Any:
    """Where two feeds tell of the same row, the first in `TRUST` is believed."""
    view = f"groundswell_{table.name}"
    rows.createOrReplaceTempView(view)
    trusted = " ".join(f"WHEN '{source}' THEN {rank}" for rank, source in enumerate(TRUST))
    keys = ", ".join(f"`{name}`" for name in table.key)
    ranked = session.sql(
        f"SELECT *, row_number() OVER (PARTITION BY {keys} ORDER BY CASE source {trusted} ELSE {len(TRUST)} END, source)"
        f" AS _rank FROM {view}"
    )
    return ranked.where("_rank = 1").drop("_rank")
