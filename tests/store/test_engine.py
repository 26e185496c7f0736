"""DuckDB with the doors shut, and the schema that it fills."""

# ruff: noqa: S608 (queries of the tests' own)

from pathlib import Path

import duckdb
import pytest

from groundswell.store.engine import open_engine, run, value_of
from groundswell.store.publish.reading import reading
from groundswell.store.schema import TABLES


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('../outside.txt')",
        "COPY (SELECT 1) TO '/tmp/outside.csv'",
        "ATTACH '/tmp/outside.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
    ],
)
def test_it_opens_nothing_but_its_folders(tmp_path: Path, statement: str) -> None:
    with open_engine(folders=[tmp_path / "inside"]) as connection, pytest.raises(duckdb.Error):
        run(connection, statement)


def test_it_works_in_its_folders(tmp_path: Path) -> None:
    with open_engine(folders=[tmp_path], spill=tmp_path / "spill") as connection:
        run(connection, f"COPY (SELECT 42 AS answer) TO '{tmp_path}/a.parquet'")
        assert value_of(connection, f"SELECT answer FROM read_parquet('{tmp_path}/a.parquet')") == 42


def test_an_empty_store_has_every_table_with_its_columns(tmp_path: Path) -> None:
    with reading(tmp_path) as now:
        for table in TABLES.values():
            described = run(now.connection, f"DESCRIBE {table.name}")
            assert [(row[0], row[1]) for row in described] == [
                (column.name, column.duckdb_type) for column in table.columns
            ]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_table_is_told_apart_and_explained(table) -> None:
    assert set(table.key) <= set(table.names)
    assert len(set(table.names)) == len(table.names)
    assert all(column.meaning.endswith(".") for column in table.columns)
    assert ("date" in table.partition) == table.daily
