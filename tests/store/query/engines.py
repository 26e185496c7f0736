"""Every engine that a spec is run on, filled with the same few rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from groundswell.core.indicators.example_tables import Rows
from groundswell.store.engine import EngineLimits, open_engine
from groundswell.store.query.engines import DuckEngine, Engine, MemoryEngine, arrow_table
from groundswell.store.query.trying import KINDS


def in_arrow(rows: Rows) -> dict[str, pa.Table]:
    return {
        name: arrow_table({column: [row[column] for row in rows[name]] for column in columns}, columns)
        for name, columns in KINDS.items()
    }


def filled(rows: Rows) -> Rows:
    """Rows as a test writes them, with every column and every table."""
    found: Rows = {}
    for name, columns in KINDS.items():
        blank = dict.fromkeys(columns) | {"source": "test"}
        found[name] = [blank | row for row in rows.get(name, [])]
    return found


@contextmanager
def engine(name: str, rows: Rows, spark: Any = None) -> Iterator[Engine]:
    tables = in_arrow(rows)
    if name == "duckdb":
        with open_engine(folders=[], limits=EngineLimits(threads=1)) as connection:
            for table, content in tables.items():
                connection.from_arrow(content).create(table)
            yield DuckEngine(connection)
    elif name == "spark":
        from groundswell.store.query.spark import SparkEngine

        yield SparkEngine.of_arrow(spark, tables)
    else:
        yield MemoryEngine(tables, "polars" if name == "polars" else "pyarrow")
