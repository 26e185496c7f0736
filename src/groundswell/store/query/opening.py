"""Open an edition with the engine that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from groundswell.store.engine import EngineLimits
from groundswell.store.publish import editions
from groundswell.store.publish.reading import reading
from groundswell.store.query.engines import DuckEngine, Engine, days_of

EngineName = Literal["duckdb", "spark"]


@contextmanager
def opened(
    store: Path,
    *,
    engine: EngineName = "duckdb",
    number: int | None = None,
    limits: EngineLimits | None = None,
) -> Iterator[tuple[Engine, int]]:
    """An engine over the live edition (or edition `number`), and the edition's number.

    DuckDB spills into a folder of its own that is gone afterwards. Raises `StoreFault`, and `NoSpark` when
    Spark is asked for and missing.
    """
    if engine == "spark":
        with _spark(store, number) as found:
            yield found
        return
    with (
        TemporaryDirectory(prefix="groundswell-") as spill,
        reading(store, number=number, spill=Path(spill), limits=limits) as now,
    ):
        yield DuckEngine(now.connection, days_of(now.edition)), now.edition.number


@contextmanager
def _spark(store: Path, number: int | None) -> Iterator[tuple[Engine, int]]:
    from groundswell.store.query.spark import SparkEngine, local_session  # noqa: PLC0415 (pyspark is optional)

    edition = editions.current(store) if number is None else editions.read(store, number)
    session = local_session()
    try:
        yield SparkEngine.of_edition(session, store, edition), edition.number
    finally:
        session.stop()
