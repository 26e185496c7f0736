"""Parts, sharing, readers and writers of the store, with attendance as the example."""

# ruff: noqa: S608 (queries of the tests' own)

import multiprocessing
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from groundswell.store.engine import open_engine, run
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.editions import Edition
from groundswell.store.publish.lock import writing
from groundswell.store.publish.reading import reading
from groundswell.store.read.oneroster.load import load_oneroster
from groundswell.store.schema import TABLES
from tests.store.oneroster.given import export

MONDAY = date(2026, 2, 2)
AT = "2026-02-02T20:00:00+00:00"


def publish(store: Path, days: dict[date, Sequence[float]], source: str = "table") -> Edition:
    """Attendance of some days: one student for each number."""
    cells = ", ".join(
        f"(2026, DATE '{day}', 'S1', 'P{number}', {attended}::DOUBLE, NULL::VARCHAR, NULL::VARCHAR, '{source}')"
        for day, values in days.items()
        for number, attended in enumerate(values)
    )
    names = ", ".join(TABLES["attendance"].names)
    sent = {day.isoformat() for day in days}
    with writing(store), open_engine(folders=[store]) as connection:
        run(connection, f"CREATE TABLE came AS SELECT * FROM (VALUES {cells}) AS v({names})")
        draft = Draft(store, editions.current(store), connection)
        draft.replace(table="attendance", source=source, relation="came", split=TABLES["attendance"].partition[1:],
                      scope=lambda key: key.date in sent)  # fmt: skip
        return (
            draft.publish(kind="load", made_at=AT, source=source, about={}) if draft.changed else draft.before
        )


def attended(store: Path, number: int | None = None) -> list[tuple[object, ...]]:
    with reading(store, number=number) as now:
        return run(
            now.connection, "SELECT date::VARCHAR, sum(attended) FROM attendance GROUP BY 1 ORDER BY 1"
        )


def test_a_day_costs_a_day(tmp_path: Path) -> None:
    days = {MONDAY.replace(day=day): [1.0, 1.0, 0.0] for day in range(2, 7)}
    publish(tmp_path, days)
    edition = publish(tmp_path, {MONDAY: [1.0, 1.0, 0.5]})
    new = [part.path for part in edition.parts.values() if part.path.startswith("000002/")]
    assert new == ["000002/attendance/table.2026.2026-02-02.parquet"]
    assert [total for _, total in attended(tmp_path)] == [2.5, 2, 2, 2, 2]
    assert publish(tmp_path, {MONDAY: [1.0, 1.0, 0.5]}).number == 2


def test_a_reader_keeps_its_edition(tmp_path: Path) -> None:
    publish(tmp_path, {MONDAY: [1.0]})
    with reading(tmp_path) as before:
        publish(tmp_path, {MONDAY: [0.0]})
        assert run(before.connection, "SELECT sum(attended) FROM attendance") == [(1.0,)]
    assert attended(tmp_path) == [("2026-02-02", 0.0)]
    assert attended(tmp_path, 1) == [("2026-02-02", 1.0)]


def test_where_two_feeds_tell_of_the_same_row_one_is_believed(tmp_path: Path) -> None:
    publish(tmp_path, {MONDAY: [0.0, 0.0]}, source="table")
    publish(tmp_path, {MONDAY: [1.0]}, source="edfi")
    assert attended(tmp_path) == [("2026-02-02", 1.0)]  # P0 from edfi, P1 from the table
    with reading(tmp_path) as now:
        assert run(now.connection, "SELECT student_id, source FROM attendance ORDER BY 1") == [
            ("P0", "edfi"),
            ("P1", "table"),
        ]


def _load(store: Path, given: Path) -> None:
    load_oneroster(store, given, made_at=AT)


def test_many_writers_at_once_make_one_edition(tmp_path: Path) -> None:
    given = export().as_zip(tmp_path / "a.zip")
    processes = multiprocessing.get_context("forkserver")
    writers = [processes.Process(target=_load, args=(tmp_path / "store", given)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert editions.current_number(tmp_path / "store") == 1


def test_an_edition_of_a_newer_version_is_not_read(tmp_path: Path) -> None:
    publish(tmp_path, {MONDAY: [1.0]})
    manifest = tmp_path / "editions/000001/edition.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(editions.StoreFault, match="newer version"):
        editions.current(tmp_path)
