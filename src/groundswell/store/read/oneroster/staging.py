"""One file into a staged table: sound rows typed, all others set aside with what is wrong with them."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from groundswell.store.engine import run, value_of
from groundswell.store.read.ahead import Files
from groundswell.store.read.chunks import Chunk
from groundswell.store.read.faults import Fault, Limits
from groundswell.store.read.oneroster.expressions import DateOrder, Reading
from groundswell.store.read.oneroster.fields import FileSpec
from groundswell.store.read.oneroster.headers import places_in
from groundswell.store.read.oneroster.ledgers import set_damaged_aside
from groundswell.store.read.oneroster.manifest import Mode
from groundswell.store.read.oneroster.typed import TypedFile
from groundswell.store.read.package import RefusedFile


@dataclass(frozen=True)
class HowRead:
    """What the sender declares, since we do not guess: the order of dates with slashes, and the encoding."""

    dates: DateOrder = "iso"
    encoding: str = ""


@dataclass(frozen=True)
class Staged:
    """A file as read into the table `in_<file>`. `read` counts all its rows, sound or not."""

    spec: FileSpec
    mode: Mode
    read: int
    notices: tuple[Fault, ...]


def stage(
    connection: duckdb.DuckDBPyConnection,
    files: Files,
    spec: FileSpec,
    *,
    mode: Mode,
    dates: DateOrder,
    limits: Limits,
    tell: Callable[[int], None],
) -> Staged:
    """Read the next one of `files`. `tell` hears the number of rows so far. Raises `RefusedFile`."""
    typed, read = TypedFile(spec, places_in(files.header(), spec), mode), 0
    run(connection, typed.create())
    for chunk in files.chunks():
        read += chunk.table.num_rows + len(chunk.damaged)
        _require_fewer(read, limits.rows, spec)
        set_damaged_aside(connection, spec, chunk.damaged)
        _take(connection, typed, chunk, dates)
        tell(read)
    if not read and mode == "bulk":
        fix = "Leave the file out, and say absent in the manifest."
        raise RefusedFile(
            spec.filename, Fault(2, "", "no_rows", "The file has a first row and no other.", fix)
        )
    return Staged(spec, mode, read, (*typed.places.notices, *_oddities(connection, typed)))


def _require_fewer(rows: int, most: int, spec: FileSpec) -> None:
    if rows > most:
        words = f"The file has more than {most:,} rows."
        raise RefusedFile(spec.filename, Fault(1, "", "too_many_rows", words, "Send it in parts."))


def _take(connection: duckdb.DuckDBPyConnection, typed: TypedFile, chunk: Chunk, dates: DateOrder) -> None:
    if not chunk.table.num_rows:
        return
    reading = Reading(dates, chunk.tidy)
    connection.register("chunk", chunk.table)
    try:
        run(connection, typed.insert(reading))
        if value_of(connection, f"SELECT count(*) FROM {typed.table} WHERE bad"):
            _set_unfit_aside(connection, typed, reading)
    finally:
        connection.unregister("chunk")


def _set_unfit_aside(connection: duckdb.DuckDBPyConnection, typed: TypedFile, reading: Reading) -> None:
    run(connection, f"CREATE TEMP TABLE unfit AS {typed.unfit(reading)}")
    run(connection, typed.explanation(reading, "unfit"))
    run(connection, typed.rejection("unfit"))
    run(connection, "DROP TABLE unfit")
    run(connection, f"DELETE FROM {typed.table} WHERE bad")


def _oddities(connection: duckdb.DuckDBPyConnection, typed: TypedFile) -> list[Fault]:
    """One notice per column with cells that were understood though not to the letter."""
    fields = typed.odd_fields()
    bits = range(len(fields) + 1)
    counted = ", ".join(f"count(*) FILTER (odd & {1 << bit} <> 0)" for bit in bits)
    *spelled, spaced = run(connection, f"SELECT {counted} FROM {typed.table}")[0]
    found = [
        Fault(
            1,
            field.name,
            "spelling",
            f"{count:,} cells were understood though not in the standard's spelling.",
            "",
        )
        for field, count in zip(fields, spelled, strict=True)
        if count
    ]
    spaces = f"Spaces around ids and values were cut off in {spaced:,} rows."
    return [*found, Fault(1, "", "spaces", spaces, "")] if spaced else found
