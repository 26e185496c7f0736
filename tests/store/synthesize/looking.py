"""A look at the files of an invented network, with none of the code that made them."""

import csv
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

YEARS = ("2023-24", "2024-25", "2025-26")


class Network:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def key(self) -> dict[str, Any]:
        return json.loads((self.folder / "key" / "key.json").read_text(encoding="utf-8"))

    @property
    def planted(self) -> dict[str, Any]:
        return self.key["planted"]

    def oneroster(self, year: str, name: str) -> list[dict[str, str]]:
        with (self.folder / "oneroster" / year / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def edfi(self, year: str, resource: str) -> list[dict[str, Any]]:
        return json.loads((self.folder / "edfi" / year / f"{resource}.json").read_text(encoding="utf-8"))

    def daily(self, query: str) -> list[tuple[Any, ...]]:
        """SQL over `daily`: the flat files of all years, without the late ones."""
        files = [str(self.folder / "attendance" / year / "*.parquet") for year in YEARS]
        connection = duckdb.connect()
        connection.execute("CREATE TABLE daily AS SELECT * FROM read_parquet(?)", [files])
        return connection.execute(query).fetchall()

    def groups(self, **wanted: Any) -> list[dict[str, Any]]:
        """Rows of the key's counts by group."""
        rows = self.key["truth"]["by_group"]
        return [row for row in rows if all(row[name] == value for name, value in wanted.items())]
