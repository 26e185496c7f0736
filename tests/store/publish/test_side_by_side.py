"""Pieces of work at once: what they give, who is told, and what becomes of a fault."""

from functools import partial
from pathlib import Path
from threading import get_ident

import duckdb
import pytest

from groundswell.store.engine import EngineLimits, open_engine, run, value_of
from groundswell.store.publish import side_by_side
from groundswell.store.publish.side_by_side import Tell, begun


def count(table: str, connection: duckdb.DuckDBPyConnection, tell: Tell) -> tuple[int, int]:
    """The rows of a table, and the thread that counted them."""
    tell("counting", table)
    return int(value_of(connection, f"SELECT count(*) FROM {table}")), get_ident()  # noqa: S608


@pytest.mark.parametrize(("threads", "most_rows"), [(2, 1_000), (2, 0), (1, 1_000)])
def test_results_come_in_order_and_one_thread_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int, most_rows: int
) -> None:
    monkeypatch.setattr(side_by_side, "LARGE", most_rows)
    told: list[tuple[str, int]] = []
    with open_engine(folders=[tmp_path], limits=EngineLimits(threads=threads)) as connection:
        for number in range(5):
            run(connection, f"CREATE TABLE t{number} AS FROM range({number})")
        with begun(connection) as works:
            for number in range(5):
                works.add(partial(count, f"t{number}"))
            found = works.results(lambda _stage, table: told.append((table, get_ident())))
    assert [rows for rows, _ in found] == [0, 1, 2, 3, 4]
    assert sorted(table for table, _ in told) == ["t0", "t1", "t2", "t3", "t4"]
    assert {thread for _, thread in told} == {get_ident()}
    elsewhere = threads > 1 and most_rows > 0
    assert all((thread != get_ident()) == elsewhere for _, thread in found)


def test_a_connection_of_its_own_has_the_same_bounds(tmp_path: Path) -> None:
    def settings(connection: duckdb.DuckDBPyConnection, _tell: Tell) -> list[tuple[object, ...]]:
        with pytest.raises(duckdb.Error):
            run(connection, "SET threads = 8")
        with pytest.raises(duckdb.Error):
            run(connection, "SELECT * FROM read_csv('/etc/passwd')")
        names = ("TimeZone", "memory_limit", "enable_external_access")
        return run(connection, "SELECT " + ", ".join(f"current_setting('{name}')" for name in names))

    with open_engine(folders=[tmp_path], limits=EngineLimits(threads=2)) as connection:
        with begun(connection) as works:
            works.add(settings)
            works.add(settings)
            found = works.results(lambda _stage, _detail: None)
        assert found == [settings(connection, lambda _stage, _detail: None)] * 2
        assert found[0][0][0] == "UTC"


def test_a_fault_in_one_work_is_raised_where_the_results_are_asked_for(tmp_path: Path) -> None:
    with open_engine(folders=[tmp_path], limits=EngineLimits(threads=2)) as connection:
        run(connection, "CREATE TABLE here AS FROM range(3)")
        with begun(connection) as works:
            works.add(partial(count, "here"))
            works.add(partial(count, "nowhere"))
            with pytest.raises(duckdb.Error, match="nowhere"):
                works.results(lambda _stage, _detail: None)
        assert value_of(connection, "SELECT count(*) FROM here") == 3


@pytest.mark.parametrize("threads", [1, 2])
def test_with_one_at_once_the_next_finds_what_the_one_before_made(tmp_path: Path, threads: int) -> None:
    def make(number: int, connection: duckdb.DuckDBPyConnection, _tell: Tell) -> None:
        run(connection, f"CREATE TABLE t{number} AS FROM t{number - 1} UNION ALL SELECT {number}")

    with open_engine(folders=[tmp_path], limits=EngineLimits(threads=threads)) as connection:
        run(connection, "CREATE TABLE t0 (n INTEGER)")
        with begun(connection, most=1, waits=False) as works:
            for number in range(1, 20):
                works.add(partial(make, number))
            if threads == 1:  # done as it came
                assert value_of(connection, "SELECT count(*) FROM t19") == 19
            works.results(lambda _stage, _detail: None)
        assert value_of(connection, "SELECT count(*) FROM t19") == 19


def test_what_was_begun_is_over_when_the_caller_gives_up(tmp_path: Path) -> None:
    """So that what is then swept away is not written again."""
    with open_engine(folders=[tmp_path], limits=EngineLimits(threads=2)) as connection:
        run(connection, "CREATE TABLE here (n INTEGER)")

        def put(own: duckdb.DuckDBPyConnection, _tell: Tell) -> None:
            run(own, "INSERT INTO here FROM range(100_000)")

        def give_up() -> None:
            with begun(connection) as works:
                for _ in range(5):
                    works.add(put)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            give_up()
        assert value_of(connection, "SELECT count(*) FROM here") == 500_000
