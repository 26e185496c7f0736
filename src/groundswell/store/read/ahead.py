"""Read the next piece while this one is being worked on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Piece = TypeVar("Piece")


def one_ahead(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same pieces in the same order, each made in another thread while the one before is in use.

    Reading and parsing let go of Python's lock, and so does DuckDB, so two processors are in use.
    """
    with ThreadPoolExecutor(max_workers=1) as other:
        coming = other.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = other.submit(next, pieces, None)
            yield piece
