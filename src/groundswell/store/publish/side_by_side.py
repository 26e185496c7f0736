"""Several pieces of work at once, each with a connection of its own to the same tables.

One small table keeps one processor busy, whatever DuckDB does: with several the others have work too. Large ones
keep all processors busy by themselves, and side by side would contend for memory.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

import duckdb

from groundswell.store.engine import value_of

MOST = 4  # more would hold more half-written files in memory than they are faster
LARGE = 2_000_000  # rows in all tables
Tell = Callable[[str, str], None]
Found = TypeVar("Found")
Work = Callable[[duckdb.DuckDBPyConnection, Tell], Found]


@dataclass
class Begun(Generic[Found]):
    """Works under way. What they tell waits until it is asked for, so that one thread alone tells.

    Without a `pool` they are done one after the other: when `results` are asked for, or as they come if none `waits`.
    """

    connection: duckdb.DuckDBPyConnection
    pool: ThreadPoolExecutor | None = None
    waits: bool = True
    works: list[Work[Found]] = field(default_factory=list)
    started: list[Future[Found]] = field(default_factory=list)
    heard: SimpleQueue[tuple[str, str] | None] = field(default_factory=SimpleQueue)

    def add(self, work: Work[Found]) -> None:
        """One more, begun once a thread is free."""
        self.works.append(work)
        if self.pool is not None:
            self.started.append(self.pool.submit(self.alone, work))
        elif not self.waits:
            self.started.append(Future())
            self.started[-1].set_result(self.alone(work))

    def results(self, tell: Tell) -> list[Found]:
        """What each work gives, in their order. `tell` is called in this thread."""
        if not self.started:
            return [work(self.connection, tell) for work in self.works]
        for _ in self.works:
            while (told := self.heard.get()) is not None:
                tell(*told)
        return [each.result() for each in self.started]

    def alone(self, work: Work[Found]) -> Found:
        """One work on a connection of its own."""
        try:
            with self.connection.cursor() as own:
                return work(own, lambda stage, detail: self.heard.put((stage, detail)))
        finally:
            self.heard.put(None)


@contextmanager
def begun(
    connection: duckdb.DuckDBPyConnection, *, most: int = MOST, rows: int | None = None, waits: bool = True
) -> Iterator[Begun[Any]]:
    """Works to be added, at most `most` at once, or one after the other where that is better.

    `rows` is about how many there are to work on; None counts those of all tables. Whatever was begun is over when
    the block ends, in whichever way.
    """
    processors = int(value_of(connection, "SELECT current_setting('threads')"))
    if processors < 2 or (_rows(connection) if rows is None else rows) > LARGE:
        yield Begun(connection, waits=waits)
        return
    with ThreadPoolExecutor(min(most, processors + 1)) as pool:  # one more: some wait for the disk
        yield Begun(connection, pool)


def _rows(connection: duckdb.DuckDBPyConnection) -> int:
    """About how many rows all tables hold."""
    return int(value_of(connection, "SELECT coalesce(sum(estimated_size), 0) FROM duckdb_tables()"))
