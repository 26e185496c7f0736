"""Parts on their way to the disk: which rows they hold, whatever their order, and the files themselves."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.publish import durable
from groundswell.store.publish.editions import Part, PartKey
from groundswell.store.publish.side_by_side import Tell

ROW_GROUP = 122_880
Rows = tuple[int, str]  # how many rows, and their fingerprint


@dataclass(frozen=True)
class PartWriter:
    """Writes parts into `folder`, which becomes edition `number`. `tell` hears each stage."""

    folder: Path
    number: int
    connection: duckdb.DuckDBPyConnection
    tell: Tell

    def part(self, key: PartKey, relation: str, split: tuple[str, ...], found: Rows) -> Part:
        """The rows of `relation` that belong to a part, known by `found`, as a file on disk."""
        return self._kept(key, self._file(key, relation, split), found)

    def parts(self, keys: Collection[PartKey], relation: str, split: tuple[str, ...]) -> dict[PartKey, Part]:
        """The same for parts of which nothing is known: written first, then known by their files.

        So `relation` may be a view that costs something: it is worked out once. Parts without rows are left out.
        """
        paths = {key: self._file(key, relation, split) for key in keys}
        found = fingerprints_of(self.connection, paths) if paths else {}
        for key, path in paths.items():
            if key not in found:
                path.unlink()
        return {key: self._kept(key, paths[key], rows) for key, rows in found.items()}

    def _file(self, key: PartKey, relation: str, split: tuple[str, ...]) -> Path:
        path = self.folder / key.filename
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(self.connection, relation, _where(key, split), path)
        self.tell("part_written", key.filename)
        durable.sync(path)
        self.tell("part_on_disk", key.filename)
        return path

    def _kept(self, key: PartKey, path: Path, found: Rows) -> Part:
        place = f"{self.number:06d}/{key.filename}"
        return Part(key, place, found[0], path.stat().st_size, durable.digest(path), found[1])


def fingerprints(
    connection: duckdb.DuckDBPyConnection, relation: str, split: tuple[str, ...]
) -> dict[tuple[Any, ...], Rows]:
    """Per part: its number of rows, and two sums over the 64-bit hashes of its rows, which no order changes."""
    by = ", ".join(map(named, split))
    return dict(_summed(connection, relation, "*", by))


def fingerprints_of(
    connection: duckdb.DuckDBPyConnection, paths: Mapping[PartKey, Path]
) -> dict[PartKey, Rows]:
    """The same of Parquet files of one table, from what they hold. Files without rows are left out."""
    listed = ", ".join(quoted(str(path)) for path in paths.values())
    files = f"read_parquet([{listed}], hive_partitioning = false, filename = 'file_of_part')"
    summed = _summed(connection, files, "* EXCLUDE (file_of_part)", "file_of_part")
    found = {values[0]: rows for values, rows in summed}
    return {key: found[str(path)] for key, path in paths.items() if str(path) in found}


def places_in(
    connection: duckdb.DuckDBPyConnection, relation: str, split: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """The values of the columns `split` that `relation` holds, in order; one empty place where nothing is split."""
    if not split:
        return [()] if value_of(connection, f"SELECT EXISTS (FROM {relation})") else []
    by = ", ".join(map(named, split))
    return [_marks(row) for row in run(connection, f"SELECT DISTINCT {by} FROM {relation} ORDER BY {by}")]


def _summed(
    connection: duckdb.DuckDBPyConnection, relation: str, cells: str, by: str
) -> list[tuple[tuple[Any, ...], Rows]]:
    first = f"{by}, " if by else ""
    hashed = f"SELECT {first}hash(*COLUMNS({cells})) AS hashed FROM {relation}"
    rows = run(
        connection,
        f"SELECT {first}count(*), sum(hashed::HUGEINT), sum(hash(hashed, 'again')::HUGEINT) FROM ({hashed}) "
        + (f"GROUP BY {by}" if by else ""),
    )
    return [(_marks(row[:-3]), (row[-3], f"{row[-3]}-{row[-2]:x}-{row[-1]:x}")) for row in rows if row[-3]]


def _marks(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (row[0], *map(str, row[1:])) if row else ()


def _where(key: PartKey, split: tuple[str, ...]) -> str:
    values = {"school_year": str(key.school_year), "date": f"DATE {quoted(str(key.date))}"}
    return " AND ".join(f"{named(name)} = {values[name]}" for name in split) or "true"


def _copy(connection: duckdb.DuckDBPyConnection, relation: str, where: str, path: Path) -> None:
    run(
        connection,
        f"COPY (SELECT * FROM {relation} WHERE {where}) TO {quoted(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP})",
    )
    path.chmod(0o600)
