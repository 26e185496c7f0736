"""One file into the staged tables: sound rows typed, all others set aside with what is wrong with them."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import duckdb

from groundswell.store.engine import quoted, run
from groundswell.store.read.ahead import ahead
from groundswell.store.read.chunks import Chunk
from groundswell.store.read.columnar.dates import NoDate, date_of, readings
from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.loading import noticed
from groundswell.store.read.mapped.defaults import default_of
from groundswell.store.read.mapped.expressions import SLASHED
from groundswell.store.read.mapped.ledgers import REPAIRED, set_damaged_aside
from groundswell.store.read.mapped.mapping import Cell, FileMapping, Output, Wide
from groundswell.store.read.mapped.sources import header_of, open_source, opened
from groundswell.store.read.mapped.typed import TypedFile
from groundswell.store.read.package import Member, RefusedFile, unreadable
from groundswell.store.report import Finding
from groundswell.store.schema import Table

Tell = Callable[[str, str], None]


ROW = "groundswell.row"  # in files of corrected rows: which row set aside this is


@dataclass(frozen=True)
class Staged:
    """A file as read. `read` counts all its rows, sound or not. `mends`: it holds corrected rows of earlier loads."""

    file: str
    read: int
    mapping: FileMapping
    notices: tuple[Finding, ...] = ()
    mends: bool = False


def stage(
    connection: duckdb.DuckDBPyConnection,
    member: Member,
    mapping: FileMapping,
    *,
    tables: Mapping[str, Table],
    limits: Limits,
    tell: Tell,
) -> Staged:
    """Read one file. `tell` hears the number of rows so far. Raises `RefusedFile`."""
    require_whole(mapping, tables)
    try:
        chosen = _unfolded(member, _as_written(member, mapping), limits)
        with opened(member) as stream:
            source = open_source(stream, name=member.name, mapping=chosen, limits=limits)
            places = {name: place for place, name in enumerate(source.header)}
            typed = TypedFile(member.name, chosen, places, tables)
            read = 0
            for chunk in ahead(source.chunks):
                read += chunk.table.num_rows + len(chunk.damaged)
                _require_fewer(read, limits.rows, member.name)
                set_damaged_aside(connection, member.name, typed.target, chunk.damaged, chosen.read)
                _note_mended(connection, chunk, places.get(ROW))
                _take(connection, typed, chunk)
                tell("reading", f"{member.name}: {read:,} rows")
            notices = tuple(noticed(member.name, source.notices))
            return Staged(member.name, read, chosen, notices, mends=ROW in places)
    except Unreadable as problem:
        raise unreadable(member.name, problem) from problem


def _as_written(member: Member, mapping: FileMapping) -> FileMapping:
    """Files of corrected rows are written by us: with commas, in UTF-8, with a header, whatever the first file was."""
    with opened(member) as stream:
        first = stream.read(100_000).split(b"\n", 1)[0]
    if ROW.encode() not in first:
        return mapping
    return replace(mapping, delimiter="comma", header_line=1, encoding="")


def _note_mended(connection: duckdb.DuckDBPyConnection, chunk: Chunk, place: int | None) -> None:
    if place is None:
        return
    connection.register("chunk", chunk.table)
    run(connection, f"INSERT INTO {REPAIRED} SELECT DISTINCT c{place} FROM chunk")
    connection.unregister("chunk")


def require_whole(mapping: FileMapping, tables: Mapping[str, Table]) -> None:
    """Every column that is never empty has to come from somewhere. Raises `RefusedFile`."""
    for output in mapping.outputs:
        given = {
            *output.cells,
            *(mapping.wide.cells if mapping.wide else ()),
            *(("date",) if mapping.wide else ()),
        }
        table = tables[output.table]
        for column in (*table.described, table.columns[0]):
            if (
                column.required
                and column.name not in given
                and not default_of(output.table, column.name, given)
            ):
                words = f"The mapping does not say where “{column.name}” of {output.table} comes from."
                fix = f"Name a column or a constant for it. {column.meaning}"
                raise RefusedFile("", Fault(1, column.name, "not_mapped", words, fix))


def _require_fewer(rows: int, most: int, file: str) -> None:
    if rows > most:
        words = f"The file has more than {most:,} rows."
        raise RefusedFile(file, Fault(1, "", "too_many_rows", words, "Send it in parts."))


def _take(connection: duckdb.DuckDBPyConnection, typed: TypedFile, chunk: Chunk) -> None:
    if not chunk.table.num_rows:
        return
    connection.register("chunk", chunk.table)
    try:
        run(connection, f"CREATE OR REPLACE TEMP TABLE typed AS {typed.typed()}")
    finally:
        connection.unregister("chunk")
    _ask(connection, typed)
    bad, unused = run(connection, "SELECT count(*) FILTER (bad), count(*) FILTER (NOT used) FROM typed")[0]
    if bad:
        for statement in typed.explanations():
            run(connection, statement)
        run(connection, typed.rejection())
    if unused:
        run(connection, typed.skipping())
    for statement in typed.inserts():
        run(connection, statement)
    run(connection, "DROP TABLE typed")


def _ask(connection: duckdb.DuckDBPyConnection, typed: TypedFile) -> None:
    """Dates with slashes of which nobody said how they are written are a question. Raises `RefusedFile`."""
    for y, place, column in typed.question():
        seen = f"SELECT line, {y} FROM typed WHERE regexp_full_match({y}, {quoted(SLASHED)}) ORDER BY line LIMIT 1"
        for line, text in run(connection, seen):
            shown = "" if column == "birth_date" else f"{_both(text)} "
            words = f"How are the dates in this column written: month first, or day first? {shown}".strip()
            fix = "Say it in the mapping, as dates: mdy or dates: dmy. We do not guess."
            raise RefusedFile(typed.file, Fault(line, place, "ambiguous_date", words, fix))


def _both(text: str) -> str:
    """The readings of a date with slashes, in words."""
    orders = readings(text)
    told = [f"{date_of(text, order):%B %-d, %Y} ({order})" for order in orders]
    return f"“{text}” can be {' or '.join(told)}." if told else ""


def _unfolded(member: Member, mapping: FileMapping, limits: Limits) -> FileMapping:
    """A file with a column per day: one output for each of them."""
    if mapping.wide is None:
        return mapping
    with opened(member) as stream:
        header = header_of(stream, mapping=mapping, limits=limits)
    days = {name: day for name in header if name not in mapping.read and (day := _day(name, mapping.wide))}
    if not days:
        words = "None of the columns is named after a day."
        raise RefusedFile(member.name, Fault(1, "", "no_days", words, "Check wide: dates: in the mapping."))
    outputs = tuple(_of_day(output, mapping.wide, *day) for output in mapping.outputs for day in days.items())
    return replace(mapping, outputs=outputs, wide=None)


def _day(name: str, wide: Wide) -> str:
    order = wide.dates if wide.dates in {"mdy", "dmy"} else "iso"
    try:
        return date_of(name, order).isoformat() if any(sign.isdigit() for sign in name) else ""  # type: ignore[arg-type]
    except NoDate:
        return ""


def _of_day(output: Output, wide: Wide, name: str, day: str) -> Output:
    cells = dict(output.cells) | {"date": Cell(constant=day, dates="iso")}
    cells |= {column: replace(cell, column=name) for column, cell in wide.cells.items()}
    return replace(output, cells=cells, when_filled=(*output.when_filled, name))
