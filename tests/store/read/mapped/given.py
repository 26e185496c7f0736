"""A store with the invented OneRoster rosters of Fern Valley, and tables to load into it."""

from pathlib import Path
from typing import Any

from groundswell.store.engine import EngineLimits
from groundswell.store.read.mapped.load import LoadSettings, load_table
from groundswell.store.read.mapped.mapping import FileMapping
from groundswell.store.read.mapped.mapping_file import parse_mapping
from groundswell.store.report import Report
from tests.store.oneroster.given import export
from tests.store.oneroster.loading import AT, load

ATTENDANCE = """
table: attendance
columns:
  student_id: Student ID
  school_id: School
  date: Date
  category: {from: Code, values: {P: present, A: unexcused, E: excused, T: tardy}}
"""
HEADER = "Student ID,School,Date,Code"


def rosters(folder: Path) -> Path:
    """A store with 42 students 0001040 to 0002066 in the schools S001 and S002."""
    store = folder / "store"
    load(store, export().as_zip(folder / "rosters.zip"))
    return store


def mapping(text: str = ATTENDANCE) -> FileMapping:
    return parse_mapping(text, "map.yaml")


def table(folder: Path, *lines: str, name: str = "attendance.csv", header: str = HEADER) -> Path:
    path = folder / name
    path.write_bytes(("\n".join((header, *lines)) + "\n").encode())
    return path


def bring(store: Path, path: Path, text: str = ATTENDANCE, **settings: Any) -> Report:
    chosen = LoadSettings(engine=EngineLimits(threads=1), **settings)
    return load_table(store, path, mapping(text), made_at=AT, settings=chosen)


def counts(report: Report) -> tuple[int, int, int, int]:
    """Read, accepted, set aside, skipped; they add up in every report."""
    assert report.rows_read == report.accepted + report.quarantined + report.skipped
    return (report.rows_read, report.accepted, report.quarantined, report.skipped)


def found(report: Report) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.rule) for fault in report.faults]


def skipped(report: Report) -> dict[str, int]:
    return {each.rule: each.rows for each in report.skipped_rows}
