"""Parts on disk: known by their files as by the rows they were written from; nothing lies about."""

from pathlib import Path

import duckdb
import pytest

from groundswell.store.engine import EngineLimits, open_engine, quoted, run
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft, Replacement
from groundswell.store.publish.editions import EDITIONS, PartKey
from groundswell.store.publish.lock import writing
from groundswell.store.publish.parts import fingerprints, fingerprints_of, places_in
from groundswell.store.read.oneroster.load import load_oneroster
from tests.store.oneroster.given import export

AT = "2026-02-02T20:00:00+00:00"
CELLS = """
SELECT (2025 + i % 2)::INTEGER AS school_year, DATE '2026-02-02' + (i % 3)::INTEGER AS date,
    CASE WHEN i % 4 > 0 THEN 'P' || i END AS text, i / 7 AS number, i % 5 = 0 AS flag, i::TINYINT AS small,
    TIMESTAMP '2026-02-02 06:00:00' + to_seconds(i) AS moment, ['a', 'b' || i] AS ids, NULL::VARCHAR AS nothing,
    list_value({place: 'x', rule: 'r' || i}) AS faults, i::BIGINT AS line
FROM range(100) AS t(i)
"""


def made(connection: duckdb.DuckDBPyConnection) -> None:
    run(connection, f"CREATE TABLE made AS {CELLS}")


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    """Whatever kinds of columns: else a load that changes nothing would publish an edition."""
    with open_engine(folders=[tmp_path]) as connection:
        made(connection)
        paths = {}
        for (year,) in places_in(connection, "made", ("school_year",)):
            path = tmp_path / f"{year}.parquet"
            run(
                connection,
                f"COPY (SELECT * FROM made WHERE school_year = {year}) TO {quoted(str(path))}",  # noqa: S608
            )
            paths[PartKey("made", "s", year)] = path
        expected = fingerprints(connection, "made", ("school_year",))
        found = fingerprints_of(connection, paths)
    assert {(key.school_year,): rows for key, rows in found.items()} == expected
    assert [rows for rows, _ in found.values()] == [50, 50]


def replacement(
    split: tuple[str, ...], places: tuple[tuple[object, ...], ...] = (), relation: str = "made"
) -> Replacement:
    return Replacement(table="made", source="s", relation=relation, split=split, places=places)


def drafted(store: Path, each: Replacement, *, threads: int = 1) -> dict[PartKey, tuple[int, str]]:
    """One edition with one table; its parts' rows and fingerprints."""
    limits = EngineLimits(threads=threads)
    with writing(store), open_engine(folders=[store], limits=limits) as connection:
        made(connection)
        run(connection, "CREATE TABLE nothing AS FROM made WHERE false")
        draft = Draft(store, editions.current(store), connection)
        draft.replace_all([each, replacement((), relation="nothing")] if not each.split else [each])
        if draft.changed:
            draft.publish(kind="load", made_at=AT, source="s", about={})
        return {key: (part.rows, part.fingerprint) for key, part in draft.parts.items()}


@pytest.mark.parametrize("split", [("school_year",), ("school_year", "date")])
def test_the_first_writing_and_a_later_one_know_the_same_parts(
    tmp_path: Path, split: tuple[str, ...]
) -> None:
    first = drafted(tmp_path, replacement(split))
    again = drafted(tmp_path, replacement(split))
    assert first == again
    assert len(first) == 2 * (3 if "date" in split else 1)
    assert sum(rows for rows, _ in first.values()) == 100
    assert editions.current_number(tmp_path) == 1


def test_places_without_rows_leave_no_part_and_no_file(tmp_path: Path) -> None:
    parts = drafted(tmp_path, replacement(("school_year",), ((2024,), (2025,), (2026,))))
    assert sorted(key.school_year or 0 for key in parts) == [2025, 2026]
    assert len([*tmp_path.glob("editions/*/made/*.parquet")]) == 2


def test_a_table_without_rows_leaves_nothing(tmp_path: Path) -> None:
    for places in ((), ((2026,),)):
        assert drafted(tmp_path, replacement(("school_year",), places, "nothing")) == {}
    assert [*(tmp_path / EDITIONS).iterdir()] == []


def test_with_more_threads_the_same_is_published(tmp_path: Path) -> None:
    alone, together = (
        drafted(tmp_path / str(threads), replacement(()), threads=threads) for threads in (1, 3)
    )
    assert alone == together


def test_a_refusal_after_parts_were_written_leaves_nothing_lying_about(tmp_path: Path) -> None:
    store, given = tmp_path / "store", export()
    assert load_oneroster(store, given.as_folder(tmp_path / "a"), made_at=AT).outcome == "published"
    students = [row["sourcedId"] for row in given.files["users"] if row["role"] == "student"]
    given.drop("users", *students[: len(students) * 2 // 3])
    report = load_oneroster(store, given.as_folder(tmp_path / "b"), made_at=AT)
    assert (report.outcome, report.refusal and report.refusal.rule) == ("refused", "great_loss")
    assert [path.name for path in (store / EDITIONS).iterdir()] == ["000001"]
