"""From staged rows to the tables to publish, with what the feed told before and this load leaves as it is."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.publish.drafts import Draft, Replacement
from groundswell.store.publish.editions import Part
from groundswell.store.publish.reading import files
from groundswell.store.read.faults import Fault
from groundswell.store.read.loading import MOST_LOSS, Opened
from groundswell.store.read.package import RefusedFile
from groundswell.store.schema import TABLES, Table

# A load takes the place of what it names: these columns say what that is, beside the school year.
SLICES: Mapping[str, tuple[str, ...]] = {
    "attendance": ("date",),
    "assessments": ("assessment_id",),
    "group_memberships": ("group_set",),
    "programs": ("program",),
    "surveys": ("survey_id",),
    "postsecondary": ("event",),
    "grades": ("session_id",),
}
SORTED_AT_ONCE = 4_000_000  # rows
# Students tell these groups by themselves, as they do in OneRoster and Ed-Fi.
_GROUPS = """
SELECT school_year, student_id, 'race_ethnicity' AS group_set, race_ethnicity AS group_name FROM out_students
WHERE race_ethnicity IS NOT NULL
UNION ALL SELECT school_year, student_id, 'sex', sex FROM out_students WHERE sex IS NOT NULL"""


@dataclass(frozen=True)
class HowMerged:
    """`adds`: rows are added, and those with the same keys replaced. Else a load replaces all that it names."""

    source: str
    adds: bool = False
    accept_loss: bool = False


def derive(opened: Opened, tables: list[str], how: HowMerged) -> dict[str, int]:
    """Make `out_<table>` for each. Returns their rows as they came, before those held are added. Raises `RefusedFile`."""
    connection, counts = opened.connection, {}
    for name in tables:
        _make_out(opened, TABLES[name], f"SELECT * FROM {named(f'in_{name}')}", how)
    if "students" in tables and "group_memberships" not in tables:
        run(connection, f"CREATE TEMP VIEW groups_told AS {_GROUPS}")
        _make_out(opened, TABLES["group_memberships"], "SELECT * FROM groups_told", how)
    for name in _made(tables):
        counts[name] = int(value_of(connection, f"SELECT count(*) FROM {named(f'out_{name}')}"))
        _add_held(opened, TABLES[name], how)
    return counts


def _made(tables: list[str]) -> list[str]:
    extra = ["group_memberships"] if "students" in tables and "group_memberships" not in tables else []
    return [*tables, *extra]


def _make_out(opened: Opened, table: Table, query: str, how: HowMerged) -> None:
    had = {row[0] for row in run(opened.connection, f"DESCRIBE {query}")}
    columns = ", ".join(
        f"{_cell(column.name, had, how.source)}::{column.duckdb_type} AS {named(column.name)}"
        for column in table.columns
    )
    out = named(f"out_{table.name}")
    if not table.daily:
        run(opened.connection, f"CREATE TABLE {out} AS SELECT {columns} FROM ({query})")
        return
    run(opened.connection, f"CREATE TABLE {out} AS SELECT {columns} FROM ({query}) LIMIT 0")
    for first, last in _stretches(opened, query):
        run(
            opened.connection,
            f"INSERT INTO {out} SELECT {columns} FROM ({query}) WHERE date BETWEEN ? AND ? ORDER BY date",
            (first, last),
        )


def _stretches(opened: Opened, query: str) -> list[tuple[date, date]]:
    """First and last days of so many rows as are sorted at once: all of a year's attendance is more than memory."""
    found: list[tuple[date, date]] = []
    held = 0
    for day, rows in run(
        opened.connection, f"SELECT date, count(*) FROM ({query}) GROUP BY date ORDER BY date"
    ):
        if found and held + rows <= SORTED_AT_ONCE:
            found[-1], held = (found[-1][0], day), held + rows
        else:
            found.append((day, day))
            held = rows
    return found


def _cell(name: str, had: set[str], source: str) -> str:
    if name == "source":
        return quoted(source)
    return named(name) if name in had else "NULL"


def told_of(opened: Opened, table: Table) -> set[tuple[int, str | None]]:
    """The parts that the load names: (school year, day or None)."""
    columns = "school_year, date::VARCHAR" if table.daily else "school_year, NULL"
    return set(run(opened.connection, f"SELECT DISTINCT {columns} FROM {named(f'out_{table.name}')}"))


def _add_held(opened: Opened, table: Table, how: HowMerged) -> None:
    told = told_of(opened, table)
    parts = [
        part
        for part in opened.before.of(table.name, how.source)
        if (part.key.school_year, part.key.date) in told
    ]
    if not parts:
        return
    out, held = named(f"out_{table.name}"), files(opened.store, parts)
    if not how.adds and not how.accept_loss:
        _require_no_great_loss(opened, table, parts)
    columns = table.key if how.adds else ("school_year", *SLICES.get(table.name, ()))
    same = " AND ".join(f"o.{named(name)} IS NOT DISTINCT FROM h.{named(name)}" for name in columns)
    names = ", ".join(f"h.{named(name)}" for name in table.names)
    run(
        opened.connection,
        f"CREATE TEMP TABLE kept AS SELECT {names} FROM {held} AS h "
        f"ANTI JOIN (SELECT DISTINCT {', '.join(map(named, columns))} FROM {out}) AS o ON {same}",
    )
    run(opened.connection, f"INSERT INTO {out} SELECT * FROM kept")
    run(opened.connection, "DROP TABLE kept")


def _require_no_great_loss(opened: Opened, table: Table, parts: list[Part]) -> None:
    """Refuse to lose more than half of the rows held of what the load names. Raises `RefusedFile`."""
    out, held = named(f"out_{table.name}"), files(opened.store, parts)
    slices = ", ".join(map(named, ("school_year", *SLICES.get(table.name, ()))))
    same = " AND ".join(f"o.{named(name)} IS NOT DISTINCT FROM h.{named(name)}" for name in table.key)
    named_ones = f"SELECT * FROM {held} WHERE hash({slices}) IN (SELECT hash({slices}) FROM {out})"
    before, lost = run(
        opened.connection,
        f"SELECT count(*), count(*) FILTER (o.school_year IS NULL) FROM ({named_ones}) AS h "
        f"LEFT JOIN (SELECT DISTINCT {', '.join(map(named, table.key))} FROM {out}) AS o ON {same}",
    )[0]
    if lost > before * MOST_LOSS:
        words = (
            f"It would take away {lost:,} of {before:,} rows of {table.name} "
            f"that this feed has told of the same {_what(table)}."
        )
        fix = (
            "To add to what is held, load it with --add. If those rows are to go, load it with --accept-loss."
        )
        raise RefusedFile("", Fault(1, "", "great_loss", words, fix))


def _what(table: Table) -> str:
    slices = SLICES.get(table.name, ())
    return ("days" if slices[0] == "date" else f"{slices[0].replace('_', ' ')}s") if slices else "school year"


def draft_tables(opened: Opened, draft: Draft, tables: list[str], how: HowMerged) -> list[int]:
    """Put the tables into the draft. Returns the school years told of."""
    told = {name: told_of(opened, TABLES[name]) for name in _made(tables)}
    draft.replace_all([_replacement(TABLES[name], places, how.source) for name, places in told.items()])
    return sorted({year for places in told.values() for year, _ in places})


def _replacement(table: Table, told: set[tuple[int, str | None]], source: str) -> Replacement:
    split = table.partition[1:]
    return Replacement(
        table=table.name,
        source=source,
        relation=named(f"out_{table.name}"),
        split=split,
        scope=lambda key: (key.school_year, key.date) in told,
        places=sorted(place[: len(split)] for place in told),
    )
