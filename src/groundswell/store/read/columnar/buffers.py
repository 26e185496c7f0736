"""Arrow from and to NumPy and lists by the buffers themselves.

Arrow's own way loads pandas where it is installed: seconds, for nothing.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


def numbers_of(column: pa.ChunkedArray | pa.Array, kind: type[np.generic]) -> tuple[NDArray[Any], Flags]:
    """The numbers of a column whose cells are stored as `kind`, and which of them are there."""
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    if not chunks:
        return np.zeros(0, dtype=kind), np.zeros(0, dtype=np.bool_)
    found = [_chunk(chunk, kind) for chunk in chunks]
    return np.concatenate([values for values, _ in found]), np.concatenate([there for _, there in found])


def _chunk(chunk: pa.Array, kind: type[np.generic]) -> tuple[NDArray[Any], Flags]:
    first, last = chunk.offset, chunk.offset + len(chunk)
    there, data = chunk.buffers()[0], chunk.buffers()[1]
    values = np.frombuffer(data, dtype=kind)[first:last] if len(chunk) else np.zeros(0, dtype=kind)
    if there is None or not chunk.null_count:
        return values, np.ones(len(chunk), dtype=np.bool_)
    bits = np.unpackbits(np.frombuffer(there, dtype=np.uint8), bitorder="little")
    return values, bits[first:last].astype(np.bool_)


def present(column: pa.ChunkedArray) -> Flags:
    """Which cells hold something."""
    flags, _ = numbers_of(column.is_valid().cast(pa.uint8()), np.uint8)
    return flags.astype(np.bool_)


def positions(rows: NDArray[np.intp]) -> pa.Array:
    """Row numbers as Arrow takes them."""
    whole = np.ascontiguousarray(rows, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)])


def texts(cells: Sequence[str | None]) -> pa.Array:
    """A column of text; None is an empty cell."""
    written = [b"" if cell is None else cell.encode() for cell in cells]
    sizes = np.fromiter(map(len, written), dtype=np.int64, count=len(written))
    ends = np.concatenate(([0], np.cumsum(sizes)))
    if ends[-1] > np.iinfo(np.int32).max:
        raise OverflowError("These texts hold more than two gigabytes. Hand them over in parts.")
    held = [_validity(cells), pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(b"".join(written))]
    return pa.Array.from_buffers(pa.string(), len(written), held)


def whole_numbers(cells: Sequence[int | None]) -> pa.Array:
    """A column of 64-bit whole numbers; None is an empty cell."""
    values = np.fromiter((cell or 0 for cell in cells), dtype=np.int64, count=len(cells))
    return pa.Array.from_buffers(pa.int64(), len(cells), [_validity(cells), pa.py_buffer(values)])


def _validity(cells: Sequence[object]) -> pa.Buffer | None:
    if None not in cells:
        return None
    there = np.fromiter((cell is not None for cell in cells), dtype=np.bool_, count=len(cells))
    return pa.py_buffer(np.packbits(there, bitorder="little"))
