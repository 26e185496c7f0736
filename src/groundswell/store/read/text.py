"""Bytes to numbered lines: the encoding is found before the first line is handed out."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groundswell.store.read.faults import Fault, Unreadable

WINDOWS = "cp1252"
_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line: its number from 1, its text, and how it ended."""

    number: int
    text: str
    end: str


@dataclass(frozen=True)
class Encoding:
    """The codec to read with. `notice` is said in the report when the file did not say what it is."""

    codec: str
    errors: str = "strict"
    notice: Fault | None = None


def codec_named(name: str) -> str:
    """The codec's own name. Raises LookupError for one that there is not, or that is no encoding of text."""
    try:
        b"a".decode(name, "ignore")
    except UnicodeError as odd:
        raise LookupError(name) from odd
    return codecs.lookup(name).name


def find_encoding(data: Iterable[bytes]) -> Encoding:
    """UTF-8 (with or without mark) or UTF-16 with mark; else Windows-1252, and the report says so.

    Where even that is impossible, bytes that fit nothing are kept apart as lone surrogates, so that
    their rows can be set aside by line and column.
    """
    as_utf8, as_windows = codecs.getincrementaldecoder("utf-8")(), codecs.getincrementaldecoder(WINDOWS)()
    utf8, windows, first, line, odd_line = True, True, True, 1, 0
    for piece in data:
        if first and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Encoding("utf-16")
        first = False
        windows = windows and _misfit(as_windows, piece) is None
        before = _misfit(as_utf8, piece) if utf8 else None
        if before is not None:
            utf8, odd_line = False, line + before.count(b"\n")
        if not (utf8 or windows):
            break
        line += piece.count(b"\n")
    if utf8 and _misfit(as_utf8, b"", final=True) is None:
        return Encoding("utf-8-sig")
    if windows:
        return Encoding(WINDOWS, notice=_windows_notice(odd_line or line))
    return Encoding("utf-8-sig", "surrogateescape")


def _misfit(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bytes | None:
    """The bytes before the first that do not fit, or None when all fit."""
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError as error:
        return bytes(error.object[: error.start])
    return None


def _windows_notice(line: int) -> Fault:
    return Fault(
        line,
        "",
        "read_as_windows",
        f"The file is not in UTF-8 (first seen on line {line}), so we read it as Windows text (1252).",
        "Look at names with accents below. If they look wrong, save the file as CSV UTF-8.",
    )


def lines(data: Iterable[bytes], encoding: Encoding, *, limit: int) -> Iterator[Line]:
    """Lines ended by CR LF, LF or CR. A line over `limit` characters stops the reading."""
    number, rest = 1, ""
    for piece in _decoded(data, encoding):
        text, start = rest + piece, 0
        for match in _END.finditer(text):
            if match.group() == "\r" and match.end() == len(text):
                break
            yield _within(Line(number, text[start : match.start()], match.group()), limit)
            number, start = number + 1, match.end()
        rest = text[start:]
        _within(Line(number, rest, ""), limit)
    if rest:
        ended = rest.endswith("\r")
        yield Line(number, rest[:-1] if ended else rest, "\r" if ended else "")


def _decoded(data: Iterable[bytes], encoding: Encoding) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    try:
        for piece in data:
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)
    except UnicodeError as error:
        words = f"The text does not fit the encoding {encoding.codec}."
        fix = "Save the file as CSV UTF-8 and send it again."
        raise Unreadable(Fault(1, "", "encoding", words, fix)) from error


def _within(line: Line, limit: int) -> Line:
    if len(line.text) > limit:
        words = f"This line is longer than {limit:,} characters."
        fix = "Check that each row ends with a new line."
        raise Unreadable(Fault(line.number, "", "line_too_long", words, fix))
    return line
