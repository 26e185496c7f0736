"""Several pieces of work at once, each with a connection of its own to the same tables.

One small table keeps one processor busy, whatever DuckDB does: with several the others have work too. Large ones
keep all processors busy by themselves, and side by side would contend for memory.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Generic, TypeVar

import duckdb

from groundswell.store.engine import value_of

MOST = 4  # more would hold more half-written files in memory than they are faster
LARGE = 2_000_000  # rows in all tables
Tell = Callable[[str, str], None]
Found = TypeVar("Found")
Work = Callable[[duckdb.DuckDBPyConnection, Tell], Found]


@dataclass
class Begun(Generic[Found]):
    """Work under way. What it tells waits until it is asked for, so that one thread alone tells."""

    connection: duckdb.DuckDBPyConnection
    works: Sequence[Work[Found]]
    started: list[Future[Found]] = field(default_factory=list)
    heard: SimpleQueue[tuple[str, str] | None] = field(default_factory=SimpleQueue)

    def results(self, tell: Tell) -> list[Found]:
        """What each work gives, in their order. `tell` is called in this thread."""
        if not self.started:
            return [work(self.connection, tell) for work in self.works]
        for _ in self.works:
            while (told := self.heard.get()) is not None:
                tell(*told)
        return [each.result() for each in self.started]

    def alone(self, work: Work[Found]) -> Found:
        """One work in a thread of its own."""
        try:
            with self.connection.cursor() as own:
                return work(own, lambda stage, detail: self.heard.put((stage, detail)))
        finally:
            self.heard.put(None)


@contextmanager
def begun(connection: duckdb.DuckDBPyConnection, works: Sequence[Work[Found]]) -> Iterator[Begun[Found]]:
    """Begin the works, as many at once as is quicker; one after the other they wait for `results`."""
    all_of_it = Begun(connection, works)
    threads = min(MOST, len(works), int(value_of(connection, "SELECT current_setting('threads')")))
    if threads < 2 or _rows(connection) > LARGE:
        yield all_of_it
        return
    with ThreadPoolExecutor(threads) as pool:
        all_of_it.started = [pool.submit(all_of_it.alone, work) for work in works]
        try:
            yield all_of_it
        finally:
            for each in all_of_it.started:
                each.cancel()


def _rows(connection: duckdb.DuckDBPyConnection) -> int:
    """About how many rows all tables hold."""
    return int(value_of(connection, "SELECT coalesce(sum(estimated_size), 0) FROM duckdb_tables()"))
