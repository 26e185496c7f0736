"""Read the next pieces while this one is being worked on."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TypeVar

from groundswell.store.read.chunks import Chunk, TextTable
from groundswell.store.read.faults import Limits, Unreadable
from groundswell.store.read.package import Member, unreadable

Piece = TypeVar("Piece")
AHEAD = 4  # a file's end, the next one's header and its first rows; of one file, so many chunks


def ahead(pieces: Iterator[Piece], *, most: int = 1) -> Generator[Piece, None, None]:
    """The same pieces in the same order, up to `most` made in another thread while those before are in use.

    Reading and parsing let go of Python's lock, and so does DuckDB, so two processors are in use.
    """
    with ThreadPoolExecutor(max_workers=1) as other:
        coming = deque(other.submit(next, pieces, None) for _ in range(most))
        try:
            while (piece := coming.popleft().result()) is not None:
                coming.append(other.submit(next, pieces, None))
                yield piece
        finally:
            for each in coming:
                each.cancel()


class End:
    """A file ends here."""


class Files:
    """CSV files one after the other; the next one is begun while the last rows of this one are worked on."""

    def __init__(self, pieces: Iterator[tuple[str, ...] | Chunk | End]) -> None:
        self._pieces = pieces

    def header(self) -> tuple[str, ...]:
        """The first row of the next file. Raises `RefusedFile`."""
        found = next(self._pieces)
        assert isinstance(found, tuple), "the file before was not read to its end"  # noqa: S101
        return found

    def chunks(self) -> Iterator[Chunk]:
        """Its rows. Raises `RefusedFile` where it stops being a table."""
        while isinstance(piece := next(self._pieces), Chunk):
            yield piece


@contextmanager
def files_ahead(members: Iterable[Member], *, limits: Limits, encoding: str) -> Iterator[Files]:
    """The files of a package, to be read in this order."""
    with closing(ahead(_read(members, limits, encoding), most=AHEAD)) as pieces:
        yield Files(pieces)


def _read(
    members: Iterable[Member], limits: Limits, encoding: str
) -> Iterator[tuple[str, ...] | Chunk | End]:
    for member in members:
        try:
            with member.open() as source:
                table = TextTable(source, limits=limits, encoding=encoding)
                yield table.header
                yield from table.chunks()
        except Unreadable as problem:
            raise unreadable(member.name, problem) from problem
        yield End()
