"""Parquet: the file knows its types; a text column stays text."""

from collections.abc import Sequence
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from groundswell.store.read.columnar.sheet import Sheet
from groundswell.store.read.columnar.wanted import require_columns
from groundswell.store.read.faults import Fault, Limits, Unreadable


def read_parquet(stream: BinaryIO, *, name: str, wanted: Sequence[str], limits: Limits) -> Sheet:
    """The wanted columns as they are. Raises `Unreadable`. Rows are counted from 1."""
    try:
        file = pq.ParquetFile(stream)
        require_columns(file.schema_arrow.names, wanted)
        _refuse_large(file.metadata, wanted, limits)
        table = file.read(columns=list(wanted))
    except (pa.ArrowException, OSError) as error:
        words = "The Parquet file is damaged or cut off."
        raise Unreadable(Fault(1, "", "damaged_parquet", words, "Write it again, or send CSV.")) from error
    columns = {each: _plain(table.column(each), each) for each in wanted}
    return Sheet(name, columns, lambda rows: [row + 1 for row in rows])


def _refuse_large(metadata: "pq.FileMetaData", wanted: Sequence[str], limits: Limits) -> None:
    if metadata.num_rows > limits.rows:
        words = f"The file has {metadata.num_rows:,} rows; we take {limits.rows:,}."
        raise Unreadable(Fault(1, "", "too_many_rows", words, "Send it in parts."))
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    chunks = [group.column(k) for group in groups for k in range(group.num_columns)]
    size = sum(c.total_uncompressed_size for c in chunks if c.path_in_schema in wanted)
    if size > limits.unpacked_bytes:
        raise Unreadable(
            Fault(1, "", "too_large", "Unpacked, it is larger than we take.", "Send it in parts.")
        )


def _plain(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """Dictionaries as their texts. A column of lists or structures is no column of a table."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column.cast(kind.value_type)
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        words = f"The column holds {kind} values."
        raise Unreadable(Fault(1, name, "no_cells", words, "Choose a column of texts, numbers or dates."))
    return column
