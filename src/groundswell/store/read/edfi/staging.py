"""Files into staged tables `in_<resource>`: sound records typed, all others set aside with what is wrong."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa

from groundswell.store.engine import named, quoted, run
from groundswell.store.read.edfi.fields import TYPES, Field, Resource
from groundswell.store.read.edfi.jsons import read_json, read_lines
from groundswell.store.read.edfi.ledgers import FAULTS, REJECTS, SKIPS
from groundswell.store.read.edfi.spec import BY_ELEMENT, BY_FILE, RESOURCES
from groundswell.store.read.edfi.streaming import Record
from groundswell.store.read.edfi.values import Cell, cells, damaged_field, raw
from groundswell.store.read.edfi.xml import ID, read_xml
from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.package import Member, RefusedFile, unreadable

READERS: dict[str, Callable[[BinaryIO, Limits], Iterator[Record]]] = {
    ".xml": read_xml,
    ".json": read_json,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
}
SUFFIXES = tuple(READERS)
BATCH = 20_000
_MARKS = ("file", "row", "line", "xml_id")
_NUMBERED = re.compile(r"[-_.]?\d+$")
Row = tuple[Any, ...]


@dataclass
class Staging:
    """Reads files into `connection`. `kinds` counts the records of each file by resource or unknown element."""

    connection: duckdb.DuckDBPyConnection
    limits: Limits
    waiting: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Row] = field(default_factory=list)
    rejects: list[Row] = field(default_factory=list)
    skips: list[Row] = field(default_factory=list)
    held: int = 0
    kinds: dict[str, Counter[str]] = field(default_factory=dict)

    def read(self, member: Member, tell: Callable[[int], None]) -> None:
        """Read one file. `tell` hears the number of records so far. Raises `RefusedFile`."""
        counted = self.kinds[member.name] = Counter()
        total = 0
        try:
            with member.open() as source:
                for record in READERS[suffix_of(member.name)](source, self.limits):
                    total += 1
                    self._require_fewer(total, member)
                    counted[self._take(member.name, record)] += 1
                    if self.held >= BATCH:
                        self._flush()
                        tell(total)
        except Unreadable as problem:
            raise unreadable(member.name, problem) from problem
        self._flush()

    @property
    def resources(self) -> set[str]:
        """The resources of which at least one record was read."""
        return {name for counted in self.kinds.values() for name in counted if name in RESOURCES}

    def _require_fewer(self, total: int, member: Member) -> None:
        if total > self.limits.rows:
            words = f"The file has more than {self.limits.rows:,} records."
            raise RefusedFile(member.name, Fault(1, "", "too_many_rows", words, "Send it in parts."))

    def _take(self, file: str, record: Record) -> str:
        resource = BY_ELEMENT.get(record.name) if record.name else resource_of(file)
        name = resource.name if resource else (record.name or stem_of(file))
        place = (file, record.row, record.line, name)
        self.held += 1
        if resource is None:
            self.skips.append((*place, name, "not_used"))
            return name
        rule, damaged = record.rule, damaged_field(record.data)
        row, wrong = cells(resource, record.data, self.limits.field_characters)
        if rule or damaged:
            wrong = [(damaged, rule or "control_character")]
        if wrong:
            self.faults += [(*place, *fault) for fault in wrong]
            key = "/".join(str(row.get(part) or "") for part in resource.key)
            self.rejects.append((*place, printable(key), printable(json.dumps(raw(resource, record.data)))))
        else:
            marks = (file, record.row, record.line, record.data.get(ID))
            self.waiting.setdefault(name, []).append((*marks, *(row[each.name] for each in resource.fields)))
        return name

    def _flush(self) -> None:
        for name, rows in self.waiting.items():
            make_staged(self.connection, RESOURCES[name])
            _append(self.connection, RESOURCES[name], rows)
        _append_plain(self.connection, FAULTS, self.faults)
        _append_plain(self.connection, REJECTS, self.rejects)
        _append_plain(self.connection, SKIPS, self.skips)
        for found in (self.waiting, self.faults, self.rejects, self.skips):
            found.clear()
        self.held = 0


def suffix_of(name: str) -> str:
    return next(
        (suffix for suffix in sorted(READERS, key=len, reverse=True) if name.lower().endswith(suffix)), ""
    )


def stem_of(file: str) -> str:
    """The name of a file without folder and ending: students of ed-fi/students.jsonl."""
    return file.rpartition("/")[2].split(".")[0]


def resource_of(file: str) -> Resource | None:
    """The resource that a JSON file is named after; students_2.json holds students too."""
    stem = stem_of(file).lower()
    return BY_FILE.get(stem) or BY_FILE.get(_NUMBERED.sub("", stem))


def printable(value: str) -> str:
    """Text that can be kept and shown: lone surrogates of JSON as they were escaped."""
    return value.encode("utf-8", "backslashreplace").decode()


def make_staged(connection: duckdb.DuckDBPyConnection, resource: Resource, *, typed: bool = False) -> None:
    """The empty table `in_<resource>`.

    Cells that borrow from a record named by id stay text until it is known, unless there will be none (`typed`).
    """
    columns = ", ".join(
        f"{named(each.name)} {TYPES[each.kind] if typed else staged_type(each)}" for each in resource.fields
    )
    run(
        connection,
        f"CREATE TABLE IF NOT EXISTS {named(f'in_{resource.name}')} "
        f"(file VARCHAR, row BIGINT, line BIGINT, xml_id VARCHAR, {columns})",
    )


def staged_type(each: Field) -> str:
    return "VARCHAR" if each.borrowed else TYPES[each.kind]


def _append(connection: duckdb.DuckDBPyConnection, resource: Resource, rows: Sequence[Row]) -> None:
    names = [*_MARKS, *(each.name for each in resource.fields)]
    kinds = [pa.string(), pa.int64(), pa.int64(), pa.string()]
    kinds += [
        pa.list_(pa.string()) if TYPES[each.kind] == "VARCHAR[]" else pa.string() for each in resource.fields
    ]
    arrays = [
        pa.array(list(map(_sound, column)), kind)
        for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)
    ]
    casts = [f"{named(name)}" for name in _MARKS]
    casts += [f"{named(each.name)}::{staged_type(each)}" for each in resource.fields]
    connection.register("more", pa.Table.from_arrays(arrays, names=names))
    try:
        run(connection, f"INSERT INTO {named(f'in_{resource.name}')} SELECT {', '.join(casts)} FROM more")
    finally:
        connection.unregister("more")


def _sound(cell: Cell | int) -> Cell | int:
    """Lone surrogates, which JSON can escape, are no text."""
    if isinstance(cell, str) and not cell.isascii():
        return printable(cell)
    return [printable(each) for each in cell] if isinstance(cell, list) else cell


def _append_plain(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    described = run(connection, f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = {quoted(table)} "
                    "ORDER BY column_index")  # fmt: skip
    kinds = [pa.int64() if kind == "BIGINT" else pa.string() for _, kind in described]
    arrays = [
        pa.array(list(column), kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)
    ]
    connection.register("more", pa.Table.from_arrays(arrays, names=[name for name, _ in described]))
    try:
        run(connection, f"INSERT INTO {table} SELECT * FROM more")
    finally:
        connection.unregister("more")
