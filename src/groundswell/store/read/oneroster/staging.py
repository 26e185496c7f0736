"""One file into a staged table: sound rows typed, all others set aside with what is wrong with them."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from groundswell.store.engine import run
from groundswell.store.read.ahead import Files
from groundswell.store.read.chunks import CHUNK, Chunk
from groundswell.store.read.columnar.buffers import whole_numbers
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
    unfit: "Unfit"


@dataclass
class Unfit:
    """Rows that were found bad, as they came: they stay in the table until it is told what is wrong with them."""

    typed: TypedFile
    dates: DateOrder
    waiting: list[pa.Table] = field(default_factory=list)

    def note(self, connection: duckdb.DuckDBPyConnection, chunk: pa.Table) -> None:
        """Keep those of a chunk, or tell at once where there are many."""
        bad = [line for (line,) in run(connection, f"SELECT line FROM {self.typed.table} WHERE bad")]
        if not bad:
            return
        rows = pc.index_in(whole_numbers(bad), chunk["line"]).drop_null()
        self.waiting.append(chunk.take(rows))
        if sum(each.nbytes for each in self.waiting) > CHUNK:
            self.tell(connection)

    def tell(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Into quarantine with them, with every fault of every cell. Read as untidy, tidy cells are the same."""
        if not self.waiting:
            return
        connection.register("as_they_came", pa.concat_tables(self.waiting))
        try:
            run(connection, f"CREATE TEMP TABLE unfit AS {self.typed.unfit(self.dates, 'as_they_came')}")
        finally:
            connection.unregister("as_they_came")
        self.waiting = []
        run(connection, self.typed.explanation(self.dates, "unfit"))
        run(connection, self.typed.rejection("unfit"))
        run(connection, "DROP TABLE unfit")
        run(connection, f"DELETE FROM {self.typed.table} WHERE bad")


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
    unfit = Unfit(typed, dates)
    run(connection, typed.create())
    try:
        for chunk in files.chunks():
            read += chunk.table.num_rows + len(chunk.damaged)
            _require_fewer(read, limits.rows, spec)
            set_damaged_aside(connection, spec, chunk.damaged)
            _take(connection, unfit, chunk)
            tell(read)
    except RefusedFile:
        unfit.tell(connection)
        raise
    if not read and mode == "bulk":
        fix = "Leave the file out, and say absent in the manifest."
        raise RefusedFile(
            spec.filename, Fault(2, "", "no_rows", "The file has a first row and no other.", fix)
        )
    return Staged(spec, mode, read, unfit)


def _require_fewer(rows: int, most: int, spec: FileSpec) -> None:
    if rows > most:
        words = f"The file has more than {most:,} rows."
        raise RefusedFile(spec.filename, Fault(1, "", "too_many_rows", words, "Send it in parts."))


def _take(connection: duckdb.DuckDBPyConnection, unfit: Unfit, chunk: Chunk) -> None:
    if not chunk.table.num_rows:
        return
    connection.register("chunk", chunk.table)
    try:
        run(connection, unfit.typed.insert(Reading(unfit.dates, chunk.tidy)))
    finally:
        connection.unregister("chunk")
    unfit.note(connection, chunk.table)


def settle_unfit(connection: duckdb.DuckDBPyConnection, staged: Staged) -> tuple[Fault, ...]:
    """Set the rows aside that do not fit, and tell what was odd about the others."""
    staged.unfit.tell(connection)
    typed = staged.unfit.typed
    return (*typed.places.notices, *_oddities(connection, typed))


def _oddities(connection: duckdb.DuckDBPyConnection, typed: TypedFile) -> list[Fault]:
    """One notice per column with cells that were understood though not to the letter."""
    fields = typed.odd_fields()
    bits = range(len(fields) + 1)
    counted = ", ".join(f"count(*) FILTER (odd & {1 << bit} <> 0)" for bit in bits)
    *spelled, spaced = run(connection, f"SELECT {counted} FROM {typed.table}")[0]
    found = [
        Fault(
            1,
            each.name,
            "spelling",
            f"{count:,} cells were understood though not in the standard's spelling.",
            "",
        )
        for each, count in zip(fields, spelled, strict=True)
        if count
    ]
    spaces = f"Spaces around ids and values were cut off in {spaced:,} rows."
    return [*found, Fault(1, "", "spaces", spaces, "")] if spaced else found
