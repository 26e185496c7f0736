"""The reviewed definitions behind released numbers, read once."""

from functools import lru_cache
from pathlib import Path

from groundswell.core.indicators.definition import Indicator
from groundswell.domain.indicators.folder import own_definitions
from groundswell.library.indicator_files import indicators
from groundswell.store.schema import TABLES


def definitions() -> dict[str, Indicator]:
    """Every indicator by id: those that ship, and the district's own."""
    return _read(own_definitions())


@lru_cache(maxsize=4)
def _read(own: Path | None) -> dict[str, Indicator]:
    columns = {table.name: {each.name: each.kind for each in table.columns} for table in TABLES.values()}
    return indicators(columns, own=own)
