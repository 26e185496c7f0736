"""The reviewed definitions behind released numbers, and a network's rule tables, read once.

A district's own file with a mistake in it takes no page away: all others are read, and the mistake is told to whoever
brings the data in. Files are read again when they change.
"""

import logging
from functools import lru_cache
from pathlib import Path

from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.mistakes import DefinitionError
from groundswell.domain.indicators.folder import own_definitions
from groundswell.library.accountability_files import RuleTables, rule_tables
from groundswell.library.indicator_files import indicators, sound_indicators
from groundswell.store.schema import TABLES

log = logging.getLogger(__name__)
OWN_TABLES = "accountability"
Stamp = tuple[tuple[str, int], ...]


def definitions() -> dict[str, Indicator]:
    """Every indicator by id: those that ship, and the district's own."""
    own = own_definitions()
    return _read(own, _stamp(own))[0]


def accountability_tables() -> RuleTables:
    """How an authority or the network reads a number: those that ship, and the network's own."""
    own = _own_tables()
    return _read_tables(own, _stamp(own))[0]


def mistakes() -> list[str]:
    """What is wrong with the district's own files, each by file and line."""
    own, tables = own_definitions(), _own_tables()
    return [*_read(own, _stamp(own))[1], *_read_tables(tables, _stamp(tables))[1]]


def _own_tables() -> Path | None:
    own = own_definitions()
    return own / OWN_TABLES if own and (own / OWN_TABLES).is_dir() else None


def _stamp(folder: Path | None) -> Stamp:
    """Which files there are, and when they were changed."""
    if folder is None:
        return ()
    return tuple(sorted((file.name, file.stat().st_mtime_ns) for file in folder.glob("*.yaml")))


@lru_cache(maxsize=4)
def _read(own: Path | None, stamp: Stamp) -> tuple[dict[str, Indicator], tuple[str, ...]]:
    columns = {table.name: {each.name: each.kind for each in table.columns} for table in TABLES.values()}
    if own is None:
        return indicators(columns), ()
    found, wrong = sound_indicators(columns, own=own)
    for words in wrong:
        log.warning("A definition was left out: %s", words)
    return found, tuple(wrong)


@lru_cache(maxsize=4)
def _read_tables(own: Path | None, stamp: Stamp) -> tuple[RuleTables, tuple[str, ...]]:
    try:
        return rule_tables(own=own), ()
    except DefinitionError as mistake:
        if own is None:
            raise
        log.warning("The network's own rule tables were left out: %s", mistake)
        return rule_tables(), (str(mistake),)
