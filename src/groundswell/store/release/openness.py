"""The file beside a table that an attack from print alone needs: which sums do not hold. It has no numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from groundswell.core.indicators.definition import as_period
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release.amounts import OpenAmounts, Timed
from groundswell.store.release.gate import OpenSplits
from groundswell.store.release.printed import Key, Period

_COLUMNS = ("period", "place_kind", "place", "group_set", "group", "by", "of")
_STUDENTS = "students"


@dataclass(frozen=True)
class About:
    """What an attacker from print alone knows of a table; see `gate.Known`."""

    counts_persons: bool
    changes_later: bool
    open_splits: OpenSplits
    open_amounts: OpenAmounts = frozenset()


def beside(table: Path) -> Path:
    return table.with_name(f"{table.stem}.sums.parquet")


def write(table: Path, about: About) -> Path:
    """The file that was written."""
    rows = sorted(
        (year, label, *total, by, _STUDENTS)
        for (year, label), held in about.open_splits.items()
        for total, by in held
    )
    rows += sorted(
        (each.school_year, each.period, *each.key, by, each.kind) for each, by in about.open_amounts
    )
    schema = pa.schema(
        [pa.field("school_year", pa.int16()), *(pa.field(name, pa.string()) for name in _COLUMNS)],
        metadata={"counts_persons": str(about.counts_persons), "changes_later": str(about.changes_later)},
    )
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(list(held), field.type) for held, field in zip(columns, schema, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), beside(table), compression="zstd")
    return beside(table)


def read(table: Path) -> About:
    try:
        found = pq.read_table(beside(table))
    except FileNotFoundError as missing:
        raise StoreFault(f"{beside(table)} is missing. Bring it back from a backup.") from missing
    splits: dict[Period, set[tuple[Key, str]]] = defaultdict(set)
    amounts = set[tuple[Timed, str]]()
    for row in found.to_pylist():
        period, key = _named(row)
        if row["of"] == _STUDENTS:
            splits[period].add((key, row["by"]))
        else:
            amounts.add((Timed(as_period(row["of"]), *period, key), row["by"]))
    said = found.schema.metadata
    return About(
        counts_persons=said[b"counts_persons"] == b"True",
        changes_later=said[b"changes_later"] == b"True",
        open_splits={period: frozenset(held) for period, held in splits.items()},
        open_amounts=frozenset(amounts),
    )


def _named(row: Mapping[str, Any]) -> tuple[Period, Key]:
    key = Key(row["place_kind"], row["place"], row["group_set"], row["group"])
    return (row["school_year"], row["period"]), key
