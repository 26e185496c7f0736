"""Which kind of file it is, by what it holds rather than by its name."""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from groundswell.store.read.columnar.delimited import read_delimited
from groundswell.store.read.columnar.parquet import read_parquet
from groundswell.store.read.columnar.sheet import Sheet, without_blank_rows
from groundswell.store.read.columnar.workbook import read_workbook
from groundswell.store.read.faults import Fault, Limits, Unreadable

GIB = 1024**3
LIMITS = Limits(packed_bytes=2 * GIB, unpacked_bytes=2 * GIB, rows=100_000_000)
PIECE = 1024 * 1024


def read_columns(
    source: Path | BinaryIO,
    *,
    name: str,
    wanted: Sequence[str],
    sheet: str = "",
    limits: Limits = LIMITS,
) -> Sheet:
    """The wanted columns of a CSV or TSV (also gzipped), XLSX or Parquet file, or of a stream of its bytes.

    `name` is the file in messages, `sheet` the sheet of a workbook ("" its first). Raises `RefusedFile` with
    every row that breaks the table, `Unreadable` where there is no table, OSError where there is no file.
    """
    with source.open("rb") if isinstance(source, Path) else _seekable(source, limits) as stream:
        return without_blank_rows(_read(stream, name=name, wanted=wanted, sheet=sheet, limits=limits))


def _read(stream: BinaryIO, *, name: str, wanted: Sequence[str], sheet: str, limits: Limits) -> Sheet:
    head = stream.read(4)
    stream.seek(0)
    columns = list(dict.fromkeys(wanted))
    if head == b"PAR1":
        return read_parquet(stream, name=name, wanted=columns, limits=limits)
    if head == b"PK\x03\x04":
        return read_workbook(stream, name=name, wanted=columns, sheet=sheet, limits=limits)
    return read_delimited(stream, name=name, wanted=columns, limits=limits)


def _seekable(source: BinaryIO, limits: Limits) -> BinaryIO:
    """The stream itself when it can be read twice, else a copy on the disk."""
    if source.seekable():
        return source
    copy: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 (who asked closes it)
    total = 0
    while piece := source.read(PIECE):
        total += len(piece)
        if total > limits.packed_bytes:
            copy.close()
            raise Unreadable(Fault(1, "", "too_large", "There is more than we take.", "Send it in parts."))
        copy.write(piece)
    copy.seek(0, io.SEEK_SET)
    return copy
