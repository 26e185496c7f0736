"""A Parquet file as chunks of text columns. What is packed small is opened in little memory.

A text that is there a million times is stored once, so the size of a file says nothing of what it opens to.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from groundswell.store.read.chunks import Chunk
from groundswell.store.read.columnar.wanted import require_columns
from groundswell.store.read.faults import Fault, Limits, Unreadable

ROWS_AT_ONCE, BYTES_AT_ONCE = 500_000, 64 * 1024 * 1024
LARGEST_PIECE = 1024**3  # bytes of one column in one row group
BYTES_OF_A_SIGN = 4


class ParquetTable:
    """A Parquet file being read. Raises `Unreadable`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._file = stream, _opened(stream)
        self.header = tuple(self._file.schema_arrow.names)

    def chunks(self, wanted: Sequence[str], limits: Limits) -> Iterator[Chunk]:
        """The wanted columns. Rows are counted from 1; what the file knows as dates or numbers becomes plain text."""
        require_columns(self.header, wanted)
        _require_modest(self._file, wanted, limits)
        for name in wanted:
            _require_cells(name, self._file.schema_arrow.field(name).type)
        return self._chunks(wanted, BYTES_OF_A_SIGN * limits.field_characters)

    def _chunks(self, wanted: Sequence[str], longest: int) -> Iterator[Chunk]:
        line, dictionaries = 1, _opened(self._stream, read_dictionary=list(wanted))
        try:
            for group in range(self._file.num_row_groups):
                at_once = _rows_at_once(dictionaries, group, wanted, longest)
                for batch in self._file.iter_batches(at_once, row_groups=[group], columns=list(wanted)):
                    yield _chunk(batch, wanted, line, longest)
                    line += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _damaged(line) from error


def _opened(stream: BinaryIO, **how: list[str]) -> "pq.ParquetFile":
    try:
        return pq.ParquetFile(stream, **how)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(1) from error


def _damaged(line: int) -> Unreadable:
    words = "The Parquet file is damaged or cut off."
    return Unreadable(Fault(line, "", "damaged_parquet", words, "Write it again, or send CSV."))


def _require_modest(file: "pq.ParquetFile", wanted: Sequence[str], limits: Limits) -> None:
    """By what the file says of itself."""
    if file.metadata.num_rows > limits.rows:
        words = f"The file has {file.metadata.num_rows:,} rows; we take {limits.rows:,}."
        raise Unreadable(Fault(1, "", "too_many_rows", words, "Send it in parts."))
    for group in map(file.metadata.row_group, range(file.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            if column.path_in_schema in wanted and column.total_uncompressed_size > LARGEST_PIECE:
                words = "This column holds more than a gigabyte in one row group."
                fix = "Write the file with smaller row groups, or send CSV."
                raise Unreadable(Fault(1, column.path_in_schema, "too_large", words, fix))


def _require_cells(name: str, kind: pa.DataType) -> None:
    if pa.types.is_nested(kind):
        words = f"The column holds {kind} values."
        raise Unreadable(Fault(1, name, "no_cells", words, "Choose a column of texts, numbers or dates."))


def _rows_at_once(dictionaries: "pq.ParquetFile", group: int, wanted: Sequence[str], longest: int) -> int:
    """So many that their cells fit into `BYTES_AT_ONCE` though each were the longest that is stored once."""
    widths = [0]
    for batch in dictionaries.iter_batches(1, row_groups=[group], columns=list(wanted)):
        for name in wanted:
            column = batch.column(name)
            if pa.types.is_dictionary(column.type):
                widths.append(_width(name, column.dictionary, 1, longest))
        break
    return max(1, min(ROWS_AT_ONCE, BYTES_AT_ONCE // max(1, sum(widths))))


def _width(name: str, cells: pa.Array, line: int, longest: int) -> int:
    """Bytes of the longest text. Raises `Unreadable` for one that no cell may have."""
    kind = cells.type
    texts = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind)
    width = int(pc.max(pc.binary_length(cells)).as_py() or 0) if texts and len(cells) else 0
    if width > longest:
        words = f"A cell of this column is longer than {longest // BYTES_OF_A_SIGN:,} characters."
        fix = "Shorten it, or leave the column out of the mapping."
        raise Unreadable(Fault(line, name, "field_too_long", words, fix))
    return width


def _chunk(batch: pa.RecordBatch, wanted: Sequence[str], line: int, longest: int) -> Chunk:
    arrays = [_texts(name, batch.column(name), line, longest) for name in wanted]
    lines = pa.array(range(line, line + batch.num_rows), pa.int64())
    names = [*(f"c{k}" for k in range(len(wanted))), "line"]
    return Chunk(pa.Table.from_arrays([*arrays, lines], names=names), (), tidy=False)


def _texts(name: str, array: pa.Array, line: int, longest: int) -> pa.Array:
    plain = array.cast(array.type.value_type) if pa.types.is_dictionary(array.type) else array
    _width(name, plain, line, longest)
    if pa.types.is_timestamp(plain.type):
        plain = plain.cast(pa.timestamp("us", plain.type.tz), safe=False)
    if pa.types.is_float32(plain.type):
        plain = plain.cast(pa.float64())
    try:
        return plain.cast(pa.string()).fill_null("")
    except pa.ArrowInvalid as error:
        words = f"This column holds {plain.type} values that are not text in UTF-8."
        raise Unreadable(Fault(line, name, "encoding", words, "Write the column as text (UTF-8).")) from error
