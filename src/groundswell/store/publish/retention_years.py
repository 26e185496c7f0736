"""Which rows belong to school years that are over: by part, by year, by date, and the people of those years alone."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Iterable
from pathlib import Path

import duckdb

from groundswell.store.engine import named, quoted, run
from groundswell.store.publish.editions import EDITIONS, QUARANTINE, Edition, Part, PartKey
from groundswell.store.publish.retention_persons import person_columns
from groundswell.store.publish.rewriting import Change, Columns

FIRST_MONTH = 7  # a school year turns in July
_YEARS = ("school_year", "schoolYear")
# What says when a row ended, or happened. A row whose end is open is kept.
_ENDS = ("end_date", "endDate", "exit_date")
_DAYS = ("date", "scoreDate", "administration_date", "event_date", "incident_date")


class OldYears:
    """What goes from each file when `first` is the oldest school year that is kept.

    A row of a feed's records goes when its year or its last day is before `first`, when it belongs to a class or
    item that goes, or when it is about a student whom no kept year knows.
    """

    def __init__(
        self, store: Path, connection: duckdb.DuckDBPyConnection, kept: Iterable[Edition], first: int
    ) -> None:
        self.first = first
        self.files = _Files(store, kept)
        self.connection = connection
        self._find_people()
        self._find_classes()

    def change(self, part: Part, columns: Columns) -> Change | None:
        key = part.key
        if key.is_canonical:
            return Change("true") if key.school_year is not None and key.school_year < self.first else None
        tests = [*self._dated(columns), *self._of_people(part, columns), *self._of_classes(part, columns)]
        return Change(" OR ".join(f"coalesce({test}, false)" for test in tests)) if tests else None

    def _find_people(self) -> None:
        """Students of dropped years alone."""
        run(self.connection, f"CREATE TABLE students_then AS {self._students(old=True)}")
        run(self.connection, f"CREATE TABLE students_now AS {self._students(old=False)}")
        run(self.connection, "CREATE TABLE people_gone AS FROM students_then EXCEPT FROM students_now")

    def _students(self, *, old: bool) -> str:
        paths = [
            path
            for key, path in self.files.of("students")
            if key.school_year is not None and (key.school_year < self.first) == old
        ]
        return (
            f"SELECT DISTINCT student_id AS id FROM {_read(paths)}"
            if paths
            else "SELECT NULL AS id WHERE false"
        )

    def _find_classes(self) -> None:
        """OneRoster says a class's year through its terms, and an item's through its class."""
        found = {name: [path for _, path in self.files.of(f"records.{name}")] for name in
                 ("academicSessions", "classes", "lineItems")}  # fmt: skip
        none = "SELECT NULL::VARCHAR AS id WHERE false"
        sessions, classes, items = found["academicSessions"], found["classes"], found["lineItems"]
        old = (
            f"SELECT sourcedId AS id FROM {_read(sessions)} GROUP BY 1 HAVING max(schoolYear::INTEGER) < {self.first}"
            if sessions
            else none
        )
        run(self.connection, f"CREATE TABLE sessions_gone AS {old}")
        old = (
            f"SELECT DISTINCT sourcedId AS id FROM {_read(classes)} WHERE len(termSourcedIds) > 0 AND "
            f"list_has_all((SELECT coalesce(list(id), []) FROM sessions_gone), termSourcedIds)"
            if classes
            else none
        )
        run(self.connection, f"CREATE TABLE classes_gone AS {old}")
        old = (
            f"SELECT DISTINCT sourcedId AS id FROM {_read(items)} WHERE classSourcedId IN (FROM classes_gone)"
            if items
            else none
        )
        run(self.connection, f"CREATE TABLE items_gone AS {old}")

    def _dated(self, columns: Columns) -> list[str]:
        year = next((name for name in _YEARS if name in columns), None)
        if year:
            return [f"{named(year)}::INTEGER < {self.first}"]
        day = next((name for name in (*_ENDS, *_DAYS) if columns.get(name) == "DATE"), None)
        return [f"{named(day)} < DATE {quoted(f'{self.first - 1}-{FIRST_MONTH:02d}-01')}"] if day else []

    def _of_people(self, part: Part, columns: Columns) -> list[str]:
        gone = "(FROM people_gone)"
        told = [f"{named(name)}::VARCHAR IN {gone}" for name in person_columns(part.key, columns)]
        return [f"sourced_id IN {gone}"] if part.key.table == QUARANTINE else told

    def _of_classes(self, part: Part, columns: Columns) -> list[str]:
        own = {"records.academicSessions": "sessions_gone", "records.classes": "classes_gone",
               "records.lineItems": "items_gone"}.get(part.key.table)  # fmt: skip
        tests = [f'"sourcedId" IN (FROM {own})'] if own else []
        for column, gone in (("classSourcedId", "classes_gone"), ("lineItemSourcedId", "items_gone")):
            if column in columns:
                tests.append(f"{named(column)} IN (FROM {gone})")
        return tests


class _Files:
    """Every file of the kept editions, by table."""

    def __init__(self, store: Path, kept: Iterable[Edition]) -> None:
        self.parts = {part.path: part for each in kept for part in each.parts.values()}
        self.store = store

    def of(self, table: str) -> list[tuple[PartKey, str]]:
        return [
            (part.key, str(self.store / EDITIONS / part.path))
            for part in self.parts.values()
            if part.key.table == table
        ]


def _read(paths: Iterable[str]) -> str:
    return f"read_parquet([{', '.join(map(quoted, paths))}], union_by_name = true, hive_partitioning = false)"
