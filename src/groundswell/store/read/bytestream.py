"""A file's bytes as UTF-8, read ahead as far as needed, with the number of the line they begin on."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.text import Line

READ = 1024 * 1024
_END = re.compile(rb"\r\n|\r|\n")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class ByteStream:
    """What is left of a file, the number of the line on which it begins, and how many bytes were taken."""

    def __init__(self, source: BinaryIO, limits: Limits, encoding: str = "") -> None:
        self.limits, self.line, self.taken, self.at_end = limits, 1, 0, False
        self._buffer, self._at = b"", 0
        self._pieces = _as_utf8(source.read(READ), source, encoding)

    @property
    def waiting(self) -> int:
        """How many bytes are read and not yet taken."""
        return len(self._buffer) - self._at

    def fill(self, size: int) -> None:
        """Read until `size` bytes wait or the file ends."""
        if self.waiting >= size or self.at_end:
            return
        pieces, have = [self._buffer[self._at :]], self.waiting
        while have < size and not self.at_end:
            piece = next(self._pieces, None)
            self.at_end = piece is None
            pieces.append(piece or b"")
            have += len(pieces[-1])
        self._buffer, self._at = b"".join(pieces), 0

    def look(self, size: int) -> bytes:
        """The next `size` bytes at most, without taking them."""
        return self._buffer[self._at : self._at + size]

    def take(self, size: int, lines: int) -> bytes:
        """The next `size` bytes, which hold `lines` line ends."""
        taken = self.look(size)
        self.skip(size, lines)
        return taken

    def skip(self, size: int, lines: int) -> None:
        """Take `size` bytes without handing them out."""
        self._at += size
        self.taken += size
        self.line += lines

    def lines(self) -> Iterator[Line]:
        """One line after the other, each taken off. Bytes that are not UTF-8 become lone surrogates."""
        while (line := self._next_line()) is not None:
            yield line

    def _next_line(self) -> Line | None:
        end = self._line_end()
        if not self.waiting:
            return None
        number, mark = self.line, end.group() if end else b""
        raw = self.take(end.end() - self._at if end else self.waiting, 1)
        text = raw[: len(raw) - len(mark)].decode("utf-8", "surrogateescape")
        if len(text) > self.limits.line_characters:
            raise _too_long(number, self.limits.line_characters)
        return Line(number, text, mark.decode())

    def _line_end(self) -> re.Match[bytes] | None:
        """Where the next line ends in the buffer, reading on as far as it takes; None at the end of the file."""
        size = 1
        while True:
            self.fill(size)
            found = _END.search(self._buffer, self._at)
            cut_off = found and found.group() == b"\r" and found.end() == len(self._buffer)
            if self.at_end or (found and not cut_off):
                return found
            if self.waiting > 4 * self.limits.line_characters:
                raise _too_long(self.line, self.limits.line_characters)
            size = self.waiting + READ


def _as_utf8(first: bytes, source: BinaryIO, encoding: str) -> Iterator[bytes]:
    if first.startswith(_UTF16):
        return _recoded(first, source, "utf-16")
    if encoding and codecs.lookup(encoding).name != "utf-8":
        return _recoded(first, source, encoding)
    return _raw(first.removeprefix(codecs.BOM_UTF8), source)


def _raw(first: bytes, source: BinaryIO) -> Iterator[bytes]:
    yield first
    while piece := source.read(READ):
        yield piece


def _recoded(first: bytes, source: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _raw(first, source):
            yield decoder.decode(piece).encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeError as error:
        words = f"The text does not fit the encoding {encoding}."
        raise Unreadable(Fault(1, "", "encoding", words, "Save the file as CSV UTF-8.")) from error


def _too_long(line: int, limit: int) -> Unreadable:
    words = f"This line is longer than {limit:,} characters."
    return Unreadable(Fault(line, "", "line_too_long", words, "Check that each row ends with a new line."))
