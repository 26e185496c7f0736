"""The flat file of daily attendance: one row for each student, school and day of school."""

import csv
from datetime import date
from pathlib import Path
from typing import IO, Self

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from groundswell.store.synthesize.arrays import Flags
from groundswell.store.synthesize.calendars import Calendar
from groundswell.store.synthesize.days import ATTENDED, CATEGORIES, NOTHING, Marks

COLUMNS = ("date", "school_id", "student_id", "attended", "category")
_WORDS = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [("date", pa.date32()), ("school_id", _WORDS), ("student_id", _WORDS), ("attended", pa.float32()),
     ("category", _WORDS)]
)  # fmt: skip
_NAMES = pa.array(CATEGORIES)
_EPOCH = date(1970, 1, 1).toordinal()


class DailyFile:
    """One Parquet file (and, when asked, the same as CSV), a school at a time."""

    def __init__(self, path: Path, *, with_csv: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.rows = 0
        self._parquet = parquet.ParquetWriter(path, SCHEMA, compression="zstd")
        self._csv: IO[str] | None = None
        if with_csv:
            self._csv = path.with_suffix(".csv").open("w", encoding="utf-8", newline="")
            self._csv.write(",".join(COLUMNS) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._parquet.close()
        if self._csv:
            self._csv.close()

    def write(self, school: str, ids: list[str], calendar: Calendar, marks: Marks, kept: Flags) -> None:
        """Add the marks of the days that are `kept`."""
        if not (table := _table(school, ids, calendar, marks, kept)).num_rows:
            return
        self.rows += table.num_rows
        self._parquet.write_table(table)
        if self._csv:
            columns = (table.column(name).to_pylist() for name in COLUMNS)
            csv.writer(self._csv, lineterminator="\n").writerows(zip(*columns, strict=True))


def _table(school: str, ids: list[str], calendar: Calendar, marks: Marks, kept: Flags) -> pa.Table:
    days = np.array([day.toordinal() - _EPOCH for day in calendar.days], dtype=np.int32)
    row, column = np.nonzero((marks != NOTHING) & kept)
    found = marks[row, column]
    who = pa.DictionaryArray.from_arrays(pa.array(row.astype(np.int32)), pa.array(ids))
    where = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(row), np.int32)), pa.array([school]))
    what = pa.DictionaryArray.from_arrays(pa.array(found.astype(np.int32)), _NAMES)
    when = pa.array(days[column], pa.int32()).cast(pa.date32())
    share = pa.array(ATTENDED[found].astype(np.float32))
    return pa.Table.from_arrays([when, where, who, share, what], schema=SCHEMA)
