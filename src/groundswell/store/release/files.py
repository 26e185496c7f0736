"""An opened table of a release: which part of its file holds which places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from groundswell.core.indicators.results import PlaceKind
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release.columns import TEXTS


@dataclass(frozen=True)
class OpenedTable:
    """A file, and for each of its row groups the kind of place, the first and the last place in it."""

    file: pq.ParquetFile
    spans: tuple[tuple[str, str, str], ...]

    def groups_with(self, kind: PlaceKind, places: tuple[str, ...] | None) -> list[int]:
        """The numbers of the row groups that hold these places; None: all of the kind."""
        return [
            index
            for index, (held, first, last) in enumerate(self.spans)
            if held == kind and (places is None or any(first <= place <= last for place in places))
        ]


@lru_cache(maxsize=32)
def opened(file: Path, _content: str) -> OpenedTable:
    """The file of one table, its footer read once. `_content` tells files of one name apart."""
    try:
        found = pq.ParquetFile(file, read_dictionary=list(TEXTS))
    except FileNotFoundError as missing:
        raise StoreFault(f"{file} is missing. Bring it back from a backup.") from missing
    return OpenedTable(found, tuple(_span(found.metadata, index) for index in range(found.num_row_groups)))


def _span(about: pq.FileMetaData, index: int) -> tuple[str, str, str]:
    names = about.schema.names
    group = about.row_group(index)
    kinds, places = (group.column(names.index(name)).statistics for name in ("place_kind", "place"))
    return kinds.min, places.min, places.max
